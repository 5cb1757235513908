/**
 * The pages about the codes of diagnostics, for users to look up. The texts are in resource files
 * next to this package, one for each area; tests compare them with the constants of the classes
 * that report the codes, and compile every example.
 */
@NullMarked
package dev.sigrun.compiler.codes;

import org.jspecify.annotations.NullMarked;
