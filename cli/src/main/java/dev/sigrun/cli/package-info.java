/**
 * The {@code sigrun} command: options, files, terminals and exit codes. What rules mean and whether
 * events match is decided by the compiler and the runtime, never here.
 */
@NullMarked
package dev.sigrun.cli;

import org.jspecify.annotations.NullMarked;
