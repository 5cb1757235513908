/** Manual pages, and scripts by which shells complete commands. */
@NullMarked
package dev.sigrun.cli.help;

import org.jspecify.annotations.NullMarked;
