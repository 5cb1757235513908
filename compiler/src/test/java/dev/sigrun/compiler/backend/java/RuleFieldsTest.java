package dev.sigrun.compiler.backend.java;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sigrun.compiler.Compilation;
import dev.sigrun.compiler.CompilerOptions;
import dev.sigrun.compiler.RuleCompiler;
import dev.sigrun.compiler.analysis.AnalyzedRule;
import dev.sigrun.compiler.schema.FieldType;
import dev.sigrun.compiler.schema.Schema;
import dev.sigrun.compiler.schema.UnknownFields;
import dev.sigrun.compiler.source.SourceText;
import dev.sigrun.conventions.RuleText;
import dev.sigrun.runtime.RuleSet;
import dev.sigrun.runtime.engine.Engine;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Fields that rules name in addition to their queries count by the types that the schema gives
 * them.
 */
class RuleFieldsTest {
  private static final long START = 1_700_000_000_000L;
  private static final long WINDOW = 300_000;

  private static final String[] SUPPRESSED = {
    "timestamp_override = \"event.ingested\"",
    "[rule.alert_suppression]",
    "group_by = [\"f\"]",
    "missing_fields_strategy = \"doNotSuppress\"",
    "[rule.alert_suppression.duration]",
    "value = 5",
    "unit = \"m\""
  };

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '`',
      value = {
        // The smaller one comes first, whatever comes first.
        "long, 9, 10",
        "long, `\"9\"`, 10",
        "long, -1, 9007199254740993",
        "double, 0.5, 1e1",
        "keyword, `\"10\"`, `\"9\"`",
        "keyword, `\"a\"`, `\"b\"`",
        "date, `\"2026-01-01T00:00:00.001Z\"`, 1767225600002",
        "boolean, false, true",
        "long, 1, null"
      })
  void tiebreakersOrderByTheirTypes(String type, String smaller, String greater) {
    AnalyzedRule rule =
        rule(type, "sequence [a where true] [b where true]", "tiebreaker_field = \"f\"");
    for (boolean reversed : List.of(false, true)) {
      String first = event(START, "a", smaller);
      String second = event(START, "b", greater);
      assertThat(told(rule, reversed ? List.of(second, first) : List.of(first, second)))
          .as("%s before %s", smaller, greater)
          .hasSize(1);
      String third = event(START, "a", greater);
      String fourth = event(START, "b", smaller);
      assertThat(told(rule, reversed ? List.of(fourth, third) : List.of(third, fourth))).isEmpty();
    }
  }

  @Test
  void anUnknownTiebreakerIsANumber() {
    Compilation compilation =
        compiled(
            Map.of(),
            "sequence [file where true] [process where true]",
            "tiebreaker_field = \"f\"");
    assertThat(compilation.diagnostics()).hasSize(1);
    assertThat(compilation.diagnostics().get(0).code()).isEqualTo("ANA051");
    AnalyzedRule rule = compilation.analyzed().orElseThrow();
    assertThat(told(rule, List.of(event(START, "process", "10"), event(START, "file", "9"))))
        .hasSize(1);
  }

  @Test
  void aTiebreakerWithoutValuesIsAnError() {
    Compilation compilation =
        compiled(
            Map.of("f", FieldType.OBJECT),
            "sequence [file where true] [process where true]",
            "tiebreaker_field = \"f\"");
    assertThat(compilation.analyzed()).isEmpty();
    assertThat(compilation.diagnostics().get(0).code()).isEqualTo("ANA010");
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '`',
      value = {
        "ip, `\"10.0.0.1\"`, `\"::ffff:10.0.0.1\"`, 1",
        "ip, `\"10.0.0.1\"`, `\"10.0.0.2\"`, 2",
        "long, 7, `\"7\"`, 1",
        "double, 7, 7.0, 1",
        "keyword, 7, 7.0, 2",
        "keyword, `\"a\"`, `\"A\"`, 2",
        "date, `\"2026-01-01\"`, `\"2026-01-01T00:00:00Z\"`, 1",
        "boolean, true, `\"true\"`, 1",
        "boolean, true, false, 2",
        // A value that the field cannot hold does not count, and all alerts without a value are
        // raised.
        "long, `\"x\"`, `\"x\"`, 2",
        "text, `\"a b\"`, `\"a b\"`, 1",
        "text, `\"a b\"`, `\"b a\"`, 2"
      })
  void alertsAreSuppressedByTypedValues(String type, String one, String other, int alerts) {
    List<String> events = List.of(event(START, "a", one), event(START + 1, "a", other));
    assertThat(told(rule(type, "a where true", SUPPRESSED), events)).hasSize(alerts);
  }

  @ParameterizedTest
  @CsvSource({
    // The window begins when the first event was taken in, not when it happened.
    "0, 0, 0, 300000, 1",
    "0, 0, 0, 300001, 2",
    "0, 400000, 0, 700000, 1",
    "0, 400000, 400000, 400001, 1",
    "0, 0, 400000, 100000, 1",
    // Without the field, @timestamp counts.
    "0, , 300000, , 1",
    "0, , 300001, , 2"
  })
  void windowsOfSuppressionKeepToTheTimeOfTheRule(
      long happened, Long ingested, long happenedNext, Long ingestedNext, int alerts) {
    List<String> events =
        List.of(
            event(START + happened, "a", "1", ingested),
            event(START + happenedNext, "a", "1", ingestedNext));
    assertThat(told(rule("long", "a where true", SUPPRESSED), events)).hasSize(alerts);
  }

  @Test
  void sequencesAreOrderedByTimestampButSuppressedByTheTimeOfTheRule() {
    AnalyzedRule rule =
        rule("long", "sequence by f with maxspan=1s [a where true] [b where true]", SUPPRESSED);
    List<String> events = new ArrayList<>();
    for (long delay : List.of(0L, WINDOW, WINDOW + 1)) {
      // In the order in which they happened; all of them are taken in after a delay.
      events.add(event(START + events.size(), "a", "1", delay));
      events.add(event(START + events.size(), "b", "1", delay));
    }
    assertThat(told(rule, events)).hasSize(2);
  }

  private static AnalyzedRule rule(String type, String query, String... lines) {
    Compilation compilation = compiled(Map.of("f", FieldType.of(type).orElseThrow()), query, lines);
    assertThat(compilation.analyzed()).as("%s", compilation.diagnostics()).isPresent();
    return compilation.analyzed().orElseThrow();
  }

  private static Compilation compiled(Map<String, FieldType> types, String query, String... lines) {
    Map<String, FieldType> all = new HashMap<>(types);
    all.put("@timestamp", FieldType.DATE);
    all.put("event.category", FieldType.KEYWORD);
    all.put("event.ingested", FieldType.DATE);
    return RuleCompiler.create(new CompilerOptions(Schema.of(all), UnknownFields.UNMAPPED))
        .compile(SourceText.of("rules/test.toml", RuleText.eql(1, query, lines)));
  }

  private static String event(long time, String category, String value) {
    return """
    {"@timestamp": %s, "event.category": "%s", "f": %s}"""
        .formatted(time, category, value);
  }

  private static String event(long time, String category, String value, Long ingested) {
    String event = event(time, category, value);
    return ingested == null
        ? event
        : event.replaceFirst("\\{", "{\"event.ingested\": " + (START + ingested) + ", ");
  }

  /** The last lines of the alerts raised. */
  private static List<Long> told(AnalyzedRule rule, List<String> events) {
    List<Long> told = new ArrayList<>();
    Engine engine =
        Engine.builder(RuleSet.of(GeneratedRules.load(rule)))
            .onDetection(
                (detected, detection) ->
                    told.add(
                        Objects.requireNonNull(
                                detection.events().get(detection.events().size() - 1))
                            .line()))
            .build();
    for (int i = 0; i < events.size(); i++) {
      engine.accept(events.get(i).getBytes(StandardCharsets.UTF_8), "test", i + 1);
    }
    engine.finish();
    return told;
  }
}
