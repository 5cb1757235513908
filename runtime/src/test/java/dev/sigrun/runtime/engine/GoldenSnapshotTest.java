package dev.sigrun.runtime.engine;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sigrun.runtime.RuleSet;
import dev.sigrun.runtime.detector.Condition;
import dev.sigrun.runtime.detector.Detector;
import dev.sigrun.runtime.detector.KeyReader;
import dev.sigrun.runtime.detector.RandomStream;
import dev.sigrun.runtime.detector.correlation.CorrelationDetector;
import dev.sigrun.runtime.detector.correlation.CorrelationPlan;
import dev.sigrun.runtime.detector.correlation.Term;
import dev.sigrun.runtime.detector.indicator.IndicatorEntry;
import dev.sigrun.runtime.detector.indicator.IndicatorFile;
import dev.sigrun.runtime.detector.indicator.IndicatorLists;
import dev.sigrun.runtime.detector.indicator.IndicatorMatchDetector;
import dev.sigrun.runtime.detector.indicator.IndicatorPlan;
import dev.sigrun.runtime.detector.newterms.NewTermsDetector;
import dev.sigrun.runtime.detector.newterms.NewTermsPlan;
import dev.sigrun.runtime.detector.sample.SampleDetector;
import dev.sigrun.runtime.detector.sequence.SequenceDetector;
import dev.sigrun.runtime.detector.threshold.ThresholdDetector;
import dev.sigrun.runtime.detector.threshold.ThresholdPlan;
import dev.sigrun.runtime.event.Fields;
import dev.sigrun.runtime.event.KeywordField;
import dev.sigrun.runtime.event.NumberField;
import dev.sigrun.runtime.event.NumberType;
import dev.sigrun.runtime.internal.snapshot.SnapshotInput;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
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

  /** Rules whose states are in one file. */
  enum States {
    /** Those of the first format. */
    FIRST("snapshot-format-", SnapshotInput.OLDEST_FORMAT),
    /** Correlations and lists of indicators, which came later. */
    LATER("snapshot-later-format-", 4);

    private final String file;
    private final int oldest;

    States(String file, int oldest) {
      this.file = file;
      this.oldest = oldest;
    }

    EngineRun run() {
      return switch (this) {
        case FIRST -> new EngineRun(rules(), 500);
        case LATER -> {
          IndicatorLists lists = new IndicatorLists();
          yield new EngineRun(laterRules(lists), 500, builder -> builder.referenceData(lists));
        }
      };
    }

    EngineRun start() {
      EngineRun run = run();
      run.engine.recordPosition("test", new InputPosition(7, 8));
      return run;
    }

    String name(int format) {
      return file + format + ".sigrun";
    }

    byte[] golden(int format) throws IOException {
      try (InputStream in = GoldenSnapshotTest.class.getResourceAsStream(name(format))) {
        return Objects.requireNonNull(in, name(format)).readAllBytes();
      }
    }
  }

  private static RuleSet rules() {
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
    KeyReader host = host(fields);
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

  private static RuleSet laterRules(IndicatorLists lists) {
    return new TestRules()
        .detector(
            "count",
            fields ->
                correlation("count", sliding(5).events(is("b", fields), host(fields)).atLeast("2")))
        .detector(
            "distinct",
            fields ->
                correlation(
                    "distinct",
                    sliding(9)
                        .events(is("x", fields), KeyReader.none(), fields.keyword("host"))
                        .distinct()
                        .atLeast("3")))
        .detector(
            "sum",
            fields ->
                correlation(
                    "sum",
                    CorrelationPlan.aligned(Duration.ofSeconds(6))
                        .events(is("b", fields), host(fields), id(fields))
                        .sum()
                        .moreThan("100")))
        .detector(
            "median",
            fields ->
                correlation(
                    "median",
                    sliding(20)
                        .events(is("b", fields), KeyReader.none(), id(fields))
                        .percentile("50")
                        .atLeast("10.5")))
        .detector("chain", GoldenSnapshotTest::chain)
        .detector("indicators", fields -> indicators(fields, lists))
        .build();
  }

  private static CorrelationPlan.Builder sliding(int seconds) {
    return CorrelationPlan.sliding(Duration.ofSeconds(seconds));
  }

  private static Detector<?> correlation(String ruleId, CorrelationPlan.Builder plan) {
    return new CorrelationDetector(ruleId, plan.build());
  }

  private static Condition is(String wanted, Fields fields) {
    KeywordField kind = fields.keyword("kind");
    return event -> kind.values(event).contains(wanted);
  }

  private static KeyReader host(Fields fields) {
    return KeyReader.by(fields.keyword("host"));
  }

  private static NumberField id(Fields fields) {
    return fields.number("id", NumberType.LONG);
  }

  /** Two of kind x, then a b, of one host. */
  private static Detector<?> chain(Fields fields) {
    CorrelationPlan twice = sliding(5).events(is("x", fields), host(fields)).atLeast("2").build();
    return correlation(
        "chain",
        sliding(9)
            .alerts(twice, List.of(Term.ofKey(0)), List.of())
            .events(is("b", fields), host(fields))
            .inOrder());
  }

  /** Waiting events carry what their indicators say. */
  private static Detector<?> indicators(Fields fields, IndicatorLists lists) {
    Fields ofIndicators = new Fields();
    IndicatorMatchDetector detector =
        new IndicatorMatchDetector(
            new KindMatcher("indicators", fields.keyword("kind"), "x"),
            IndicatorPlan.where(RandomStream.all())
                .group(
                    IndicatorEntry.matches(
                        fields.keyword("host"), ofIndicators.keyword("threat.indicator.name"))),
            ofIndicators);
    byte[] list =
        "{\"threat\":{\"indicator\":{\"name\":\"h1\",\"type\":\"host\"}}}".getBytes(UTF_8);
    try {
      lists.replace(
          detector,
          IndicatorFile.read(
                  new ByteArrayInputStream(list), "list", detector.indicatorReader(() -> 0))
              .documents());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return detector;
  }

  /** Feeds the events from {@code first} up to {@code end}. */
  static void feed(EngineRun run, int first, int end) {
    for (int id = first; id < end; id++) {
      long time = EngineRun.WALL - 1_000_000 + id * 700L - id * 37 % 400;
      String kind = List.of("a", "b", "x", "b", "x").get(id * 7 % 5);
      run.engine.accept(TestRules.event(time, "h" + id * 11 % 3, kind, id), "test", id + 1);
    }
  }

  static Stream<Arguments> files() {
    return Arrays.stream(States.values())
        .flatMap(
            states ->
                IntStream.rangeClosed(states.oldest, FORMAT)
                    .mapToObj(format -> Arguments.of(states, format)));
  }

  @ParameterizedTest
  @MethodSource("files")
  void goesOnFromSnapshotsOfAllFormats(States states, int format) throws IOException {
    EngineRun whole = states.start();
    feed(whole, 0, BEFORE);
    int told = whole.detected.size();
    feed(whole, BEFORE, EVENTS);
    whole.engine.finish();
    EngineRun part = states.run();
    part.engine.restore(new ByteArrayInputStream(states.golden(format)));
    feed(part, BEFORE, EVENTS);
    part.engine.finish();
    assertThat(part.detected)
        .isEqualTo(whole.detected.subList(told, whole.detected.size()))
        .hasSizeGreaterThan(20);
    assertThat(part.engine.counters()).isEqualTo(whole.engine.counters());
    assertThat(part.engine.positions()).isEqualTo(whole.engine.positions());
  }

  /** A different way of writing needs another number, and a file of its own. */
  @ParameterizedTest
  @EnumSource
  void theFormatIsThatOfItsNumber(States states) throws IOException {
    EngineRun run = states.start();
    feed(run, 0, BEFORE);
    ByteArrayOutputStream snapshot = new ByteArrayOutputStream();
    run.engine.snapshot(snapshot);
    if (Boolean.getBoolean("golden.update")) {
      Files.write(
          Path.of("src/test/resources/dev/sigrun/runtime/engine", states.name(FORMAT)),
          snapshot.toByteArray());
    }
    assertThat(snapshot.toByteArray()).isEqualTo(states.golden(FORMAT));
  }
}
