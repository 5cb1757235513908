/** Groups of options that several commands share, checked where they are declared. */
@NullMarked
package dev.sigrun.cli.option;

import org.jspecify.annotations.NullMarked;
