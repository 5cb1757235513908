package dev.sigrun.testing.run;

import dev.sigrun.compiler.ir.Aggregation;
import dev.sigrun.compiler.ir.Correlation;
import dev.sigrun.compiler.ir.Query;
import java.util.List;
import java.util.OptionalLong;

/**
 * Facts about a rule's detections that follow from its shape.
 *
 * @param name of the shape, for messages
 * @param single whether a detection has one event
 * @param events how many events it takes to find something
 * @param named how many events a detection names; empty if that depends on the events
 * @param inOrder whether the events of a detection follow each other in time
 * @param needsIndicators whether nothing is found without indicators
 * @param least the least number of events that a detection counts; empty if it counts none
 * @param keyWidth how many values its key has
 * @param cardinality how many distinct values a threshold asks for
 */
record ShapeFacts(
    String name,
    boolean single,
    long events,
    OptionalLong named,
    boolean inOrder,
    boolean needsIndicators,
    OptionalLong least,
    int keyWidth,
    OptionalLong cardinality) {
  /** The maximum number of events that a threshold detection names. */
  private static final long MOST_NAMED = 1_000;

  static ShapeFacts of(Query query) {
    return query.accept(new Facts());
  }

  private static ShapeFacts single(String name, int keyWidth, boolean needsIndicators) {
    return new ShapeFacts(
        name,
        true,
        1,
        OptionalLong.of(1),
        false,
        needsIndicators,
        OptionalLong.empty(),
        keyWidth,
        OptionalLong.empty());
  }

  private static ShapeFacts stages(String name, boolean inOrder, List<Query.Stage> stages) {
    long events = stages.stream().filter(s -> !s.missing()).mapToLong(Query.Stage::runs).sum();
    return new ShapeFacts(
        name,
        false,
        events,
        OptionalLong.of(events),
        inOrder,
        false,
        OptionalLong.empty(),
        stages.get(0).keys().size(),
        OptionalLong.empty());
  }

  private static final class Facts implements Query.Visitor<ShapeFacts> {
    @Override
    public ShapeFacts visitSingleEvent(Query.SingleEvent query) {
      return single("a rule for single events", 0, false);
    }

    @Override
    public ShapeFacts visitSequence(Query.Sequence query) {
      return stages("a sequence", true, query.stages());
    }

    @Override
    public ShapeFacts visitSample(Query.Sample query) {
      return stages("a sample", false, query.stages());
    }

    @Override
    public ShapeFacts visitThreshold(Query.Threshold query) {
      return new ShapeFacts(
          "a threshold rule",
          false,
          query.count(),
          OptionalLong.of(Math.min(query.count(), MOST_NAMED)),
          false,
          false,
          OptionalLong.of(query.count()),
          query.fields().size(),
          query.cardinality().map(c -> OptionalLong.of(c.count())).orElse(OptionalLong.empty()));
    }

    @Override
    public ShapeFacts visitNewTerms(Query.NewTerms query) {
      return single("a new terms rule", query.fields().size(), false);
    }

    @Override
    public ShapeFacts visitIndicatorMatch(Query.IndicatorMatch query) {
      return single("an indicator match rule", 0, true);
    }

    @Override
    public ShapeFacts visitAggregation(Aggregation query) {
      if (query.isAboutEvents()) {
        return single("a rule that joins groups back", 0, false);
      }
      return new ShapeFacts(
          "a rule that aggregates",
          false,
          1,
          OptionalLong.empty(),
          false,
          false,
          OptionalLong.of(1),
          query.keys().size(),
          OptionalLong.empty());
    }

    @Override
    public ShapeFacts visitCorrelation(Correlation query) {
      boolean counts = !query.measure().kind().isOfStages();
      return new ShapeFacts(
          "a correlation",
          false,
          1,
          OptionalLong.empty(),
          false,
          false,
          counts ? OptionalLong.of(1) : OptionalLong.empty(),
          query.groups().size(),
          OptionalLong.empty());
    }
  }
}
