package dev.sigrun.compiler.rewrite.rules;

import dev.sigrun.compiler.ir.Predicate;
import java.util.Optional;

/** A transformation of predicates that preserves their meaning for every event. */
@FunctionalInterface
public interface RewriteRule {
  /** The changed predicate, or nothing if there is nothing to change. Looks at the top only. */
  Optional<Predicate> apply(Predicate predicate);
}
