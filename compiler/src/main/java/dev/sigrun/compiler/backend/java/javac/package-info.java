/** Compiles generated Java in memory with the running JDK. Does not depend on rules. */
@NullMarked
package dev.sigrun.compiler.backend.java.javac;

import org.jspecify.annotations.NullMarked;
