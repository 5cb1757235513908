/** Texts of new rules. */
@NullMarked
package dev.sigrun.cli.template;

import org.jspecify.annotations.NullMarked;
