/**
 * The {@code sigrun} command: options, files, terminals and exit codes. The compiler and the
 * runtime decide the meaning of rules and whether events match, never this module.
 */
@NullMarked
package dev.sigrun.cli;

import org.jspecify.annotations.NullMarked;
