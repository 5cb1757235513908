package dev.sigrun.compiler.backend;

import dev.sigrun.compiler.ir.Correlation;
import dev.sigrun.compiler.ir.Field;
import dev.sigrun.compiler.ir.Predicate;
import dev.sigrun.compiler.ir.Query;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A correlation of single events whose rules are all grouped and measured by the same fields, which
 * is what query languages can express.
 *
 * @param predicates of the rules, in their order
 * @param keys the fields of the groups
 * @param values what is counted or measured
 */
public record CorrelatedEvents(List<Predicate> predicates, List<Field> keys, List<Field> values) {
  /** Copies the lists. */
  public CorrelatedEvents {
    predicates = List.copyOf(predicates);
    keys = List.copyOf(keys);
    values = List.copyOf(values);
  }

  /** Whether some of what is correlated are alerts of other correlations. */
  public static boolean isChain(Correlation query) {
    return query.sources().stream().anyMatch(s -> s.input() instanceof Correlation.Alerts);
  }

  /** The events of {@code query}; empty if it is a chain, or its rules have different fields. */
  public static Optional<CorrelatedEvents> of(Correlation query) {
    if (isChain(query)) {
      return Optional.empty();
    }
    List<Predicate> predicates = new ArrayList<>();
    Correlation.Source first = query.sources().get(0);
    for (Correlation.Source source : query.sources()) {
      if (!source.keys().equals(first.keys()) || !source.values().equals(first.values())) {
        return Optional.empty();
      }
      predicates.add(((Correlation.Events) source.input()).predicate());
    }
    return Optional.of(
        new CorrelatedEvents(predicates, fields(first.keys()), fields(first.values())));
  }

  private static List<Field> fields(List<Correlation.Term> terms) {
    return terms.stream().map(term -> ((Correlation.OfField) term).field()).toList();
  }

  /** What makes an event one of them. */
  public Predicate selection(Correlation query) {
    return Predicate.or(query.origin(), predicates.stream().distinct().toList());
  }

  /**
   * The rules in order as a sequence of events, of which all are found, while a correlation starts
   * from zero once it has found one; empty unless order is measured and there are two rules.
   */
  public static Optional<Query.Sequence> asSequence(Correlation query) {
    if (query.measure().kind() != Correlation.Kind.ORDER
        || query.sources().size() < 2
        || isChain(query)) {
      return Optional.empty();
    }
    List<Query.Stage> stages = new ArrayList<>();
    for (Correlation.Source source : query.sources()) {
      List<Query.JoinKey> keys =
          fields(source.keys()).stream().map(field -> new Query.JoinKey(field, false)).toList();
      stages.add(
          new Query.Stage(
              source.origin(), false, ((Correlation.Events) source.input()).predicate(), keys, 1));
    }
    return Optional.of(
        new Query.Sequence(
            query.origin(), Optional.of(query.span()), stages, Optional.empty(), List.of()));
  }
}
