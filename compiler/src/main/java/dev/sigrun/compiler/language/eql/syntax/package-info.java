/**
 * The syntax of EQL: parses text to a syntax tree and prints it. Does not resolve fields or check
 * types.
 */
@NullMarked
package dev.sigrun.compiler.language.eql.syntax;

import org.jspecify.annotations.NullMarked;
