package dev.sigrun.compiler.rewrite.rules;

import dev.sigrun.compiler.ir.Predicate;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;

/** {@code (and a b a)} becomes {@code (and a b)}; {@code or} likewise. */
public final class RemoveDuplicateTerms implements RewriteRule {
  @Override
  public Optional<Predicate> apply(Predicate predicate) {
    if (!(predicate instanceof Predicate.And || predicate instanceof Predicate.Or)) {
      return Optional.empty();
    }
    List<Predicate> terms = predicate.children();
    List<Predicate> distinct = List.copyOf(new LinkedHashSet<>(terms));
    if (distinct.size() == terms.size()) {
      return Optional.empty();
    }
    return Optional.of(
        predicate instanceof Predicate.And
            ? Predicate.and(predicate.origin(), distinct)
            : Predicate.or(predicate.origin(), distinct));
  }
}
