/**
 * The syntax of ES|QL: parses text to a syntax tree and prints it. Does not resolve columns or
 * check types.
 */
@NullMarked
package dev.sigrun.compiler.language.esql.syntax;

import org.jspecify.annotations.NullMarked;
