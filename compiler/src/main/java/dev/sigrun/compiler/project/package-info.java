/** Reads the file with the settings of a project of rules. */
@NullMarked
package dev.sigrun.compiler.project;

import org.jspecify.annotations.NullMarked;
