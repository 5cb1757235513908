package dev.sigrun.runtime;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sigrun.runtime.compiled.CompiledRules;
import dev.sigrun.runtime.compiled.LazyMatcher;
import dev.sigrun.runtime.compiled.RuleSource;
import dev.sigrun.runtime.detector.Detector;
import dev.sigrun.runtime.detector.KeyReader;
import dev.sigrun.runtime.detector.sample.SampleDetector;
import dev.sigrun.runtime.detector.sequence.SequenceDetector;
import dev.sigrun.runtime.engine.Engine;
import dev.sigrun.runtime.engine.EngineBuilder;
import dev.sigrun.runtime.event.DateField;
import dev.sigrun.runtime.event.Event;
import dev.sigrun.runtime.event.Fields;
import dev.sigrun.runtime.event.NestedField;
import dev.sigrun.runtime.json.JsonValues;
import dev.sigrun.runtime.rule.EventMatcher;
import dev.sigrun.runtime.rule.Rule;
import dev.sigrun.runtime.time.DateRange;
import java.io.InputStream;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The value of {@code now} wherever events are shown to rules. */
class NowTest {
  private static final long WALL = 1_700_000_000_000L;

  /** Rules that ask whether a date is now. */
  private static final class Rules implements CompiledRules, RuleSource {
    @Override
    public List<EventMatcher> matchers(Fields fields) {
      LazyMatcher seen = LazyMatcher.of("seen", this, 1, fields);
      fields.date("day");
      fields.nested("steps").fields().date("day");
      return List.of(
          LazyMatcher.of("event", this, 0, fields),
          seen.withTimestamp(fields.date("seen"), fields.date("@timestamp")),
          LazyMatcher.of("nested", this, 2, fields));
    }

    @Override
    public EventMatcher matcher(int number, Fields fields) {
      return switch (number) {
        case 0 -> new Matcher("event", fields.date("day"));
        case 1 -> new Matcher("seen", fields.date("day"));
        default -> {
          NestedField steps = fields.nested("steps");
          DateField inner = steps.fields().date("day");
          yield new EventMatcher() {
            @Override
            public String ruleId() {
              return "nested";
            }

            @Override
            public boolean matches(Event event) {
              return steps.elements(event).stream().anyMatch(e -> inner.inRange(e, NOW));
            }
          };
        }
      };
    }

    @Override
    public List<Detector<?>> detectors(Fields fields) {
      DateField day = fields.date("day");
      return List.of(
          SequenceDetector.of("sequence")
              .within(Duration.ofDays(1))
              .stage(event -> day.inRange(event, NOW), KeyReader.none())
              .timestamp(fields.date("seen"), fields.date("@timestamp"))
              .build(),
          SampleDetector.of("sample")
              .item(event -> day.inRange(event, NOW), KeyReader.none())
              .forgetAfter(Duration.ofDays(1))
              .build());
    }

    @Override
    public @Nullable InputStream open(String file) {
      return null;
    }

    @Override
    public List<Rule> rules() {
      return Stream.of("event", "seen", "nested", "sequence", "sample")
          .map(id -> Rule.of(Map.of("rule_id", id)))
          .toList();
    }
  }

  private static final DateRange NOW = DateRange.of("now");

  private record Matcher(String ruleId, DateField day) implements EventMatcher {
    @Override
    public boolean matches(Event event) {
      return day.inRange(event, NOW);
    }
  }

  static Stream<Arguments> events() {
    return Stream.of(
        Arguments.of("{'@timestamp': 5, 'day': 5}", List.of("event", "seen", "sequence", "sample")),
        Arguments.of("{'@timestamp': 5, 'day': 6}", List.of()),
        Arguments.of(
            "{'@timestamp': [7, 5, 6], 'day': 5}", List.of("event", "seen", "sequence", "sample")),
        Arguments.of("{'@timestamp': 5, 'seen': 6, 'day': 6}", List.of("seen", "sequence")),
        Arguments.of("{'@timestamp': 5, 'seen': 6, 'day': 5}", List.of("event", "sample")),
        Arguments.of(
            "{'@timestamp': 5, 'seen': [9, 7], 'day': [5, 7]}",
            List.of("event", "seen", "sequence", "sample")),
        Arguments.of("{'@timestamp': 5, 'steps': [{'day': 4}, {'day': 5}]}", List.of("nested")),
        Arguments.of("{'steps': {'day': 5}, '@timestamp': 5}", List.of("nested")),
        Arguments.of("{'@timestamp': 5, 'steps': {'day': 6}}", List.of()));
  }

  @ParameterizedTest
  @MethodSource("events")
  void isTheTimeOfTheEventByTheFieldsOfItsRule(String event, List<String> expected)
      throws Exception {
    check(event, expected);
  }

  /** The answer does not depend on what came before. */
  @ParameterizedTest
  @MethodSource("events")
  void isNotTheTimeOfEarlierEvents(String event, List<String> expected) {
    String before = "{'@timestamp': 1}";
    assertThat(byEngine(List.of(before, event), UnaryOperator.identity()))
        .containsExactlyInAnyOrderElementsOf(expected);
  }

  @ParameterizedTest
  @MethodSource("events")
  void isWhatTheEngineWasTold(String event, List<String> expected) {
    String other = event.replaceAll("'day': 5", "'day': 8");
    List<String> found = byEngine(List.of(other), options -> options.now(Instant.ofEpochMilli(8)));
    boolean nested = event.contains("steps");
    assertThat(found)
        .containsExactlyInAnyOrderElementsOf(
            !other.contains("'day': 8")
                ? List.of()
                : nested ? List.of("nested") : List.of("event", "seen", "sequence", "sample"));
  }

  private static void check(String event, List<String> expected) throws Exception {
    List<String> stateless =
        expected.stream().filter(id -> !id.equals("sequence") && !id.equals("sample")).toList();
    RuleSet rules = RuleSet.of(new Rules());
    byte[] json = json(event);
    List<String> matched = new ArrayList<>();
    rules.match(rules.reader().read(json), (rule, each) -> matched.add(rule.ruleId()));
    assertThat(matched).as("bytes").isEqualTo(stateless);
    matched.clear();
    rules.match(
        rules.reader().read(JsonValues.asObject(JsonValues.read(json)).orElseThrow()),
        (rule, each) -> matched.add(rule.ruleId()));
    assertThat(matched).as("map").isEqualTo(stateless);
    matched.clear();
    rules.newSession().match(json, 0, json.length, (rule, each) -> matched.add(rule.ruleId()));
    assertThat(matched).as("session").isEqualTo(stateless);
    assertThat(byEngine(List.of(event), UnaryOperator.identity()))
        .as("engine")
        .containsExactlyInAnyOrderElementsOf(expected);
  }

  private static List<String> byEngine(List<String> events, UnaryOperator<EngineBuilder> options) {
    List<String> detected = new ArrayList<>();
    EngineBuilder builder = Engine.builder(RuleSet.of(new Rules())).wallClock(() -> WALL);
    try (Engine engine =
        options
            .apply(builder)
            .onDetection((rule, detection) -> detected.add(rule.ruleId()))
            .build()) {
      for (int i = 0; i < events.size(); i++) {
        engine.accept(json(events.get(i)), "test", i + 1);
      }
      engine.finish();
    }
    return detected;
  }

  private static byte[] json(String text) {
    return text.replace('\'', '"').getBytes(UTF_8);
  }
}
