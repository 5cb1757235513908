package dev.sigrun.compiler.rewrite.rules;

import dev.sigrun.compiler.ir.Predicate;
import java.util.Optional;

/** {@code (not (not a))} becomes {@code a}. */
public final class RemoveDoubleNegation implements RewriteRule {
  @Override
  public Optional<Predicate> apply(Predicate predicate) {
    return predicate instanceof Predicate.Not outer
            && outer.operand() instanceof Predicate.Not inner
        ? Optional.of(inner.operand())
        : Optional.empty();
  }
}
