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
    return query.sources().stream().anyMatch(s -> s.predicate().isEmpty());
  }

  /** The events of {@code query}; empty if it is a chain, or its rules have different fields. */
  public static Optional<CorrelatedEvents> of(Correlation query) {
    List<Predicate> predicates = new ArrayList<>();
    Correlation.Source first = query.sources().get(0);
    for (Correlation.Source source : query.sources()) {
      if (!source.keys().equals(first.keys()) || !source.values().equals(first.values())) {
        return Optional.empty();
      }
      source.predicate().ifPresent(predicates::add);
    }
    return predicates.size() < query.sources().size()
        ? Optional.empty()
        : Optional.of(new CorrelatedEvents(predicates, first.keyFields(), first.valueFields()));
  }

  /** The predicate that selects them. */
  public Predicate selection(Correlation query) {
    return Predicate.or(query.origin(), predicates.stream().distinct().toList());
  }

  /**
   * The rules in order as a sequence of events, of which all are found, while a correlation starts
   * from zero once it has found one; empty unless order is measured and there are two rules.
   */
  public static Optional<Query.Sequence> asSequence(Correlation query) {
    List<Query.Stage> stages =
        query.sources().stream().flatMap(source -> stage(source).stream()).toList();
    if (!query.measure().kind().isOrdered()
        || query.sources().size() < 2
        || stages.size() < query.sources().size()) {
      return Optional.empty();
    }
    return Optional.of(
        new Query.Sequence(
            query.origin(), Optional.of(query.span()), stages, Optional.empty(), List.of()));
  }

  /** The source as a stage; empty if it is alerts. */
  private static Optional<Query.Stage> stage(Correlation.Source source) {
    List<Query.JoinKey> keys =
        source.keyFields().stream().map(field -> new Query.JoinKey(field, false)).toList();
    return source
        .predicate()
        .map(predicate -> new Query.Stage(source.origin(), false, predicate, keys, 1));
  }
}
