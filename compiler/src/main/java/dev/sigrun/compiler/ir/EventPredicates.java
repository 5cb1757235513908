package dev.sigrun.compiler.ir;

import java.util.List;
import java.util.stream.Stream;

/** The predicates of a query on events, in an order that depends on its shape. */
final class EventPredicates implements Query.Visitor<List<Predicate>> {
  static final EventPredicates INSTANCE = new EventPredicates();

  private EventPredicates() {}

  @Override
  public List<Predicate> visitSingleEvent(Query.SingleEvent query) {
    return List.of(query.predicate());
  }

  @Override
  public List<Predicate> visitSequence(Query.Sequence query) {
    return Stream.concat(query.stages().stream(), query.until().stream())
        .map(Query.Stage::predicate)
        .toList();
  }

  @Override
  public List<Predicate> visitSample(Query.Sample query) {
    return query.stages().stream().map(Query.Stage::predicate).toList();
  }

  @Override
  public List<Predicate> visitThreshold(Query.Threshold query) {
    return List.of(query.predicate());
  }

  @Override
  public List<Predicate> visitNewTerms(Query.NewTerms query) {
    return List.of(query.predicate());
  }

  @Override
  public List<Predicate> visitIndicatorMatch(Query.IndicatorMatch query) {
    return List.of(query.predicate());
  }

  @Override
  public List<Predicate> visitAggregation(Aggregation query) {
    return List.of(query.predicate());
  }

  /** Those of correlations below are where these are. */
  @Override
  public List<Predicate> visitCorrelation(Correlation query) {
    return query.sources().stream()
        .flatMap(
            source ->
                source
                    .input()
                    .fold(
                        events -> Stream.of(events.predicate()),
                        alerts -> visitCorrelation(alerts.correlation()).stream()))
        .toList();
  }
}
