/**
 * Rewrites predicates to simpler ones with the same meaning, for every back end. Rewrites never
 * report and never fail. Changes that only one back end needs belong to that back end.
 */
@NullMarked
package dev.sigrun.compiler.rewrite;

import org.jspecify.annotations.NullMarked;
