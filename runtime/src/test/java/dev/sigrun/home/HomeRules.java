package dev.sigrun.home;

import dev.sigrun.runtime.compiled.CompiledRules;
import dev.sigrun.runtime.detector.Condition;
import dev.sigrun.runtime.detector.Detector;
import dev.sigrun.runtime.detector.KeyReader;
import dev.sigrun.runtime.detector.aggregate.Aggregate;
import dev.sigrun.runtime.detector.aggregate.AggregateDetector;
import dev.sigrun.runtime.detector.aggregate.AggregatePlan;
import dev.sigrun.runtime.detector.correlation.CorrelationDetector;
import dev.sigrun.runtime.detector.correlation.CorrelationPlan;
import dev.sigrun.runtime.detector.correlation.Term;
import dev.sigrun.runtime.detector.indicator.IndicatorDocument;
import dev.sigrun.runtime.detector.indicator.IndicatorEntry;
import dev.sigrun.runtime.detector.indicator.IndicatorFile;
import dev.sigrun.runtime.detector.indicator.IndicatorMatchDetector;
import dev.sigrun.runtime.detector.indicator.IndicatorPlan;
import dev.sigrun.runtime.detector.newterms.NewTermsDetector;
import dev.sigrun.runtime.detector.newterms.NewTermsPlan;
import dev.sigrun.runtime.detector.sample.SampleDetector;
import dev.sigrun.runtime.detector.sequence.SequenceDetector;
import dev.sigrun.runtime.detector.suppression.SuppressionPlan;
import dev.sigrun.runtime.detector.suppression.Suppressor;
import dev.sigrun.runtime.detector.threshold.ThresholdDetector;
import dev.sigrun.runtime.detector.threshold.ThresholdPlan;
import dev.sigrun.runtime.event.Event;
import dev.sigrun.runtime.event.Fields;
import dev.sigrun.runtime.event.KeywordField;
import dev.sigrun.runtime.event.NumberType;
import dev.sigrun.runtime.row.CellType;
import dev.sigrun.runtime.row.Cells;
import dev.sigrun.runtime.rule.EventMatcher;
import dev.sigrun.runtime.rule.Rule;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;

/** Rules of all kinds, of several times and keys, with and without suppression. */
final class HomeRules implements CompiledRules {
  /** The time at which the events happen. */
  static final long START = 1_700_000_000_000L;

  private record KindMatcher(String ruleId, KeywordField kind, String wanted)
      implements EventMatcher {
    @Override
    public boolean matches(Event event) {
      return wanted.isEmpty() || kind.values(event).contains(wanted);
    }
  }

  @Override
  public List<Rule> rules() {
    return Stream.of(
            "event",
            "quiet",
            "sequence",
            "absence",
            "anywhere",
            "sample",
            "count",
            "ticks",
            "values",
            "terms",
            "pairs",
            "quiet-terms",
            "indicator",
            "some",
            "many-targets",
            "mean",
            "chain",
            "chain-apart",
            "groups",
            "staged",
            "staged-events")
        .map(id -> Rule.of(Map.of("rule_id", id, "name", id, "query", id)))
        .toList();
  }

  private static EventMatcher is(String ruleId, String wanted, Fields fields) {
    return new KindMatcher(ruleId, fields.keyword("kind"), wanted);
  }

  private static Condition is(String wanted, Fields fields) {
    return is("", wanted, fields)::matches;
  }

  @Override
  public List<EventMatcher> matchers(Fields fields) {
    return List.of(is("event", "a", fields), is("quiet", "b", fields));
  }

  @Override
  public List<Suppressor> suppressors(Fields fields) {
    return List.of(
        new Suppressor(
            "quiet",
            SuppressionPlan.groupedByElement(Duration.ofSeconds(3), fields.keyword("host"))),
        new Suppressor("count", SuppressionPlan.groupedByKey(Duration.ofSeconds(20))),
        new Suppressor(
                "quiet-terms",
                SuppressionPlan.groupedByWhole(Duration.ofSeconds(9), fields.keyword("host"))
                    .orEachWithoutField())
            .withTimestamp(fields.date("ingested"), fields.date("@timestamp")));
  }

  @Override
  public List<Detector<?>> detectors(Fields fields) {
    KeyReader host = KeyReader.by(fields.keyword("host"));
    List<Detector<?>> detectors = new ArrayList<>();
    detectors.add(
        SequenceDetector.of("sequence")
            .within(Duration.ofSeconds(4))
            .stage(is("a", fields), host)
            .stage(is("b", fields), KeyReader.by(fields.keyword("target")))
            .until(is("x", fields), host)
            .tiebreaker(fields.number("id", NumberType.LONG))
            .fingerprint("a, b")
            .build());
    detectors.add(
        SequenceDetector.of("absence")
            .within(Duration.ofSeconds(4))
            .stage(is("a", fields), host)
            .missing(is("x", fields), host)
            .build());
    detectors.add(
        SequenceDetector.of("anywhere")
            .forgetAfter(Duration.ofSeconds(2))
            .repeated(2, is("a", fields), KeyReader.none())
            .stage(is("x", fields), KeyReader.none())
            .build());
    detectors.add(
        SampleDetector.of("sample")
            .item(is("b", fields), host)
            .item(is("x", fields), host)
            .forgetAfter(Duration.ofSeconds(3))
            .build());
    detectors.add(
        new ThresholdDetector(
                is("count", "x", fields),
                ThresholdPlan.atLeast(3, Duration.ofSeconds(15)).groupedBy(fields.keyword("host")))
            .withTimestamp(fields.date("ingested"), fields.date("@timestamp")));
    detectors.add(
        new ThresholdDetector(
                is("ticks", "", fields), ThresholdPlan.atLeast(20, Duration.ofSeconds(60)))
            .tumbling(Duration.ofSeconds(30)));
    detectors.add(
        new ThresholdDetector(
            is("values", "b", fields),
            ThresholdPlan.atLeast(2, Duration.ofSeconds(9))
                .groupedBy(fields.keyword("target"))
                .distinct(fields.keyword("host"), 3)));
    detectors.add(
        new NewTermsDetector(
            is("terms", "b", fields),
            NewTermsPlan.unseenFor(Duration.ofSeconds(8), fields.keyword("host"))));
    detectors.add(
        new NewTermsDetector(
                is("pairs", "", fields),
                NewTermsPlan.unseenFor(
                    Duration.ofSeconds(30), fields.keyword("host"), fields.keyword("target")))
            .withTimestamp(fields.date("ingested")));
    detectors.add(
        new NewTermsDetector(
                is("quiet-terms", "a", fields),
                NewTermsPlan.unseenFor(Duration.ofSeconds(4), fields.keyword("host")))
            .withTimestamp(fields.date("ingested"), fields.date("@timestamp")));
    detectors.add(indicator(fields));
    detectors.addAll(correlations(fields));
    detectors.add(groups(fields));
    detectors.addAll(
        HomeStages.of(is("staged", "a", fields), is("staged-events", "b", fields), fields));
    return detectors;
  }

  private static Detector<?> groups(Fields fields) {
    KeywordField host = fields.keyword("host");
    KeywordField target = fields.keyword("target");
    AggregatePlan plan =
        AggregatePlan.of(
                (event, sink) ->
                    sink.row(
                        new Object[] {
                          Cells.keywords(host.values(event)),
                          true,
                          Cells.keywords(target.values(event))
                        }),
                (group, sink) -> {
                  if (group.aggregate(0) instanceof Long count && count > 1) {
                    sink.row(new Object[] {count, group.aggregate(1)});
                  }
                })
            .every(Duration.ofSeconds(3), Duration.ofSeconds(8))
            .by(CellType.TEXT, host)
            .aggregate(Aggregate.Function.COUNT, CellType.BOOLEAN)
            .aggregate(Aggregate.Function.VALUES, CellType.TEXT)
            .column("count", CellType.LONG)
            .column("targets", CellType.TEXT)
            .build();
    return new AggregateDetector(is("groups", "a", fields), plan)
        .withTimestamp(fields.date("ingested"), fields.date("@timestamp"));
  }

  private static List<Detector<?>> correlations(Fields fields) {
    KeyReader host = KeyReader.by(fields.keyword("host"));
    CorrelationPlan twice =
        CorrelationPlan.sliding(Duration.ofSeconds(5))
            .events(is("a", fields), host.and(fields.keyword("target")))
            .atLeast("2")
            .build();
    return List.of(
        new CorrelationDetector(
            "some",
            CorrelationPlan.sliding(Duration.ofSeconds(2))
                .events(is("a", fields), host)
                .events(is("b", fields), KeyReader.by(fields.keyword("target")))
                .events(is("x", fields), host)
                .stages()
                .when(found -> found[0] && (found[1] || found[2]))
                .build()),
        new CorrelationDetector(
                "many-targets",
                CorrelationPlan.aligned(Duration.ofSeconds(10))
                    .events(is("x", fields), host, fields.keyword("target"))
                    .distinct()
                    .moreThan("1")
                    .lessThan("3")
                    .build())
            .withTimestamp(fields.date("ingested"), fields.date("@timestamp")),
        new CorrelationDetector(
            "mean",
            CorrelationPlan.aligned(Duration.ofSeconds(7))
                .events(is("b", fields), KeyReader.none(), fields.number("id", NumberType.ANY))
                .mean()
                .atLeast("2.5")
                .build()),
        new CorrelationDetector(
            "chain",
            CorrelationPlan.sliding(Duration.ofSeconds(20))
                .alerts(twice, List.of(Term.ofKey(0)), List.of())
                .events(is("x", fields), host)
                .inOrder()
                .build()),
        new CorrelationDetector(
            "chain-apart",
            CorrelationPlan.sliding(Duration.ofSeconds(60))
                .alerts(
                    twice, List.of(Term.ofLastEvent(fields.keyword("id"))), List.of(Term.ofKey(1)))
                .distinct()
                .atLeast("2")
                .build()));
  }

  private static IndicatorMatchDetector indicator(Fields fields) {
    Fields indicatorFields = new Fields();
    IndicatorPlan plan =
        IndicatorPlan.where(is("", "", indicatorFields))
            .group(
                IndicatorEntry.matches(
                    fields.keyword("target"), indicatorFields.keyword("threat.indicator.name")));
    return new IndicatorMatchDetector(is("indicator", "x", fields), plan, indicatorFields);
  }

  /** Indicators for the rule that compares events with them. */
  static List<IndicatorDocument> indicators(IndicatorMatchDetector detector) throws IOException {
    String lines = "{\"threat\":{\"indicator\":{\"name\":\"h1\",\"port\":[1,2.5,null]}}}";
    return IndicatorFile.read(
            new ByteArrayInputStream(lines.getBytes(StandardCharsets.UTF_8)),
            "feed",
            detector.indicatorReader(() -> START))
        .documents();
  }

  /** Events whose times are at most two seconds out of order. */
  static List<byte[]> events(Random random, int count) {
    List<byte[]> events = new ArrayList<>();
    long time = START;
    for (int id = 0; id < count; id++) {
      time += random.nextInt(1_200);
      String kind = random.nextInt(3) == 0 ? "a" : random.nextBoolean() ? "b" : "x";
      String host = "\"h" + random.nextInt(4) + "\"";
      String hosts =
          switch (random.nextInt(12)) {
            case 0 -> "null";
            case 1 -> "[" + host + ",\"h" + random.nextInt(4) + "\"]";
            default -> host;
          };
      long ingested = time - random.nextInt(2_000);
      events.add(
          "{\"@timestamp\":%d,\"ingested\":%s,\"host\":%s,\"target\":\"h%d\",\"kind\":\"%s\",\"id\":%d%s}"
              .formatted(
                  time - (random.nextInt(4) == 0 ? time % 1_000 : random.nextInt(2_000)),
                  random.nextInt(10) == 0 ? "null" : String.valueOf(ingested),
                  hosts,
                  random.nextInt(3),
                  kind,
                  random.nextInt(5),
                  random.nextBoolean() ? "" : ",\"event\":{\"id\":\"e" + id + "\"}")
              .getBytes(StandardCharsets.UTF_8));
    }
    return events;
  }
}
