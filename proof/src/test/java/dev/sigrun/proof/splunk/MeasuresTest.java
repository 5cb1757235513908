package dev.sigrun.proof.splunk;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sigrun.compiler.Compilation;
import dev.sigrun.compiler.CompilerOptions;
import dev.sigrun.compiler.RuleCompiler;
import dev.sigrun.compiler.analysis.AnalyzedRule;
import dev.sigrun.compiler.backend.java.JavaBackend;
import dev.sigrun.compiler.backend.java.RuleJar;
import dev.sigrun.compiler.ir.Correlation;
import dev.sigrun.compiler.language.sigma.events.FormData;
import dev.sigrun.compiler.source.SourceText;
import dev.sigrun.proof.spl.eval.Row;
import dev.sigrun.runtime.RuleSet;
import dev.sigrun.runtime.detector.Detection;
import dev.sigrun.runtime.detector.EventRecord;
import dev.sigrun.runtime.detector.Evidence;
import dev.sigrun.runtime.engine.Engine;
import dev.sigrun.runtime.json.JsonValues;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Searches for correlations of spans that follow one another find what the engine detects. */
class MeasuresTest {
  private static final Instant START = Instant.parse("2024-05-02T10:00:00Z");
  private static final int SEEDS = Boolean.getBoolean("sigrun.long") ? 100 : 10;
  private static final int EVENTS = 60;
  private static final int MINUTES = 40;

  private static final String RULES =
      """
      title: First
      name: first
      logsource:
        category: test
      detection:
        sel:
          kind: [a, c]
        condition: sel
      ---
      title: Second
      name: second
      logsource:
        category: test
      detection:
        sel:
          kind|startswith: [b, c]
        condition: sel
      ---
      title: Measure
      correlation:
        timespan: %s
        rules: [first, second]
        %s
      """;

  @ParameterizedTest
  @ValueSource(
      strings = {
        "type: event_count; group-by: user; condition: {lt: 3}",
        "type: event_count; group-by: [user, host]; condition: {lte: 1}",
        "type: event_count; condition: {eq: 7}",
        "type: event_count; group-by: user; condition: {neq: 2}",
        "type: event_count; group-by: host; condition: {gte: 2, lt: 4}",
        "type: value_count; group-by: user; condition: {field: addr, lt: 3}",
        "type: value_count; condition: {field: addr, eq: 4}",
        "type: temporal; group-by: user; condition: first and not second",
        "type: temporal; condition: {lt: 2}",
      })
  void searchesFindTheSpansThatTheEngineDetects(String correlation) throws Exception {
    int found = 0;
    for (String span : List.of("5m", "1h", "90s")) {
      AnalyzedRule rule = rule(span, correlation);
      String search = Searches.exact(rule, EventForm.SINGLE).orElseThrow();
      long millis = ((Correlation) rule.query()).span().toMillis();
      RuleSet set =
          RuleSet.of(
              RuleJar.compile(
                      JavaBackend.create(JavaBackend.Options.defaults()).emit(List.of(rule)))
                  .load());
      for (int seed = 0; seed < SEEDS; seed++) {
        List<Map<String, @Nullable Object>> events = events(new Random(seed));
        Set<String> expected = detected(set, events, millis);
        found += expected.size();
        for (String tried : List.of(search, Searches.withoutPrefilter(search))) {
          Set<String> rows = new TreeSet<>();
          Searches.run(tried, events, Map.of(), START.plus(Duration.ofDays(1)))
              .forEach(row -> rows.add(shown(row, (Correlation) rule.query())));
          assertThat(rows).as("%s\n%s", tried, events).isEqualTo(expected);
        }
      }
    }
    assertThat(found).as(correlation).isPositive();
  }

  private static AnalyzedRule rule(String span, String correlation) {
    CompilerOptions options =
        CompilerOptions.defaults()
            .withSigmaData(new FormData(dev.sigrun.compiler.language.sigma.events.EventForm.FLAT));
    String text = RULES.formatted(span, correlation.replace("; ", "\n  "));
    List<Compilation> compiled =
        RuleCompiler.create(options).compileAll(SourceText.of("case.yml", text));
    Compilation last = compiled.get(compiled.size() - 1);
    return last.analyzed().orElseThrow(() -> new AssertionError(last.diagnostics().toString()));
  }

  /** Some events lack a field, some have several values. */
  private static List<Map<String, @Nullable Object>> events(Random random) {
    List<Long> times = new ArrayList<>();
    for (int i = 0; i < EVENTS; i++) {
      times.add(START.toEpochMilli() + random.nextInt(MINUTES * 60_000));
    }
    times.sort(null);
    List<Map<String, @Nullable Object>> events = new ArrayList<>();
    for (long time : times) {
      Map<String, @Nullable Object> event = new LinkedHashMap<>();
      event.put("@timestamp", Instant.ofEpochMilli(time).toString());
      event.put("kind", List.of("a", "b1", "c", "d").get(random.nextInt(4)));
      put(random, "user", "u", event);
      put(random, "host", "h", event);
      put(random, "addr", "1.1.1.", event);
      events.add(event);
    }
    return events;
  }

  private static void put(
      Random random, String name, String prefix, Map<String, @Nullable Object> event) {
    if (random.nextInt(8) > 0) {
      event.put(name, prefix + random.nextInt(4));
    }
  }

  private static Set<String> detected(
      RuleSet set, List<Map<String, @Nullable Object>> events, long millis) throws Exception {
    Set<String> found = new TreeSet<>();
    try (Engine engine =
        Engine.builder(set)
            .allowedLateness(Duration.ofDays(1))
            .onDetection((rule, detection) -> found.add(shown(detection, millis)))
            .build()) {
      for (int i = 0; i < events.size(); i++) {
        byte[] json = JsonValues.write(events.get(i)).getBytes(StandardCharsets.UTF_8);
        assertThat(engine.accept(json, "events", i + 1)).isTrue();
      }
      engine.finish();
    }
    return found;
  }

  private static String shown(Detection detection, long millis) {
    long from =
        detection.evidence() instanceof Evidence.Correlation measured
            ? measured.from()
            : detection.events().stream()
                .filter(Objects::nonNull)
                .mapToLong(EventRecord::timestamp)
                .min()
                .orElseThrow();
    return detection.key().values() + " in " + Math.floorDiv(from, millis);
  }

  private static String shown(Row row, Correlation query) {
    List<String> key =
        query.groups().stream().map(name -> String.join(",", row.texts(name))).toList();
    long from = new BigDecimal(row.texts("first_time").get(0)).movePointRight(3).longValueExact();
    return key + " in " + Math.floorDiv(from, query.span().toMillis());
  }
}
