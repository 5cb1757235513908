package dev.sigrun.compiler.inventory;

import dev.sigrun.compiler.ir.Aggregation;
import dev.sigrun.compiler.ir.Correlation;
import dev.sigrun.compiler.ir.Field;
import dev.sigrun.compiler.ir.LeafFields;
import dev.sigrun.compiler.ir.Predicate;
import dev.sigrun.compiler.ir.Query;
import dev.sigrun.compiler.ir.ValueType;
import dev.sigrun.compiler.ir.value.CaseSensitivity;
import dev.sigrun.compiler.source.Origin;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * Finds out whether a query can match, given the known facts about the events. Each condition is
 * looked at alone, over all events: if one that must hold never does, the query cannot match. The
 * reverse is not certain, as the conditions may hold for different events.
 */
public final class Reach implements Query.Visitor<List<Obstacle>> {
  private final SeenEvents events;

  private Reach(SeenEvents events) {
    this.events = events;
  }

  /** The reasons why a query cannot match; none if it might. */
  public static List<Obstacle> obstacles(Query query, SeenEvents events) {
    return List.copyOf(new LinkedHashSet<>(query.accept(new Reach(events))));
  }

  @Override
  public List<Obstacle> visitSingleEvent(Query.SingleEvent query) {
    return of(query.predicate());
  }

  @Override
  public List<Obstacle> visitSequence(Query.Sequence query) {
    return of(query.stages());
  }

  @Override
  public List<Obstacle> visitSample(Query.Sample query) {
    return of(query.stages());
  }

  @Override
  public List<Obstacle> visitThreshold(Query.Threshold query) {
    List<Obstacle> all = new ArrayList<>(of(query.predicate()));
    query.fields().forEach(field -> all.addAll(missing(query.origin(), field)));
    query.cardinality().ifPresent(c -> all.addAll(missing(query.origin(), c.field())));
    return all;
  }

  @Override
  public List<Obstacle> visitNewTerms(Query.NewTerms query) {
    List<Obstacle> all = new ArrayList<>(of(query.predicate()));
    query.fields().forEach(field -> all.addAll(missing(query.origin(), field)));
    return all;
  }

  @Override
  public List<Obstacle> visitIndicatorMatch(Query.IndicatorMatch query) {
    List<Obstacle> all = new ArrayList<>(of(query.predicate()));
    all.addAll(
        fewest(
            query.groups().stream()
                .map(
                    group ->
                        group.entries().stream()
                            .filter(Query.IndicatorMatch.Entry::findsIndicators)
                            .flatMap(entry -> missing(query.origin(), entry.event()).stream())
                            .toList())
                .toList()));
    return all;
  }

  @Override
  public List<Obstacle> visitAggregation(Aggregation query) {
    return of(query.predicate());
  }

  /** In order all sources must find something, otherwise at least one. */
  @Override
  public List<Obstacle> visitCorrelation(Correlation query) {
    List<List<Obstacle>> bySource = query.sources().stream().map(this::of).toList();
    return query.measure().kind().isOrdered()
        ? bySource.stream().flatMap(List::stream).toList()
        : fewest(bySource);
  }

  private List<Obstacle> of(Correlation.Source source) {
    return source
        .input()
        .fold(events -> of(source, events), alerts -> visitCorrelation(alerts.correlation()));
  }

  private List<Obstacle> of(Correlation.Source source, Correlation.Events events) {
    List<Obstacle> all = new ArrayList<>(of(events.predicate()));
    source.keyFields().forEach(field -> all.addAll(missing(source.origin(), field)));
    return all;
  }

  private List<Obstacle> of(List<Query.Stage> stages) {
    List<Obstacle> all = new ArrayList<>();
    for (Query.Stage stage : stages) {
      if (!stage.missing()) {
        all.addAll(of(stage.predicate()));
        stage.keys().stream()
            .filter(key -> !key.optional())
            .forEach(key -> all.addAll(missing(stage.origin(), key.field())));
      }
    }
    return all;
  }

  private List<Obstacle> of(Predicate predicate) {
    if (predicate instanceof Predicate.And and) {
      return and.terms().stream().flatMap(term -> of(term).stream()).toList();
    }
    if (predicate instanceof Predicate.Or or) {
      return fewest(or.terms().stream().map(this::of).toList());
    }
    Optional<Field> field = LeafFields.of(predicate);
    if (field.isEmpty()) {
      // Negations hold where a field is missing, and computations may.
      return List.of();
    }
    List<Obstacle> missing = missing(predicate.origin(), field.get());
    return missing.isEmpty() ? unseen(predicate, field.get()) : missing;
  }

  /** The obstacles of the alternative that is nearest to matching. */
  private static List<Obstacle> fewest(List<List<Obstacle>> alternatives) {
    return alternatives.stream().min(Comparator.comparingInt(List::size)).orElse(List.of());
  }

  private List<Obstacle> missing(Origin origin, Field field) {
    return events.has(field)
        ? List.of()
        : List.of(new Obstacle(origin, field, Obstacle.Kind.MISSING_FIELD, List.of()));
  }

  private List<Obstacle> unseen(Predicate predicate, Field field) {
    if (!(predicate instanceof Predicate.StringIn in) || !field.type().isKeyword()) {
      return List.of();
    }
    Optional<Set<String>> values = events.values(field);
    if (values.isEmpty()
        || in.values().stream().anyMatch(value -> occurs(value, in, values.get()))) {
      return List.of();
    }
    return List.of(new Obstacle(in.origin(), field, Obstacle.Kind.UNSEEN_VALUE, in.values()));
  }

  private static boolean occurs(String wanted, Predicate.StringIn in, Set<String> values) {
    if (values.contains(wanted)) {
      return true;
    }
    // Folding in both ways finds more than any language does, which errs on the safe side.
    boolean caseless =
        in.sensitivity() == CaseSensitivity.INSENSITIVE || in.field().type() != ValueType.KEYWORD;
    return caseless
        && values.stream()
            .anyMatch(
                value ->
                    value.equalsIgnoreCase(wanted)
                        || value.toLowerCase(Locale.ROOT).equals(wanted.toLowerCase(Locale.ROOT)));
  }
}
