package dev.sigrun.compiler.backend.java;

import dev.sigrun.compiler.diagnostic.DiagnosticKind;
import dev.sigrun.compiler.fidelity.Reasons;
import dev.sigrun.compiler.ir.Aggregation;
import dev.sigrun.compiler.ir.Correlation;
import dev.sigrun.compiler.ir.Field;
import dev.sigrun.compiler.ir.Query;
import dev.sigrun.compiler.ir.Range;
import dev.sigrun.compiler.source.Origin;
import dev.sigrun.runtime.detector.correlation.CorrelationDetector;
import dev.sigrun.runtime.detector.sample.SampleDetector;
import dev.sigrun.runtime.detector.sequence.SequenceDetector;
import dev.sigrun.runtime.detector.threshold.ThresholdPlan;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Reports the limits of the runtime's detectors that a query exceeds. */
final class DetectorSupport implements Query.Visitor<Reasons> {
  private static final DiagnosticKind TOO_MANY =
      DiagnosticKind.unsupported("JAV010", "There are %s %s; at most %s are supported.");
  private static final DiagnosticKind NO_VALUES =
      DiagnosticKind.unsupported("JAV011", "The field '%s' has no values to compare.");
  private static final DiagnosticKind TOO_LONG =
      DiagnosticKind.unsupported("JAV012", "The time %s is too long to count in milliseconds.");
  private static final DiagnosticKind THRESHOLD =
      DiagnosticKind.unsupported("JAV015", "The threshold %s is greater than %s.");

  /** The maximum number of brackets that are written into one class. */
  private static final int MOST_STAGES = 100;

  /** The maximum number of fields that are listed in one method. */
  private static final int MOST_FIELDS = 300;

  private final Reasons reasons;

  private DetectorSupport(Reasons reasons) {
    this.reasons = reasons;
  }

  /** Reports which limits {@code query} exceeds. */
  static void check(Query query, Reasons reasons) {
    query.accept(new DetectorSupport(reasons));
  }

  /** Refuses times that cannot be counted in milliseconds. */
  static void checkTime(Origin origin, Duration duration, Reasons reasons) {
    if (duration.compareTo(Duration.ofMillis(Long.MAX_VALUE)) > 0) {
      reasons.refuse(TOO_LONG, origin, duration);
    }
  }

  private void atMost(Origin origin, long count, long limit, String things) {
    if (count > limit) {
      reasons.refuse(TOO_MANY, origin, count, things, limit);
    }
  }

  private Reasons fields(Origin origin, Stream<Field> fields) {
    List<Field> all = fields.toList();
    atMost(origin, all.size(), MOST_FIELDS, "fields");
    all.stream()
        .filter(f -> !f.type().isSingle())
        .forEach(f -> reasons.refuse(NO_VALUES, origin, f.name()));
    return reasons;
  }

  private static Stream<Field> keys(List<Query.Stage> stages) {
    return stages.stream().flatMap(stage -> stage.keys().stream()).map(Query.JoinKey::field);
  }

  private static long places(List<Query.Stage> stages) {
    return stages.stream().mapToLong(Query.Stage::runs).sum();
  }

  @Override
  public Reasons visitSingleEvent(Query.SingleEvent query) {
    return reasons;
  }

  @Override
  public Reasons visitSequence(Query.Sequence query) {
    List<Query.Stage> all = Stream.concat(query.stages().stream(), query.until().stream()).toList();
    Origin origin = query.origin();
    atMost(origin, query.stages().size(), MOST_STAGES, "stages");
    atMost(origin, places(all), SequenceDetector.MAX_STAGES, "events");
    all.forEach(s -> atMost(s.origin(), s.runs(), SequenceDetector.MAX_RUNS, "runs"));
    return fields(origin, keys(all));
  }

  @Override
  public Reasons visitSample(Query.Sample query) {
    atMost(query.origin(), places(query.stages()), SampleDetector.MAX_ITEMS, "events");
    return fields(query.origin(), keys(query.stages()));
  }

  @Override
  public Reasons visitThreshold(Query.Threshold query) {
    Stream<Field> counted = query.cardinality().map(Query.Cardinality::field).stream();
    long distinct = query.cardinality().map(Query.Cardinality::count).orElse(1L);
    Stream.of(query.count(), distinct)
        .filter(n -> n > ThresholdPlan.MAX_COUNT)
        .forEach(n -> reasons.refuse(THRESHOLD, query.origin(), n, ThresholdPlan.MAX_COUNT));
    return fields(query.origin(), Stream.concat(query.fields().stream(), counted));
  }

  @Override
  public Reasons visitNewTerms(Query.NewTerms query) {
    checkTime(query.origin(), query.history(), reasons);
    return fields(query.origin(), query.fields().stream());
  }

  @Override
  public Reasons visitIndicatorMatch(Query.IndicatorMatch query) {
    return fields(
        query.origin(),
        query.groups().stream()
            .flatMap(g -> g.entries().stream())
            .map(Query.IndicatorMatch.Entry::event));
  }

  /** Its limits are reported where its rows are made. */
  @Override
  public Reasons visitAggregation(Aggregation query) {
    return reasons;
  }

  @Override
  public Reasons visitCorrelation(Correlation query) {
    atMost(query.origin(), query.predicates().size(), MOST_STAGES, "rules");
    return correlation(query);
  }

  private Reasons correlation(Correlation query) {
    checkTime(query.origin(), query.span(), reasons);
    boolean remembersAll =
        switch (query.measure().kind()) {
          case DISTINCT -> true;
          case COUNT -> query.slides();
          case SUM, MEAN, PERCENTILE, STAGES, ORDER -> false;
        };
    if (remembersAll) {
      BigDecimal most = BigDecimal.valueOf(CorrelationDetector.MAX_VALUES);
      query
          .verdict()
          .fold(DetectorSupport::limits, combination -> Stream.<BigDecimal>empty())
          .filter(bound -> bound.compareTo(most) > 0)
          .distinct()
          .forEach(bound -> reasons.refuse(THRESHOLD, query.origin(), bound, most));
    }
    for (Correlation.Source source : query.sources()) {
      fields(
          source.origin(),
          Stream.concat(source.keyFields().stream(), source.valueFields().stream()));
      source.input().fold(events -> reasons, alerts -> correlation(alerts.correlation()));
    }
    return reasons;
  }

  private static Stream<BigDecimal> limits(Correlation.Bounds bounds) {
    return Stream.of(bounds.range().lower(), bounds.range().upper())
        .flatMap(Optional::stream)
        .map(Range.Bound::value);
  }
}
