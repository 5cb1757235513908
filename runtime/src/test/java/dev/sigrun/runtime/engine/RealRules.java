package dev.sigrun.runtime.engine;

import dev.sigrun.runtime.RuleSet;
import dev.sigrun.runtime.detector.Condition;
import dev.sigrun.runtime.detector.Detector;
import dev.sigrun.runtime.detector.KeyReader;
import dev.sigrun.runtime.detector.aggregate.Aggregate;
import dev.sigrun.runtime.detector.aggregate.AggregatePlan;
import dev.sigrun.runtime.detector.aggregate.Group;
import dev.sigrun.runtime.detector.aggregate.StagedDetector;
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
import dev.sigrun.runtime.row.CellType;
import dev.sigrun.runtime.row.Cells;
import dev.sigrun.runtime.row.RowSink;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/** Rules of all kinds, and events that they are about. */
final class RealRules {
  static final List<String> IDS =
      List.of(
          "event",
          "quiet",
          "sequence",
          "threshold",
          "anywhere",
          "sample",
          "crossed",
          "terms",
          "staged");

  private RealRules() {}

  /** Rules by host, which {@code host} can divide, and others, which it cannot. */
  static RuleSet set() {
    return new TestRules()
        .event("event", "a")
        .event("quiet", "b")
        .suppressed("quiet", Duration.ofSeconds(3))
        .detector("sequence", fields -> sequence(fields, KeyReader.by(fields.keyword("host"))))
        .detector("threshold", RealRules::threshold)
        .suppressor(RealRules::byKey)
        .detector("anywhere", fields -> sample(fields, KeyReader.none()))
        .detector("sample", fields -> sample(fields, KeyReader.by(fields.keyword("host"))))
        .detector("crossed", RealRules::crossed)
        .detector(
            "terms",
            fields ->
                new NewTermsDetector(
                    new KindMatcher("terms", fields.keyword("kind"), "b"),
                    NewTermsPlan.unseenFor(Duration.ofSeconds(8), fields.keyword("host"))))
        .detector("staged", RealRules::staged)
        .build();
  }

  /** Events of kind a whose target no other one of the window has. */
  private static Detector<?> staged(Fields fields) {
    KeywordField target = fields.keyword("target");
    AggregatePlan plan =
        AggregatePlan.of(
                (Event event, RowSink sink) ->
                    sink.row(new @Nullable Object[] {Cells.keywords(target.values(event))}),
                RealRules::lonely)
            .every(Duration.ofSeconds(3), Duration.ofSeconds(7))
            .keep(CellType.TEXT)
            .joinBack(
                (row, sink) -> sink.row(new @Nullable Object[] {row.cell(0), true}),
                (group, sink) -> sink.row(new @Nullable Object[] {group.aggregate(0)}),
                CellType.TEXT)
            .aggregate(Aggregate.Function.COUNT, CellType.BOOLEAN)
            .build();
    return new StagedDetector(new KindMatcher("staged", fields.keyword("kind"), "a"), plan);
  }

  private static void lonely(Group row, RowSink sink) {
    if (row.cell(0) instanceof Long count && count == 1) {
      sink.row(new @Nullable Object[0]);
    }
  }

  private static Condition is(String wanted, Fields fields) {
    KeywordField kind = fields.keyword("kind");
    return event -> kind.values(event).contains(wanted);
  }

  /** Kind a, then b, and no x after it. */
  private static Detector<?> sequence(Fields fields, KeyReader keys) {
    return SequenceDetector.of("sequence")
        .within(Duration.ofSeconds(4))
        .stage(is("a", fields), keys)
        .stage(is("b", fields), keys)
        .missing(is("x", fields), keys)
        .build();
  }

  /** From one host to another. */
  private static Detector<?> crossed(Fields fields) {
    return SequenceDetector.of("crossed")
        .within(Duration.ofSeconds(2))
        .stage(is("a", fields), KeyReader.by(fields.keyword("host")))
        .stage(is("b", fields), KeyReader.by(fields.keyword("target")))
        .build();
  }

  private static Detector<?> sample(Fields fields, KeyReader keys) {
    String ruleId = keys.width() == 0 ? "anywhere" : "sample";
    return SampleDetector.of(ruleId)
        .item(is("b", fields), keys)
        .item(is("x", fields), keys)
        .forgetAfter(Duration.ofSeconds(3))
        .build();
  }

  private static Detector<?> threshold(Fields fields) {
    return new ThresholdDetector(
        new KindMatcher("threshold", fields.keyword("kind"), "x"),
        ThresholdPlan.atLeast(3, Duration.ofSeconds(5))
            .groupedBy(fields.keyword("target"), fields.keyword("host")));
  }

  private static Suppressor byKey(Fields fields) {
    return new Suppressor("threshold", SuppressionPlan.groupedByKey(Duration.ofSeconds(6)));
  }

  /** Events in about the order of their times, some late, some without host, some with several. */
  static List<byte[]> events(Random random, int count) {
    List<byte[]> events = new ArrayList<>();
    long time = EngineRun.WALL - 1_000_000;
    for (int id = 0; id < count; id++) {
      time += random.nextInt(1_500);
      String kind = random.nextInt(3) == 0 ? "a" : random.nextBoolean() ? "b" : "x";
      String host = "\"h" + random.nextInt(4) + "\"";
      String hosts =
          switch (random.nextInt(20)) {
            case 0 -> "null";
            case 1 -> "[" + host + ",\"h" + random.nextInt(4) + "\"]";
            default -> host;
          };
      String at =
          switch (random.nextInt(60)) {
            case 0 -> "null";
            case 1 -> String.valueOf(time + 90_000_000_000L);
            case 2 -> String.valueOf(time - 5_000);
            default -> String.valueOf(time - random.nextInt(450));
          };
      events.add(
          "{\"@timestamp\":%s,\"host\":%s,\"target\":\"h%d\",\"kind\":\"%s\",\"id\":%d}"
              .formatted(at, hosts, random.nextInt(2), kind, id)
              .getBytes(StandardCharsets.UTF_8));
    }
    return events;
  }
}
