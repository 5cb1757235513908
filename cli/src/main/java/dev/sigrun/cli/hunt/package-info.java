/**
 * A single query over events that are all at hand, and new terms with a baseline. Knows no command
 * and no option.
 */
@NullMarked
package dev.sigrun.cli.hunt;

import org.jspecify.annotations.NullMarked;
