package dev.sigrun.oracle;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sigrun.compiler.Compilation;
import dev.sigrun.compiler.CompilerOptions;
import dev.sigrun.compiler.RuleCompiler;
import dev.sigrun.compiler.analysis.AnalyzedRule;
import dev.sigrun.compiler.ir.Aggregation;
import dev.sigrun.compiler.schema.Schema;
import dev.sigrun.compiler.schema.UnknownFields;
import dev.sigrun.compiler.source.SourceText;
import dev.sigrun.conventions.RuleText;
import dev.sigrun.oracle.aggregation.AggregationModel;
import dev.sigrun.oracle.aggregation.AggregationModel.Found;
import dev.sigrun.oracle.compiled.DetectorRules;
import dev.sigrun.oracle.random.RandomAggregation;
import dev.sigrun.runtime.RuleSet;
import dev.sigrun.runtime.detector.Detection;
import dev.sigrun.runtime.detector.EventRecord;
import dev.sigrun.runtime.detector.Evidence;
import dev.sigrun.runtime.json.JsonFormatException;
import dev.sigrun.runtime.json.JsonValues;
import dev.sigrun.runtime.rule.Rule;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The whole way of rules that aggregate, from text over generated Java to the engine, against the
 * model: on random rules and random streams, with events that come late or too late, and snapshots
 * from which another engine continues.
 */
class AggregationTest {
  private static final int RULES = 100;
  private static final int STREAMS = 6;
  private static final int EVENTS = 30;
  private static final int LATENESS = 1_000;

  /** The maximum delays of events: none, as much as is allowed, and more. */
  private static final List<Integer> DELAYS = List.of(0, LATENESS, 4 * LATENESS);

  static LongStream seeds() {
    int last = Boolean.getBoolean("sigrun.soak") ? 200 : Boolean.getBoolean("sigrun.long") ? 30 : 2;
    return LongStream.rangeClosed(1, last);
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void findsInStreamsWhatTheModelFinds(long seed) {
    Random random = new Random(seed);
    RandomAggregation source = new RandomAggregation(random);
    List<AnalyzedRule> rules = new ArrayList<>();
    for (int i = 0; i < RULES; i++) {
      String query =
          switch (i % 5) {
            case 0 -> source.regroupingQuery();
            case 1, 2 -> source.stagedQuery();
            default -> source.query();
          };
      rules.add(rule(i, query, random));
    }
    RuleSet set = RuleSet.of(DetectorRules.compile(rules));
    EngineRelay relay = new EngineRelay(set, LATENESS, random);
    int found = 0;
    int staged = 0;
    int ofEvents = 0;
    int tooLate = 0;
    for (int stream = 0; stream < STREAMS; stream++) {
      List<Map<String, @Nullable Object>> events =
          source.events(EVENTS, DELAYS.get(stream % DELAYS.size()));
      List<Map<String, @Nullable Object>> inTime = inTime(events);
      tooLate += events.size() - inTime.size();
      Map<String, List<Detection>> detections = relay.run(events, Rule::ruleId);
      for (AnalyzedRule rule : rules) {
        List<Detection> ofRule = detections.getOrDefault(rule.rule().ruleId(), List.of());
        check(seed, rule, inTime, ofRule);
        found += ofRule.size();
        Aggregation query = (Aggregation) rule.query();
        staged += query.isStaged() ? ofRule.size() : 0;
        ofEvents += query.isAboutEvents() ? ofRule.size() : 0;
      }
    }
    // Nothing would be proved by rules that find nothing, or by streams in perfect order.
    assertThat(found).isGreaterThan(RULES * STREAMS);
    assertThat(staged).isGreaterThan(RULES * STREAMS / 4);
    assertThat(ofEvents).isGreaterThan(RULES * STREAMS / 10);
    assertThat(tooLate).isGreaterThan(STREAMS);
  }

  private static AnalyzedRule rule(int number, String query, Random random) {
    String text =
        RuleText.of(
                RuleText.id(number),
                "Rule " + number,
                "esql",
                query,
                "from = \"now-" + (1 + random.nextInt(12)) + "s\"",
                "interval = \"" + (1 + random.nextInt(5)) + "s\"")
            .replace("index = [\"logs-*\"]\n", "")
            .replace("type = \"query\"", "type = \"esql\"");
    CompilerOptions options =
        new CompilerOptions(Schema.of(RandomAggregation.SCHEMA), UnknownFields.UNMAPPED);
    Compilation compilation =
        RuleCompiler.create(options).compile(SourceText.of("rules/" + number + ".toml", text));
    assertThat(compilation.analyzed()).as("%s%n%s", text, compilation.diagnostics()).isPresent();
    return compilation.analyzed().orElseThrow();
  }

  /** The events that are not older than the newest one before them by more than is allowed. */
  private static List<Map<String, @Nullable Object>> inTime(
      List<Map<String, @Nullable Object>> events) {
    List<Map<String, @Nullable Object>> inTime = new ArrayList<>();
    long newest = Long.MIN_VALUE / 2;
    for (Map<String, @Nullable Object> event : events) {
      if (time(event) >= newest - LATENESS) {
        inTime.add(event);
      }
      newest = Math.max(newest, time(event));
    }
    return inTime;
  }

  private static long time(Map<String, @Nullable Object> event) {
    return (Long) Objects.requireNonNull(event.get("@timestamp"));
  }

  private static void check(
      long seed,
      AnalyzedRule rule,
      List<Map<String, @Nullable Object>> events,
      List<Detection> detections) {
    AggregationModel model =
        new AggregationModel(
            (Aggregation) rule.query(), rule.timing().runs(), AggregationTest::time);
    assertThat(detections.stream().map(AggregationTest::found).map(AggregationTest::text))
        .as(
            () ->
                "seed %s: %s%n%s%n%s"
                    .formatted(
                        seed,
                        rule.rule().query().orElseThrow().content(),
                        rule.timing().runs(),
                        events.stream().map(JsonValues::write).collect(Collectors.joining("\n"))))
        .containsExactlyInAnyOrderElementsOf(
            model.find(events).stream().map(AggregationTest::text).toList());
  }

  private static Found found(Detection detection) {
    if (detection.evidence() instanceof Evidence.Events) {
      EventRecord event = Objects.requireNonNull(detection.events().get(0));
      return new Found(0, List.of(), JsonValues.asObject(json(event)).orElseThrow());
    }
    Evidence.Row row = (Evidence.Row) detection.evidence();
    Map<String, Object> columns = new LinkedHashMap<>();
    row.columns()
        .forEach(
            (name, value) ->
                columns.put(
                    name,
                    value instanceof List<?> list
                        ? AggregationModel.inOrder(list)
                        : Objects.requireNonNull(value)));
    return new Found(row.instant(), detection.key().values(), columns);
  }

  private static Object json(EventRecord event) {
    try {
      return Objects.requireNonNull(JsonValues.read(event.json()));
    } catch (JsonFormatException e) {
      throw new AssertionError(e);
    }
  }

  /** Keys hold whole decimals as whole numbers. */
  private static String text(Found found) {
    List<String> key =
        found.key().stream().map(value -> String.valueOf(value).replaceAll("\\.0$", "")).toList();
    return found.instant()
        + " "
        + key
        + " "
        + (found.instant() == 0 ? JsonValues.write(found.columns()) : found.columns());
  }
}
