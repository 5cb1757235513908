/**
 * The entry point of the compiler: {@link dev.sigrun.compiler.RuleCompiler} turns rule files into
 * analysed rules and diagnostics. The stages are in the packages below.
 */
@NullMarked
package dev.sigrun.compiler;

import org.jspecify.annotations.NullMarked;
