/** Compiles generated Java in memory with the running JDK. Knows no rules. */
@NullMarked
package dev.sigrun.compiler.backend.java.javac;

import org.jspecify.annotations.NullMarked;
