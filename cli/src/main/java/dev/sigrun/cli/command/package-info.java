/**
 * The commands, one class each: they read the command line, call the compiler and the runtime, and
 * print.
 */
@NullMarked
package dev.sigrun.cli.command;

import org.jspecify.annotations.NullMarked;
