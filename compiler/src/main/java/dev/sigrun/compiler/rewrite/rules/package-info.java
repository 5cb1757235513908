/**
 * The rewrite rules, a class each, with a line of before and after. Their order is {@link
 * dev.sigrun.compiler.rewrite.Rewriter}'s business.
 */
@NullMarked
package dev.sigrun.compiler.rewrite.rules;

import org.jspecify.annotations.NullMarked;
