/**
 * The rewrite rules, one class each, documented with an example of before and after. {@link
 * dev.sigrun.compiler.rewrite.Rewriter} defines their order.
 */
@NullMarked
package dev.sigrun.compiler.rewrite.rules;

import org.jspecify.annotations.NullMarked;
