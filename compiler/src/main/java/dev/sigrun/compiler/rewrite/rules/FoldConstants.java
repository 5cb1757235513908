package dev.sigrun.compiler.rewrite.rules;

import dev.sigrun.compiler.ir.Predicate;
import dev.sigrun.compiler.source.Origin;
import java.util.List;
import java.util.Optional;

/** {@code (and a true)} becomes {@code a}; {@code (or a true)} and {@code (not false)}, true. */
public final class FoldConstants implements RewriteRule {
  @Override
  public Optional<Predicate> apply(Predicate predicate) {
    if (predicate instanceof Predicate.Not not
        && not.operand() instanceof Predicate.Constant constant) {
      return Optional.of(new Predicate.Constant(not.origin(), !constant.value()));
    }
    if (predicate instanceof Predicate.And and) {
      return fold(and.origin(), and.terms(), false);
    }
    if (predicate instanceof Predicate.Or or) {
      return fold(or.origin(), or.terms(), true);
    }
    // No element of a nested list satisfies false; whether one satisfies true depends on the event.
    if (predicate instanceof Predicate.NestedAny any && isConstant(any.element(), false)) {
      return Optional.of(new Predicate.Constant(any.origin(), false));
    }
    return Optional.empty();
  }

  private static Optional<Predicate> fold(Origin origin, List<Predicate> terms, boolean deciding) {
    if (terms.stream().anyMatch(t -> isConstant(t, deciding))) {
      return Optional.of(new Predicate.Constant(origin, deciding));
    }
    List<Predicate> open = terms.stream().filter(t -> !isConstant(t, !deciding)).toList();
    if (open.size() == terms.size()) {
      return Optional.empty();
    }
    return Optional.of(deciding ? Predicate.or(origin, open) : Predicate.and(origin, open));
  }

  private static boolean isConstant(Predicate predicate, boolean value) {
    return predicate instanceof Predicate.Constant constant && constant.value() == value;
  }
}
