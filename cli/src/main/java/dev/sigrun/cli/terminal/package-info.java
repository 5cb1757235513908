/**
 * Streams, colours, exit codes and failures of a command. Does not depend on other packages of the
 * command line.
 */
@NullMarked
package dev.sigrun.cli.terminal;

import org.jspecify.annotations.NullMarked;
