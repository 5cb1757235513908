package dev.sigrun.compiler.backend.java;

import dev.sigrun.compiler.ir.Predicate;
import dev.sigrun.compiler.ir.Query;
import dev.sigrun.compiler.source.Origin;
import java.util.Optional;

/** Which queries are written as Java, and why not the others. */
final class QuerySupport implements Query.Visitor<Optional<Refusal>> {
  private static final QuerySupport INSTANCE = new QuerySupport();

  private QuerySupport() {}

  /** Why {@code query} is not written as Java, if it is not. */
  static Optional<Refusal> refusal(Query query) {
    return query.accept(INSTANCE);
  }

  /** The condition of a query that is written as Java. */
  static Predicate predicate(Query query) {
    if (query instanceof Query.SingleEvent single) {
      return single.predicate();
    }
    throw new IllegalArgumentException("Not about single events: " + query);
  }

  private static Optional<Refusal> needsMemory(Origin origin, String feature) {
    return Optional.of(
        new Refusal(
            origin,
            feature,
            feature + " needs memory of earlier events, which generated matchers do not have."));
  }

  @Override
  public Optional<Refusal> visitSingleEvent(Query.SingleEvent query) {
    return query.pipes().isEmpty()
        ? PredicateWriter.refusal(query.predicate())
        : Optional.of(
            new Refusal(
                query.origin(),
                "A pipe",
                "A pipe keeps some of all results, and a stream of events has no end."));
  }

  @Override
  public Optional<Refusal> visitSequence(Query.Sequence query) {
    return needsMemory(query.origin(), "A sequence");
  }

  @Override
  public Optional<Refusal> visitSample(Query.Sample query) {
    return needsMemory(query.origin(), "A sample");
  }

  @Override
  public Optional<Refusal> visitThreshold(Query.Threshold query) {
    return needsMemory(query.origin(), "A threshold");
  }

  @Override
  public Optional<Refusal> visitNewTerms(Query.NewTerms query) {
    return needsMemory(query.origin(), "A rule for new terms");
  }

  @Override
  public Optional<Refusal> visitIndicatorMatch(Query.IndicatorMatch query) {
    return needsMemory(query.origin(), "An indicator match");
  }
}
