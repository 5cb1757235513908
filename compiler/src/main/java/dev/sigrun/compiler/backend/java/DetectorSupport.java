package dev.sigrun.compiler.backend.java;

import dev.sigrun.compiler.ir.Field;
import dev.sigrun.compiler.ir.Query;
import dev.sigrun.compiler.ir.ValueType;
import dev.sigrun.compiler.source.Origin;
import dev.sigrun.runtime.detector.sample.SampleDetector;
import dev.sigrun.runtime.detector.sequence.SequenceDetector;
import dev.sigrun.runtime.detector.threshold.ThresholdPlan;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Which limits of the run time's detectors a query exceeds. */
final class DetectorSupport implements Query.Visitor<Optional<Refusal>> {
  /** How many brackets are written into one class. */
  private static final int MOST_STAGES = 100;

  /** How many fields are listed in one method. */
  private static final int MOST_FIELDS = 300;

  private static final DetectorSupport INSTANCE = new DetectorSupport();

  private DetectorSupport() {}

  /** The first limit that {@code query} exceeds. */
  static Optional<Refusal> refusal(Query query) {
    return query.accept(INSTANCE);
  }

  /** A refusal of times that cannot be counted in milliseconds. */
  static Optional<Refusal> tooLong(Origin origin, Duration duration) {
    return duration.compareTo(Duration.ofMillis(Long.MAX_VALUE)) > 0
        ? refused(origin, "The time " + duration, "It is too long to be counted in milliseconds.")
        : Optional.empty();
  }

  private static Optional<Refusal> refused(Origin origin, String feature, String reason) {
    return Optional.of(new Refusal(origin, feature, reason));
  }

  private static Optional<Refusal> atMost(Origin origin, long count, long limit, String things) {
    return count > limit
        ? refused(origin, count + " " + things, "There can be no more than " + limit + ".")
        : Optional.empty();
  }

  private static Optional<Refusal> fields(Origin origin, Stream<Field> fields) {
    List<Field> all = fields.toList();
    Optional<Refusal> tooMany = atMost(origin, all.size(), MOST_FIELDS, "fields");
    return tooMany.or(
        () ->
            all.stream()
                .filter(f -> f.type() == ValueType.OBJECT || f.type() == ValueType.NESTED)
                .findFirst()
                .flatMap(
                    f -> refused(origin, "The field " + f.name(), "It has no values to compare.")));
  }

  private static Stream<Field> keys(List<Query.Stage> stages) {
    return stages.stream().flatMap(stage -> stage.keys().stream()).map(Query.JoinKey::field);
  }

  private static long places(List<Query.Stage> stages) {
    return stages.stream().mapToLong(Query.Stage::runs).sum();
  }

  @Override
  public Optional<Refusal> visitSingleEvent(Query.SingleEvent query) {
    return Optional.empty();
  }

  @Override
  public Optional<Refusal> visitSequence(Query.Sequence query) {
    List<Query.Stage> all = Stream.concat(query.stages().stream(), query.until().stream()).toList();
    Origin origin = query.origin();
    Optional<Refusal> sizes =
        atMost(origin, query.stages().size(), MOST_STAGES, "stages")
            .or(() -> atMost(origin, places(all), SequenceDetector.MAX_STAGES, "events"))
            .or(
                () ->
                    all.stream()
                        .flatMap(
                            s ->
                                atMost(s.origin(), s.runs(), SequenceDetector.MAX_RUNS, "runs")
                                    .stream())
                        .findFirst());
    return sizes.or(() -> fields(origin, keys(all))).or(() -> missing(query));
  }

  private static Optional<Refusal> missing(Query.Sequence query) {
    if (query.stages().stream().allMatch(Query.Stage::missing)) {
      return refused(query.origin(), "A sequence of missing events", "Some event has to be there.");
    }
    return query.maxSpan().isEmpty() && query.stages().stream().anyMatch(Query.Stage::missing)
        ? refused(
            query.origin(), "A missing event", "It needs 'maxspan', while which it is missing.")
        : Optional.empty();
  }

  @Override
  public Optional<Refusal> visitSample(Query.Sample query) {
    return atMost(query.origin(), places(query.stages()), SampleDetector.MAX_ITEMS, "events")
        .or(() -> fields(query.origin(), keys(query.stages())));
  }

  @Override
  public Optional<Refusal> visitThreshold(Query.Threshold query) {
    Stream<Field> counted = query.cardinality().map(Query.Cardinality::field).stream();
    long distinct = query.cardinality().map(Query.Cardinality::count).orElse(1L);
    return Stream.of(query.count(), distinct)
        .filter(n -> n < 1 || n > ThresholdPlan.MAX_COUNT)
        .findFirst()
        .flatMap(
            n ->
                refused(
                    query.origin(),
                    "A threshold of " + n,
                    "Thresholds lie between 1 and " + ThresholdPlan.MAX_COUNT + "."))
        .or(() -> fields(query.origin(), Stream.concat(query.fields().stream(), counted)));
  }

  @Override
  public Optional<Refusal> visitNewTerms(Query.NewTerms query) {
    if (query.fields().isEmpty() || query.history().isNegative() || query.history().isZero()) {
      return refused(
          query.origin(), "New terms without fields or history", "There is none to see.");
    }
    return tooLong(query.origin(), query.history())
        .or(() -> fields(query.origin(), query.fields().stream()));
  }

  @Override
  public Optional<Refusal> visitIndicatorMatch(Query.IndicatorMatch query) {
    boolean negatedOnly =
        query.groups().stream()
            .anyMatch(g -> g.entries().stream().allMatch(Query.IndicatorMatch.Entry::negated));
    if (negatedOnly) {
      return refused(
          query.origin(),
          "A group of pairs that must only differ",
          "Some pair of each group has to be equal.");
    }
    return fields(
        query.origin(),
        query.groups().stream()
            .flatMap(g -> g.entries().stream())
            .map(Query.IndicatorMatch.Entry::event));
  }
}
