package dev.sigrun.runtime.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sigrun.runtime.RuleSet;
import dev.sigrun.runtime.detector.Condition;
import dev.sigrun.runtime.detector.Detector;
import dev.sigrun.runtime.detector.KeyReader;
import dev.sigrun.runtime.detector.newterms.NewTermsDetector;
import dev.sigrun.runtime.detector.newterms.NewTermsPlan;
import dev.sigrun.runtime.detector.sample.SampleDetector;
import dev.sigrun.runtime.detector.sequence.SequenceDetector;
import dev.sigrun.runtime.detector.threshold.ThresholdDetector;
import dev.sigrun.runtime.detector.threshold.ThresholdPlan;
import dev.sigrun.runtime.event.Fields;
import dev.sigrun.runtime.event.KeywordField;
import dev.sigrun.runtime.event.NumberType;
import dev.sigrun.runtime.internal.snapshot.SnapshotInput;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * A snapshot of each format that a build ever wrote, of the same rules in the middle of the same
 * stream. A new format adds a file: write it with {@code -Dgolden.update=true}. Files of earlier
 * formats never change.
 */
class GoldenSnapshotTest {
  private static final int FORMAT = SnapshotInput.NEWEST_FORMAT;
  private static final int EVENTS = 120;
  private static final int BEFORE = 60;

  static RuleSet rules() {
    return new TestRules()
        .event("event", "x")
        .suppressed("event", Duration.ofSeconds(5))
        .detector("sequence", GoldenSnapshotTest::sequence)
        .detector("sample", GoldenSnapshotTest::sample)
        .detector(
            "threshold",
            fields ->
                new ThresholdDetector(
                    new KindMatcher("threshold", fields.keyword("kind"), "x"),
                    ThresholdPlan.atLeast(3, Duration.ofSeconds(5))
                        .groupedBy(fields.keyword("host"))))
        .detector(
            "terms",
            fields ->
                new NewTermsDetector(
                    new KindMatcher("terms", fields.keyword("kind"), "b"),
                    NewTermsPlan.unseenFor(Duration.ofSeconds(8), fields.keyword("host"))))
        .build();
  }

  /** Kind a, then b, and no x after it. */
  private static Detector<?> sequence(Fields fields) {
    KeywordField kind = fields.keyword("kind");
    KeyReader host = KeyReader.by(fields.keyword("host"));
    Condition isX = event -> kind.values(event).contains("x");
    return SequenceDetector.of("sequence")
        .within(Duration.ofSeconds(4))
        .stage(event -> kind.values(event).contains("a"), host)
        .stage(event -> kind.values(event).contains("b"), host)
        .missing(isX, host)
        .tiebreaker(fields.number("id", NumberType.LONG))
        .build();
  }

  private static Detector<?> sample(Fields fields) {
    KeywordField kind = fields.keyword("kind");
    KeyReader host = KeyReader.by(fields.keyword("host"));
    return SampleDetector.of("sample")
        .item(event -> kind.values(event).contains("x"), host)
        .item(event -> kind.values(event).contains("b"), host)
        .forgetAfter(Duration.ofSeconds(20))
        .build();
  }

  /** Feeds the events from {@code first} up to {@code end}. */
  static void feed(EngineRun run, int first, int end) {
    for (int id = first; id < end; id++) {
      long time = EngineRun.WALL - 1_000_000 + id * 700L - id * 37 % 400;
      String kind = List.of("a", "b", "x", "b", "x").get(id * 7 % 5);
      run.engine.accept(TestRules.event(time, "h" + id * 11 % 3, kind, id), "test", id + 1);
    }
  }

  static EngineRun start() {
    EngineRun run = new EngineRun(rules(), 500);
    run.engine.recordPosition("test", new InputPosition(7, 8));
    return run;
  }

  static IntStream formats() {
    return IntStream.rangeClosed(SnapshotInput.OLDEST_FORMAT, FORMAT);
  }

  @ParameterizedTest
  @MethodSource("formats")
  void goesOnFromSnapshotsOfAllFormats(int format) throws IOException {
    EngineRun whole = start();
    feed(whole, 0, BEFORE);
    int told = whole.detected.size();
    feed(whole, BEFORE, EVENTS);
    whole.engine.finish();
    EngineRun part = new EngineRun(rules(), 500);
    part.engine.restore(new ByteArrayInputStream(golden(format)));
    feed(part, BEFORE, EVENTS);
    part.engine.finish();
    assertThat(part.detected)
        .isEqualTo(whole.detected.subList(told, whole.detected.size()))
        .hasSizeGreaterThan(20);
    assertThat(part.engine.counters()).isEqualTo(whole.engine.counters());
    assertThat(part.engine.positions()).isEqualTo(whole.engine.positions());
  }

  /** A different way of writing needs another number, and a file of its own. */
  @Test
  void theFormatIsThatOfItsNumber() throws IOException {
    EngineRun run = start();
    feed(run, 0, BEFORE);
    ByteArrayOutputStream snapshot = new ByteArrayOutputStream();
    run.engine.snapshot(snapshot);
    if (Boolean.getBoolean("golden.update")) {
      Files.write(
          Path.of("src/test/resources/dev/sigrun/runtime/engine", name(FORMAT)),
          snapshot.toByteArray());
    }
    assertThat(snapshot.toByteArray()).isEqualTo(golden(FORMAT));
  }

  private static String name(int format) {
    return "snapshot-format-" + format + ".sigrun";
  }

  private static byte[] golden(int format) throws IOException {
    try (InputStream in = GoldenSnapshotTest.class.getResourceAsStream(name(format))) {
      return Objects.requireNonNull(in, name(format)).readAllBytes();
    }
  }
}
