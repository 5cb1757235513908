package dev.sigrun.oracle;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sigrun.compiler.Compilation;
import dev.sigrun.compiler.CompilerOptions;
import dev.sigrun.compiler.RuleCompiler;
import dev.sigrun.compiler.analysis.AnalyzedRule;
import dev.sigrun.compiler.source.SourceText;
import dev.sigrun.oracle.compiled.DetectorRules;
import dev.sigrun.oracle.sigma.CorrelationOracle;
import dev.sigrun.oracle.sigma.CorrelationRule;
import dev.sigrun.oracle.sigma.RandomSigma;
import dev.sigrun.runtime.RuleSet;
import dev.sigrun.runtime.detector.Detection;
import dev.sigrun.runtime.json.JsonValues;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The whole way of correlations of all types, from text over generated Java to the engine, against
 * the oracle: on random correlations, some of them over others, and random streams, with events
 * that come late or too late, and snapshots from which another engine continues.
 */
class SigmaCorrelationTest {
  /** Two of each type. */
  private static final int RULES = 2 * RandomSigma.TYPES.size();

  private static final int STREAMS = 150;
  private static final int EVENTS = 60;
  private static final int LATENESS = 3_000;

  /** The maximum delays of events: none, as much as is allowed, and more. */
  private static final List<Integer> DELAYS = List.of(0, LATENESS, 3 * LATENESS);

  /** What all seeds found, and by which correlations. */
  private static final Map<String, Integer> foundByType = new TreeMap<>();

  private static final List<CorrelationRule> proved = new ArrayList<>();
  private static int tooLate;

  static LongStream seeds() {
    boolean endless = Boolean.getBoolean("sigrun.soak");
    int seeds = endless ? 667 : Boolean.getBoolean("sigrun.long") ? 34 : 2;
    // Such as 2/4: only the second of four parts, which take a quarter of the time.
    String[] part = System.getProperty("sigrun.part", "1/1").split("/", -1);
    int parts = Integer.parseInt(part[1]);
    return LongStream.rangeClosed(1, seeds)
        .filter(seed -> seed % parts == Integer.parseInt(part[0]) % parts);
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void findsInStreamsWhatTheOracleFinds(long seed) {
    Random random = new Random(seed);
    RandomSigma source = new RandomSigma(random);
    List<String> types = RandomSigma.TYPES;
    List<CorrelationRule> rules =
        IntStream.range(0, RULES).mapToObj(i -> source.rule(types.get(i % types.size()))).toList();
    RuleSet set = RuleSet.of(DetectorRules.compile(analyzed(rules)));
    EngineRelay relay = new EngineRelay(set, LATENESS, random);
    for (int stream = 0; stream < STREAMS; stream++) {
      List<Map<String, @Nullable Object>> events =
          source.events(EVENTS, DELAYS.get(stream % DELAYS.size()));
      Map<String, List<Detection>> detections =
          relay.run(events, rule -> String.valueOf(rule.parameters().get("name")));
      List<Integer> places = inTime(events);
      tooLate += events.size() - places.size();
      CorrelationOracle oracle = new CorrelationOracle(places.stream().map(events::get).toList());
      for (CorrelationRule rule : rules) {
        List<Detection> ofRule = detections.getOrDefault(rule.name(), List.of());
        assertThat(ofRule.stream().map(SigmaCorrelationTest::alert))
            .as(() -> describe(seed, rule, events))
            .containsExactlyInAnyOrderElementsOf(
                oracle.alerts(rule).stream().map(each -> alert(each, places)).toList());
        foundByType.merge(rule.type(), ofRule.size(), Integer::sum);
      }
    }
    proved.addAll(rules);
  }

  /** Nothing would be proved by rules that find nothing, or by streams in perfect order. */
  @AfterAll
  static void checkWhatWasProved() {
    assertThat(foundByType.keySet()).containsExactlyInAnyOrderElementsOf(RandomSigma.TYPES);
    assertThat(foundByType.values()).allMatch(found -> found > STREAMS / 10);
    assertThat(tooLate).isGreaterThan(STREAMS);
    assertThat(proved).anyMatch(rule -> rule.inner().isPresent());
    assertThat(proved).anyMatch(rule -> !rule.alias().isEmpty());
    assertThat(proved).anyMatch(rule -> rule.condition().isPresent());
  }

  private static String describe(
      long seed, CorrelationRule rule, List<Map<String, @Nullable Object>> events) {
    return "seed %s: %s%n%s"
        .formatted(
            seed,
            rule.yaml(),
            events.stream().map(JsonValues::write).collect(Collectors.joining("\n")));
  }

  /** The correlations themselves, and not those that they are over. */
  private static List<AnalyzedRule> analyzed(List<CorrelationRule> rules) {
    String text =
        RandomSigma.singleRules()
            + rules.stream().map(CorrelationRule::yaml).collect(Collectors.joining());
    List<Compilation> compiled =
        RuleCompiler.create(CompilerOptions.defaults())
            .compileAll(SourceText.of("rules.yml", text));
    List<AnalyzedRule> analyzed = new ArrayList<>();
    for (Compilation each : compiled) {
      assertThat(each.analyzed()).as("%s%n%s", text, each.diagnostics()).isPresent();
      if (each.outcome() == Compilation.Outcome.COMPILED) {
        analyzed.add(each.analyzed().orElseThrow());
      }
    }
    assertThat(analyzed).hasSameSizeAs(rules);
    return analyzed;
  }

  /**
   * The events that are not older than the newest before them by more than is allowed, in order.
   */
  private static List<Integer> inTime(List<Map<String, @Nullable Object>> events) {
    List<Integer> places = new ArrayList<>();
    long newest = Long.MIN_VALUE / 2;
    for (int i = 0; i < events.size(); i++) {
      if (time(events.get(i)) >= newest - LATENESS) {
        places.add(i);
      }
      newest = Math.max(newest, time(events.get(i)));
    }
    places.sort(Comparator.comparing(place -> time(events.get(place))));
    return places;
  }

  private static long time(Map<String, @Nullable Object> event) {
    return (Long) Objects.requireNonNull(event.get("@timestamp"));
  }

  private static String alert(Detection detection) {
    List<Integer> events =
        detection.events().stream()
            .map(event -> (int) Objects.requireNonNull(event).line() - 1)
            .toList();
    return detection.key().values() + " " + events;
  }

  private static String alert(CorrelationOracle.Alert alert, List<Integer> places) {
    return alert.key() + " " + alert.events().stream().map(places::get).toList();
  }
}
