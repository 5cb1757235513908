/**
 * Generates readable Java: a class for each rule, a class for the set, and the jar with the
 * compiled classes. The only package that uses JavaPoet and javac; does not depend on any query
 * language.
 */
@NullMarked
package dev.sigrun.compiler.backend.java;

import org.jspecify.annotations.NullMarked;
