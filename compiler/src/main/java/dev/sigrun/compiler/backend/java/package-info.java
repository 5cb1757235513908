/**
 * Rules as readable Java: a matcher class for each rule, a class for the set, and the jar that
 * holds them compiled. The only package that knows JavaPoet and javac; knows no query language.
 */
@NullMarked
package dev.sigrun.compiler.backend.java;

import org.jspecify.annotations.NullMarked;
