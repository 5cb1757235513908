package dev.sigrun.compiler.rewrite.rules;

import dev.sigrun.compiler.ir.Field;
import dev.sigrun.compiler.ir.Predicate;
import dev.sigrun.compiler.ir.value.CaseSensitivity;
import dev.sigrun.compiler.source.Origin;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * {@code (or (in f "x") (in f "y"))} becomes {@code (in f "x" "y")}; patterns, numbers, addresses
 * and words likewise. Only under {@code or}: under {@code and}, different values of the field may
 * satisfy each test.
 */
public final class MergeLists implements RewriteRule {
  /** Tests of one kind, on one field, that differ in their lists only. */
  private record Kind(Class<?> test, Field field, Optional<CaseSensitivity> sensitivity) {}

  @Override
  public Optional<Predicate> apply(Predicate predicate) {
    if (!(predicate instanceof Predicate.Or or)) {
      return Optional.empty();
    }
    Map<Object, List<Predicate>> groups = new LinkedHashMap<>();
    for (Predicate term : or.terms()) {
      Object key = kind(term).<Object>map(Function.identity()).orElseGet(Object::new);
      groups.computeIfAbsent(key, k -> new ArrayList<>()).add(term);
    }
    return groups.size() == or.terms().size()
        ? Optional.empty()
        : Optional.of(
            Predicate.or(or.origin(), groups.values().stream().map(MergeLists::merge).toList()));
  }

  private static Optional<Kind> kind(Predicate term) {
    if (term instanceof Predicate.StringIn in) {
      return Optional.of(new Kind(in.getClass(), in.field(), Optional.of(in.sensitivity())));
    }
    if (term instanceof Predicate.WildcardMatch match) {
      return Optional.of(
          new Kind(match.getClass(), match.field(), Optional.of(match.sensitivity())));
    }
    if (term instanceof Predicate.NumberIn in) {
      return Optional.of(new Kind(in.getClass(), in.field(), Optional.empty()));
    }
    if (term instanceof Predicate.IpIn in) {
      return Optional.of(new Kind(in.getClass(), in.field(), Optional.empty()));
    }
    if (term instanceof Predicate.TokenIn in) {
      return Optional.of(new Kind(in.getClass(), in.field(), Optional.empty()));
    }
    if (term instanceof Predicate.TokenMatch match) {
      return Optional.of(new Kind(match.getClass(), match.field(), Optional.empty()));
    }
    return Optional.empty();
  }

  /** One test for all of {@code group}, whose tests are of one kind. */
  private static Predicate merge(List<Predicate> group) {
    Predicate first = group.get(0);
    if (group.size() == 1) {
      return first;
    }
    Origin origin = first.origin().to(group.get(group.size() - 1).origin());
    if (first instanceof Predicate.StringIn in) {
      List<String> values = joined(group, Predicate.StringIn.class, Predicate.StringIn::values);
      return new Predicate.StringIn(origin, in.field(), values, in.sensitivity());
    }
    if (first instanceof Predicate.WildcardMatch match) {
      return new Predicate.WildcardMatch(
          origin,
          match.field(),
          joined(group, Predicate.WildcardMatch.class, Predicate.WildcardMatch::patterns),
          match.sensitivity());
    }
    if (first instanceof Predicate.NumberIn in) {
      return new Predicate.NumberIn(
          origin, in.field(), joined(group, Predicate.NumberIn.class, Predicate.NumberIn::values));
    }
    if (first instanceof Predicate.IpIn in) {
      return new Predicate.IpIn(
          origin, in.field(), joined(group, Predicate.IpIn.class, Predicate.IpIn::blocks));
    }
    if (first instanceof Predicate.TokenIn in) {
      return new Predicate.TokenIn(
          origin, in.field(), joined(group, Predicate.TokenIn.class, Predicate.TokenIn::tokens));
    }
    Predicate.TokenMatch match = (Predicate.TokenMatch) first;
    return new Predicate.TokenMatch(
        origin,
        match.field(),
        joined(group, Predicate.TokenMatch.class, Predicate.TokenMatch::patterns));
  }

  private static <P, T> List<T> joined(
      List<Predicate> group, Class<P> kind, Function<P, List<T>> list) {
    return group.stream().map(kind::cast).flatMap(p -> list.apply(p).stream()).toList();
  }
}
