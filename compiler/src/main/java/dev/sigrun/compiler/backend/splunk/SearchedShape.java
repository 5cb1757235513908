package dev.sigrun.compiler.backend.splunk;

import dev.sigrun.compiler.ir.Aggregation;
import dev.sigrun.compiler.ir.Correlation;
import dev.sigrun.compiler.ir.Field;
import dev.sigrun.compiler.ir.Query;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * The part of a saved search that depends on the shape of its query.
 *
 * @param reach how long before its end the events can be that a result needs; zero for those that
 *     the time of a run includes
 * @param groups the fields by which the query itself groups events; empty if it does not
 */
record SearchedShape(Duration reach, Optional<List<Field>> groups) {
  private static final SearchedShape PLAIN = new SearchedShape(Duration.ZERO, Optional.empty());

  /**
   * The facts about a query.
   *
   * @param period the time between two runs
   */
  static SearchedShape of(Query query, Duration period) {
    return query.accept(new OfShape(period));
  }

  private record OfShape(Duration period) implements Query.Visitor<SearchedShape> {
    @Override
    public SearchedShape visitSingleEvent(Query.SingleEvent query) {
      return PLAIN;
    }

    /** Long enough for a sequence that ends since the last run. */
    @Override
    public SearchedShape visitSequence(Query.Sequence query) {
      return new SearchedShape(
          query.maxSpan().orElse(Duration.ZERO).plus(period), Optional.empty());
    }

    @Override
    public SearchedShape visitSample(Query.Sample query) {
      return PLAIN;
    }

    @Override
    public SearchedShape visitThreshold(Query.Threshold query) {
      return new SearchedShape(Duration.ZERO, Optional.of(query.fields()));
    }

    @Override
    public SearchedShape visitNewTerms(Query.NewTerms query) {
      return new SearchedShape(query.history(), Optional.empty());
    }

    @Override
    public SearchedShape visitIndicatorMatch(Query.IndicatorMatch query) {
      return PLAIN;
    }

    /** No search is made of it. */
    @Override
    public SearchedShape visitAggregation(Aggregation query) {
      return PLAIN;
    }

    @Override
    public SearchedShape visitCorrelation(Correlation query) {
      return new SearchedShape(query.span().plus(period), Optional.empty());
    }
  }
}
