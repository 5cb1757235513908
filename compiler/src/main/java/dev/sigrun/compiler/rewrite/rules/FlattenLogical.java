package dev.sigrun.compiler.rewrite.rules;

import dev.sigrun.compiler.ir.Predicate;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** {@code (and a (and b c))} becomes {@code (and a b c)}; {@code or} likewise. */
public final class FlattenLogical implements RewriteRule {
  @Override
  public Optional<Predicate> apply(Predicate predicate) {
    if (predicate instanceof Predicate.And and
        && and.terms().stream().anyMatch(Predicate.And.class::isInstance)) {
      List<Predicate> terms =
          and.terms().stream()
              .flatMap(t -> t instanceof Predicate.And a ? a.terms().stream() : Stream.of(t))
              .toList();
      return Optional.of(new Predicate.And(and.origin(), terms));
    }
    if (predicate instanceof Predicate.Or or
        && or.terms().stream().anyMatch(Predicate.Or.class::isInstance)) {
      List<Predicate> terms =
          or.terms().stream()
              .flatMap(t -> t instanceof Predicate.Or o ? o.terms().stream() : Stream.of(t))
              .toList();
      return Optional.of(new Predicate.Or(or.origin(), terms));
    }
    return Optional.empty();
  }
}
