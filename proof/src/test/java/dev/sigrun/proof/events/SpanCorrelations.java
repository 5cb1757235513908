package dev.sigrun.proof.events;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sigrun.compiler.Compilation;
import dev.sigrun.compiler.CompilerOptions;
import dev.sigrun.compiler.RuleCompiler;
import dev.sigrun.compiler.analysis.AnalyzedRule;
import dev.sigrun.compiler.backend.java.JavaBackend;
import dev.sigrun.compiler.backend.java.RuleJar;
import dev.sigrun.compiler.backend.java.javac.MissingJavaCompilerException;
import dev.sigrun.compiler.language.sigma.events.EventForm;
import dev.sigrun.compiler.language.sigma.events.FormData;
import dev.sigrun.compiler.source.SourceText;
import dev.sigrun.runtime.RuleSet;
import dev.sigrun.runtime.detector.Detection;
import dev.sigrun.runtime.detector.EventRecord;
import dev.sigrun.runtime.detector.Evidence;
import dev.sigrun.runtime.engine.Engine;
import dev.sigrun.runtime.json.JsonValues;
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

/**
 * Correlations of spans that follow one another, streams for them, and the groups and spans that
 * the engine detects.
 */
public final class SpanCorrelations {
  /** Spans of rules: they divide an hour, a day, and neither. */
  public static final List<String> SPANS = List.of("5m", "1h", "90s", "7s");

  /** The parts of correlations after their rules; a semicolon stands for a line break. */
  public static final List<String> TEXTS =
      List.of(
          "type: event_count; group-by: who; condition: {lt: 3}",
          "type: event_count; group-by: [who, machine]; condition: {lte: 1}",
          "type: event_count; condition: {eq: 7}",
          "type: event_count; group-by: who; condition: {neq: 2}",
          "type: event_count; group-by: machine; condition: {gte: 2, lt: 4}",
          "type: value_count; group-by: who; condition: {field: addr, lt: 3}",
          "type: value_count; condition: {field: addr, eq: 4}",
          "type: temporal; group-by: who; condition: first and not second",
          "type: temporal; group-by: [machine, who]; condition: (first or third) and not second",
          "type: temporal; condition: {lt: 2}",
          "type: temporal; group-by: who; condition: {eq: 2}");

  private static final Instant START = Instant.parse("2024-05-02T10:00:00Z");
  private static final int EVENTS = 60;
  private static final int MINUTES = 40;

  /** Events of more than one rule count once; the third rule is about what others leave out. */
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
      title: Third
      name: third
      logsource:
        category: test
      detection:
        sel:
          kind|re: '^[a-d]1?$'
        other:
          machine|endswith: '1'
        condition: sel and not other
      ---
      title: Measure
      correlation:
        timespan: %s
        rules: [%s]
        %s
      """;

  private SpanCorrelations() {}

  /** The correlation with this span and text over the rules that the text names, or all. */
  public static AnalyzedRule rule(String span, String text) {
    CompilerOptions options =
        CompilerOptions.defaults().withSigmaData(new FormData(EventForm.FLAT));
    boolean ofTwo = text.contains("first and not second");
    String rules = ofTwo ? "first, second" : "first, second, third";
    String documents = RULES.formatted(span, rules, text.replace("; ", "\n  "));
    List<Compilation> compiled =
        RuleCompiler.create(options).compileAll(SourceText.of("case.yml", documents));
    Compilation last = compiled.get(compiled.size() - 1);
    return last.analyzed().orElseThrow(() -> new AssertionError(last.diagnostics().toString()));
  }

  /**
   * A stream. Some events lack a field, some have several values, some are at the very start of a
   * span.
   *
   * @param day the number of days by which it is later than others
   */
  public static List<Map<String, @Nullable Object>> events(Random random, int day) {
    List<Long> times = new ArrayList<>();
    for (int i = 0; i < EVENTS; i++) {
      int seconds = random.nextInt(MINUTES * 60);
      times.add(random.nextInt(6) == 0 ? seconds / 90 * 90_000L : seconds * 1_000L + 137);
    }
    times.sort(null);
    long start = START.plus(Duration.ofDays(day)).toEpochMilli();
    List<Map<String, @Nullable Object>> events = new ArrayList<>();
    for (long time : times) {
      Map<String, @Nullable Object> event = new LinkedHashMap<>();
      event.put("@timestamp", Instant.ofEpochMilli(start + time).toString());
      event.put("kind", List.of("a", "b1", "c", "d").get(random.nextInt(4)));
      put(random, "who", List.of("u0", "U0", "u \"1\"", "ü\\2"), event);
      put(random, "machine", List.of("h0", "h1", "h2"), event);
      put(random, "addr", List.of("1.1.1.0", "1.1.1.1", "1.1.1.2", "x y"), event);
      events.add(event);
    }
    return events;
  }

  private static void put(
      Random random, String name, List<String> texts, Map<String, @Nullable Object> event) {
    String value = Texts.pick(texts, random);
    switch (random.nextInt(8)) {
      case 0 -> {}
      case 1 -> event.put(name, List.of(value, Texts.pick(texts, random)));
      default -> event.put(name, value);
    }
  }

  /** The compiled correlation. */
  public static RuleSet compile(AnalyzedRule rule) {
    try {
      return RuleSet.of(
          RuleJar.compile(JavaBackend.create(JavaBackend.Options.defaults()).emit(List.of(rule)))
              .load());
    } catch (MissingJavaCompilerException e) {
      throw new AssertionError(e);
    }
  }

  /**
   * The groups that the engine detects, each as {@link #shown} writes it.
   *
   * @param span that of the correlation
   */
  public static Set<String> detected(
      RuleSet set, List<Map<String, @Nullable Object>> events, Duration span) {
    Set<String> found = new TreeSet<>();
    try (Engine engine =
        Engine.builder(set)
            .allowedLateness(Duration.ofDays(1))
            .maxJump(Duration.ofDays(100_000))
            .onDetection((rule, detection) -> found.add(shown(detection, span)))
            .build()) {
      for (int i = 0; i < events.size(); i++) {
        byte[] json = JsonValues.write(events.get(i)).getBytes(StandardCharsets.UTF_8);
        assertThat(engine.accept(json, "events", i + 1)).isTrue();
      }
      engine.finish();
    }
    return found;
  }

  private static String shown(Detection detection, Duration span) {
    long from =
        detection.evidence() instanceof Evidence.Correlation measured
            ? measured.from()
            : detection.events().stream()
                .filter(Objects::nonNull)
                .mapToLong(EventRecord::timestamp)
                .min()
                .orElseThrow();
    List<String> key = detection.key().values().stream().map(String::valueOf).toList();
    return shown(key, Math.floorDiv(from, span.toMillis()));
  }

  /** A group in the span with this number. */
  public static String shown(List<String> key, long span) {
    return key + " in " + span;
  }
}
