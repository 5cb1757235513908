/**
 * The compiler as its users see it: rule files in, analysed rules and diagnostics out. The stages
 * behind it live in the packages below.
 */
@NullMarked
package dev.sigrun.compiler;

import org.jspecify.annotations.NullMarked;
