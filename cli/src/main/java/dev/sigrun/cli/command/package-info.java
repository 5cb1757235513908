/**
 * The commands, one class each. They read the command line, call the compiler and the runtime, and
 * print the results.
 */
@NullMarked
package dev.sigrun.cli.command;

import org.jspecify.annotations.NullMarked;
