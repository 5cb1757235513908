package dev.sigrun.compiler.ir;

/** Determines the shape of a query. */
final class ShapeOf implements Query.Visitor<Query.Shape> {
  static final ShapeOf INSTANCE = new ShapeOf();

  private ShapeOf() {}

  @Override
  public Query.Shape visitSingleEvent(Query.SingleEvent query) {
    return Query.Shape.SINGLE_EVENT;
  }

  @Override
  public Query.Shape visitSequence(Query.Sequence query) {
    return Query.Shape.SEQUENCE;
  }

  @Override
  public Query.Shape visitSample(Query.Sample query) {
    return Query.Shape.SAMPLE;
  }

  @Override
  public Query.Shape visitThreshold(Query.Threshold query) {
    return Query.Shape.THRESHOLD;
  }

  @Override
  public Query.Shape visitNewTerms(Query.NewTerms query) {
    return Query.Shape.NEW_TERMS;
  }

  @Override
  public Query.Shape visitIndicatorMatch(Query.IndicatorMatch query) {
    return Query.Shape.INDICATOR_MATCH;
  }

  @Override
  public Query.Shape visitCorrelation(Correlation query) {
    return Query.Shape.CORRELATION;
  }
}
