package dev.sigrun.testing.run;

import dev.sigrun.compiler.ir.Correlation;
import dev.sigrun.compiler.ir.Query;
import java.util.List;
import java.util.OptionalLong;

/**
 * Facts about a rule's detections that follow from its shape.
 *
 * @param shape which it is
 * @param name of the shape, for messages
 * @param single whether a detection has one event
 * @param events how many events a detection has at most; for a threshold, its count; for a
 *     correlation, how many it needs
 * @param counted whether a detection has a number of events
 * @param keyWidth how many values its key has
 * @param cardinality how many distinct values a threshold asks for
 */
record ShapeFacts(
    Query.Shape shape,
    String name,
    boolean single,
    long events,
    boolean counted,
    int keyWidth,
    OptionalLong cardinality) {
  static ShapeFacts of(Query query) {
    return query.accept(new Facts());
  }

  boolean isThreshold() {
    return shape == Query.Shape.THRESHOLD;
  }

  boolean isCorrelation() {
    return shape == Query.Shape.CORRELATION;
  }

  boolean isSequence() {
    return shape == Query.Shape.SEQUENCE;
  }

  boolean isIndicatorMatch() {
    return shape == Query.Shape.INDICATOR_MATCH;
  }

  private static final class Facts implements Query.Visitor<ShapeFacts> {
    @Override
    public ShapeFacts visitSingleEvent(Query.SingleEvent query) {
      return new ShapeFacts(
          query.shape(), "a rule for single events", true, 1, false, 0, OptionalLong.empty());
    }

    @Override
    public ShapeFacts visitSequence(Query.Sequence query) {
      return of(query.shape(), "a sequence", query.stages());
    }

    @Override
    public ShapeFacts visitSample(Query.Sample query) {
      return of(query.shape(), "a sample", query.stages());
    }

    private static ShapeFacts of(Query.Shape shape, String name, List<Query.Stage> stages) {
      long events = stages.stream().filter(s -> !s.missing()).mapToLong(Query.Stage::runs).sum();
      int keys = stages.get(0).keys().size();
      return new ShapeFacts(shape, name, false, events, false, keys, OptionalLong.empty());
    }

    @Override
    public ShapeFacts visitThreshold(Query.Threshold query) {
      OptionalLong cardinality =
          query.cardinality().map(c -> OptionalLong.of(c.count())).orElse(OptionalLong.empty());
      return new ShapeFacts(
          query.shape(),
          "a threshold rule",
          false,
          query.count(),
          true,
          query.fields().size(),
          cardinality);
    }

    @Override
    public ShapeFacts visitNewTerms(Query.NewTerms query) {
      return new ShapeFacts(
          query.shape(),
          "a new terms rule",
          true,
          1,
          false,
          query.fields().size(),
          OptionalLong.empty());
    }

    @Override
    public ShapeFacts visitIndicatorMatch(Query.IndicatorMatch query) {
      return new ShapeFacts(
          query.shape(), "an indicator match rule", true, 1, false, 0, OptionalLong.empty());
    }

    @Override
    public ShapeFacts visitCorrelation(Correlation query) {
      boolean counted =
          switch (query.measure().kind()) {
            case COUNT, DISTINCT, SUM, MEAN, PERCENTILE -> true;
            case STAGES, ORDER -> false;
          };
      int keys = query.groups().size();
      return new ShapeFacts(
          query.shape(), "a correlation", false, 1, counted, keys, OptionalLong.empty());
    }
  }
}
