package dev.sigrun.compiler.ir;

import java.util.Optional;

/** The predicate of a query that selects single events, each on its own, and keeps all of them. */
final class SelectedEvents implements Query.Visitor<Optional<Predicate>> {
  static final SelectedEvents INSTANCE = new SelectedEvents();

  private SelectedEvents() {}

  @Override
  public Optional<Predicate> visitSingleEvent(Query.SingleEvent query) {
    return query.pipes().isEmpty() ? Optional.of(query.predicate()) : Optional.empty();
  }

  @Override
  public Optional<Predicate> visitSequence(Query.Sequence query) {
    return Optional.empty();
  }

  @Override
  public Optional<Predicate> visitSample(Query.Sample query) {
    return Optional.empty();
  }

  @Override
  public Optional<Predicate> visitThreshold(Query.Threshold query) {
    return Optional.empty();
  }

  @Override
  public Optional<Predicate> visitNewTerms(Query.NewTerms query) {
    return Optional.empty();
  }

  @Override
  public Optional<Predicate> visitIndicatorMatch(Query.IndicatorMatch query) {
    return Optional.empty();
  }

  @Override
  public Optional<Predicate> visitAggregation(Aggregation query) {
    return Optional.empty();
  }

  @Override
  public Optional<Predicate> visitCorrelation(Correlation query) {
    return Optional.empty();
  }
}
