/** Groups of options that several commands share, with their validation. */
@NullMarked
package dev.sigrun.cli.option;

import org.jspecify.annotations.NullMarked;
