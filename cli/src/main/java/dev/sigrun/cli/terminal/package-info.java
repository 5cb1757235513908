/**
 * Streams, colours, exit codes and failures of a command. Knows no other package of the command.
 */
@NullMarked
package dev.sigrun.cli.terminal;

import org.jspecify.annotations.NullMarked;
