package dev.sigrun.compiler.explain;

import dev.sigrun.compiler.ir.Aggregation;
import dev.sigrun.compiler.ir.Correlation;
import dev.sigrun.compiler.ir.Field;
import dev.sigrun.compiler.ir.Query;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** The parts of a query, one for each of its {@linkplain Query#predicates event predicates}. */
public final class QueryParts implements Query.Visitor<List<QueryParts.Part>> {
  private QueryParts() {}

  /**
   * A part as reports name it.
   *
   * @param name such as {@code stage 1 of 2}
   * @param keys the fields by which it ties events together
   */
  public record Part(String name, List<Field> keys) {
    /** Copies the list. */
    public Part {
      keys = List.copyOf(keys);
    }
  }

  /** The parts in the order of the predicates. */
  public static List<Part> of(Query query) {
    return query.accept(new QueryParts());
  }

  private static List<Part> whole(List<Field> keys) {
    return List.of(new Part("the query", keys));
  }

  private static List<Part> stages(List<Query.Stage> stages, String name) {
    List<Part> parts = new ArrayList<>();
    for (Query.Stage stage : stages) {
      parts.add(new Part(name + " " + (parts.size() + 1) + " of " + stages.size(), keys(stage)));
    }
    return parts;
  }

  private static List<Field> keys(Query.Stage stage) {
    return stage.keys().stream().map(Query.JoinKey::field).toList();
  }

  @Override
  public List<Part> visitSingleEvent(Query.SingleEvent query) {
    return whole(List.of());
  }

  @Override
  public List<Part> visitSequence(Query.Sequence query) {
    List<Part> parts = stages(query.stages(), "stage");
    query.until().ifPresent(until -> parts.add(new Part("'until'", keys(until))));
    return parts;
  }

  @Override
  public List<Part> visitSample(Query.Sample query) {
    return stages(query.stages(), "part");
  }

  @Override
  public List<Part> visitThreshold(Query.Threshold query) {
    return whole(query.fields());
  }

  @Override
  public List<Part> visitNewTerms(Query.NewTerms query) {
    return whole(List.of());
  }

  @Override
  public List<Part> visitIndicatorMatch(Query.IndicatorMatch query) {
    return whole(List.of());
  }

  @Override
  public List<Part> visitAggregation(Aggregation query) {
    return whole(List.of());
  }

  @Override
  public List<Part> visitCorrelation(Correlation query) {
    List<List<Field>> keys = keys(query).toList();
    List<Part> parts = new ArrayList<>();
    for (List<Field> each : keys) {
      parts.add(new Part("rule " + (parts.size() + 1) + " of " + keys.size(), each));
    }
    return parts;
  }

  /** The key fields of each source of single events, in the order of the predicates. */
  private static Stream<List<Field>> keys(Correlation query) {
    return query.sources().stream()
        .flatMap(
            source ->
                source
                    .input()
                    .fold(
                        events -> Stream.of(source.keyFields()),
                        alerts -> keys(alerts.correlation())));
  }
}
