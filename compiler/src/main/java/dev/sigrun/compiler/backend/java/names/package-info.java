/** Gives names to classes, members and variables of generated Java. */
@NullMarked
package dev.sigrun.compiler.backend.java.names;

import org.jspecify.annotations.NullMarked;
