package dev.sigrun.cli.report;

import dev.sigrun.compiler.ir.Aggregation;
import dev.sigrun.compiler.ir.Correlation;
import dev.sigrun.compiler.ir.Query;

/** Names the shapes of queries. */
public final class Shapes implements Query.Visitor<String> {
  private static final Shapes NAMES = new Shapes();

  private Shapes() {}

  /** The name of a shape, such as {@code sequence}. */
  public static String name(Query query) {
    return query.accept(NAMES);
  }

  /** Whether an event can be judged without knowing any other. */
  public static boolean needsMemory(Query query) {
    return query.shape().needsMemory() || !query.pipes().isEmpty();
  }

  @Override
  public String visitSingleEvent(Query.SingleEvent query) {
    return query.pipes().isEmpty() ? "event" : "event with pipes";
  }

  @Override
  public String visitSequence(Query.Sequence query) {
    return "sequence";
  }

  @Override
  public String visitSample(Query.Sample query) {
    return "sample";
  }

  @Override
  public String visitThreshold(Query.Threshold query) {
    return "threshold";
  }

  @Override
  public String visitNewTerms(Query.NewTerms query) {
    return "new terms";
  }

  @Override
  public String visitIndicatorMatch(Query.IndicatorMatch query) {
    return "indicator match";
  }

  @Override
  public String visitAggregation(Aggregation query) {
    return "aggregation";
  }

  @Override
  public String visitCorrelation(Correlation query) {
    return "correlation";
  }
}
