/**
 * A slow interpreter of rows. A cell is a list of its values here: empty for null. It shares with
 * the runtime what is proved elsewhere: the classes of values, regular expressions, GROK, and the
 * formats of dates and addresses.
 */
@NullMarked
package dev.sigrun.oracle.row;

import org.jspecify.annotations.NullMarked;
