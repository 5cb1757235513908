package dev.sigrun.oracle;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sigrun.compiler.Compilation;
import dev.sigrun.compiler.CompilerOptions;
import dev.sigrun.compiler.RuleCompiler;
import dev.sigrun.compiler.analysis.AnalyzedRule;
import dev.sigrun.compiler.ir.NamedField;
import dev.sigrun.compiler.ir.Query;
import dev.sigrun.compiler.schema.Schema;
import dev.sigrun.compiler.schema.UnknownFields;
import dev.sigrun.compiler.source.SourceText;
import dev.sigrun.conventions.RuleText;
import dev.sigrun.oracle.compiled.DetectorRules;
import dev.sigrun.oracle.compiled.JavaCorrelator;
import dev.sigrun.oracle.correlation.CorrelationModel;
import dev.sigrun.oracle.correlation.Found;
import dev.sigrun.oracle.random.RandomCorrelation;
import dev.sigrun.runtime.RuleSet;
import dev.sigrun.runtime.detector.Detection;
import dev.sigrun.runtime.detector.EventRecord;
import dev.sigrun.runtime.json.JsonValues;
import dev.sigrun.runtime.rule.Rule;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The whole way of rules that need memory, from text over generated Java to the engine, against the
 * model: on random rules and random streams, with events that come late or too late, and snapshots
 * from which another engine continues.
 */
class CorrelationTest {
  private static final int RULES = 120;
  private static final int STREAMS = 12;
  private static final int EVENTS = 40;
  private static final Duration LOOK_BACK = Duration.ofMillis(RandomCorrelation.LOOK_BACK_MILLIS);
  private static final int LATENESS = 300;

  /** The maximum delays of events: none, as much as is allowed, and more. */
  private static final List<Integer> DELAYS = List.of(0, LATENESS, 4 * LATENESS);

  static LongStream seeds() {
    return LongStream.rangeClosed(1, Boolean.getBoolean("sigrun.long") ? 60 : 2);
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void findsInStreamsWhatTheModelFinds(long seed) {
    Random random = new Random(seed);
    RandomCorrelation source = new RandomCorrelation(random);
    List<AnalyzedRule> rules = new ArrayList<>();
    for (int i = 0; i < RULES; i++) {
      rules.add(rule(i, source));
    }
    RuleSet set = RuleSet.of(DetectorRules.compile(rules));
    EngineRelay relay = new EngineRelay(set, LATENESS, random);
    int found = 0;
    int tooLate = 0;
    for (int stream = 0; stream < STREAMS; stream++) {
      List<Map<String, @Nullable Object>> events =
          source.events(EVENTS, DELAYS.get(stream % DELAYS.size()));
      Map<String, List<Detection>> detections = relay.run(events, Rule::ruleId);
      boolean[] late = late(events);
      for (AnalyzedRule rule : rules) {
        List<Detection> ofRule = detections.getOrDefault(rule.rule().ruleId(), List.of());
        check(seed, rule, events, late, ofRule);
        found += ofRule.size();
      }
      for (boolean each : late) {
        tooLate += each ? 1 : 0;
      }
    }
    // Nothing would be proved by rules that find nothing, or by streams in perfect order.
    assertThat(found).isGreaterThan(RULES * STREAMS);
    assertThat(tooLate).isGreaterThan(STREAMS);
  }

  private static AnalyzedRule rule(int number, RandomCorrelation source) {
    String text = RuleText.eql(number, source.query(), "from = \"now-2s\"", source.tiebreaker());
    CompilerOptions options =
        new CompilerOptions(Schema.of(RandomCorrelation.SCHEMA), UnknownFields.UNMAPPED);
    Compilation compilation =
        RuleCompiler.create(options).compile(SourceText.of("rules/" + number + ".toml", text));
    assertThat(compilation.analyzed()).as("%s%n%s", text, compilation.diagnostics()).isPresent();
    return compilation.analyzed().orElseThrow();
  }

  /** Whether each event is older than the newest one before it by more than is allowed. */
  private static boolean[] late(List<Map<String, @Nullable Object>> events) {
    boolean[] late = new boolean[events.size()];
    long newest = Long.MIN_VALUE / 2;
    for (int i = 0; i < late.length; i++) {
      long time = (Long) Objects.requireNonNull(events.get(i).get("@timestamp"));
      late[i] = time < newest - LATENESS;
      newest = Math.max(newest, time);
    }
    return late;
  }

  private static void check(
      long seed,
      AnalyzedRule rule,
      List<Map<String, @Nullable Object>> all,
      boolean[] late,
      List<Detection> detections) {
    List<Integer> places = new ArrayList<>();
    for (int i = 0; i < late.length; i++) {
      if (!late[i]) {
        places.add(i);
      }
    }
    List<Map<String, @Nullable Object>> inTime = places.stream().map(all::get).toList();
    boolean isSample = rule.query() instanceof Query.Sample;
    List<Found> actual =
        detections.stream().map(isSample ? CorrelationTest::end : JavaCorrelator::found).toList();
    List<Found> expected =
        expected(rule, inTime).stream()
            .map(each -> new Found(each.key(), in(places, each.events())))
            .toList();
    Supplier<String> description =
        () ->
            "seed %s: %s%n%s%nlate %s"
                .formatted(
                    seed,
                    rule.rule().query().orElseThrow().content(),
                    all.stream().map(JsonValues::write).collect(Collectors.joining("\n")),
                    Arrays.toString(late));
    if (isDecidedByItsLastEvent(rule.query())) {
      assertThat(actual).as(description).isEqualTo(expected);
    } else {
      assertThat(actual).as(description).containsExactlyInAnyOrderElementsOf(expected);
    }
    if (isSample) {
      detections.forEach(each -> checkSample(rule, all, each, description));
    }
  }

  /** Whether detections come in the order of the model; others wait for time to pass. */
  private static boolean isDecidedByItsLastEvent(Query query) {
    return query instanceof Query.Sequence sequence
        && !sequence.stages().get(sequence.stages().size() - 1).missing();
  }

  private static List<Found> expected(
      AnalyzedRule rule, List<Map<String, @Nullable Object>> events) {
    return rule.query() instanceof Query.Sample sample
        ? CorrelationModel.stream(
            sample, LOOK_BACK, rule.timing().tiebreaker().map(NamedField::field), events)
        : CorrelationModel.stream(
            (Query.Sequence) rule.query(),
            LOOK_BACK,
            rule.timing().tiebreaker().map(NamedField::field),
            events);
  }

  /** The events of a sample are its last one and any that fit: as if there were no others. */
  private static void checkSample(
      AnalyzedRule rule,
      List<Map<String, @Nullable Object>> all,
      Detection detection,
      Supplier<String> description) {
    Found found = JavaCorrelator.found(detection);
    List<Integer> places = found.events().stream().sorted().toList();
    assertThat(
            CorrelationModel.correlator()
                .prepare(List.of(rule))
                .get(0)
                .find(places.stream().map(all::get).toList(), Integer.MAX_VALUE)
                .stream()
                .map(each -> new Found(each.key(), in(places, each.events()))))
        .as(description)
        .contains(found);
  }

  private static List<Integer> in(List<Integer> places, List<Integer> indexes) {
    return indexes.stream()
        .map(index -> index == Found.MISSING ? index : places.get(index))
        .toList();
  }

  /** The key and the last event alone. */
  private static Found end(Detection detection) {
    EventRecord last =
        detection.events().stream()
            .filter(Objects::nonNull)
            .max(Comparator.comparing(EventRecord::order))
            .orElseThrow();
    return new Found(Found.texts(detection.key().values()), List.of((int) last.line() - 1));
  }
}
