package dev.sigrun.oracle.corpus;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sigrun.compiler.analysis.AnalyzedRule;
import dev.sigrun.compiler.ir.Aggregation;
import dev.sigrun.compiler.ir.Field;
import dev.sigrun.compiler.ir.Predicate;
import dev.sigrun.oracle.aggregation.AggregationModel;
import dev.sigrun.oracle.compiled.DetectorRules;
import dev.sigrun.oracle.predicate.Interpreter;
import dev.sigrun.oracle.random.SatisfyingEvent;
import dev.sigrun.runtime.RuleSet;
import dev.sigrun.runtime.compiled.CompiledRules;
import dev.sigrun.runtime.detector.Detection;
import dev.sigrun.runtime.detector.Evidence;
import dev.sigrun.runtime.engine.Engine;
import dev.sigrun.runtime.json.JsonFormatException;
import dev.sigrun.runtime.json.JsonValues;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** The public rules in ES|QL that aggregate, over streams of events made for them. */
class EsqlGroupsCorpusTest {
  private static final boolean LONG = Boolean.getBoolean("sigrun.long");

  /** The number of them that find something in random streams, at least. */
  private static final int FINDING = LONG ? 15 : 4;

  private static final int EVENTS_OF_STREAM = 25;
  private static final long START = Instant.parse("2026-05-02T10:30:00Z").toEpochMilli();

  @Test
  void rulesThatAggregateFindWhatTheModelFinds() {
    List<AnalyzedRule> all =
        EsqlCorpusTest.rules().stream()
            .filter(rule -> rule.query() instanceof Aggregation)
            .toList();
    assertThat(all).hasSize(EsqlCorpusTest.AGGREGATING);
    // A quarter of them takes a quarter of the time.
    List<AnalyzedRule> rules =
        LONG ? all : IntStream.range(0, all.size() / 4).mapToObj(i -> all.get(4 * i)).toList();
    CompiledRules compiled = DetectorRules.compile(rules);
    TreeSet<String> finding = new TreeSet<>();
    List<String> different = new ArrayList<>();
    for (AnalyzedRule rule : rules) {
      Random random = new Random(rule.rule().ruleId().hashCode());
      List<Map<String, @Nullable Object>> events = stream(rule, random);
      long step = rule.timing().runs().period().toMillis();
      long latest = time(events.get(events.size() - 1)) + 20 * step;
      List<String> expected =
          new AggregationModel(
                  (Aggregation) rule.query(), rule.timing().runs(), EsqlGroupsCorpusTest::time)
              .find(events, latest).stream()
                  .map(found -> found.instant() + " " + found.columns().keySet())
                  .sorted()
                  .toList();
      RuleSet set = RuleSet.of(DetectorRules.only(rule.rule().ruleId(), compiled, each -> each));
      List<String> actual = new ArrayList<>();
      try (Engine engine =
          Engine.builder(set)
              .onDetection(
                  (of, detection) -> {
                    if (detection.evidence() instanceof Evidence.Row row) {
                      if (row.instant() <= latest) {
                        actual.add(row.instant() + " " + row.columns().keySet());
                      }
                    } else {
                      actual.add(0 + " " + columns(detection));
                    }
                  })
              .build()) {
        int line = 0;
        for (Map<String, @Nullable Object> event : events) {
          engine.accept(JsonValues.write(event).getBytes(UTF_8), "stream", ++line);
        }
        engine.finish();
      }
      actual.sort(null);
      if (!actual.equals(expected)) {
        different.add(rule.rule().name() + "\n  " + actual + "\n  " + expected);
      }
      if (!expected.isEmpty()) {
        finding.add(rule.rule().name());
      }
    }
    assertThat(different).isEmpty();
    assertThat(finding).as("rules that find something").hasSizeGreaterThanOrEqualTo(FINDING);
  }

  /** The fields of the event that is detected. */
  private static Set<String> columns(Detection detection) {
    try {
      byte[] json = Objects.requireNonNull(detection.events().get(0)).json();
      return JsonValues.asObject(JsonValues.read(json)).orElseThrow().keySet();
    } catch (JsonFormatException e) {
      throw new AssertionError(e);
    }
  }

  private static long time(Map<String, @Nullable Object> event) {
    return (Long) Objects.requireNonNull(event.get("@timestamp"));
  }

  /** Events that are alike, within about two look-backs, or twenty intervals. */
  private static List<Map<String, @Nullable Object>> stream(AnalyzedRule rule, Random random) {
    Aggregation query = (Aggregation) rule.query();
    long span =
        Math.min(
            2 * rule.timing().lookBack().toMillis(), 20 * rule.timing().runs().period().toMillis());
    List<Map<String, @Nullable Object>> bases = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      bases.add(base(query.predicate(), random));
    }
    List<Field> fields = query.grouped().usedFields();
    List<Map<String, @Nullable Object>> events = new ArrayList<>();
    long time = START;
    for (int i = 0; i < EVENTS_OF_STREAM; i++) {
      time += random.nextInt((int) (2 * span / EVENTS_OF_STREAM));
      Map<String, @Nullable Object> event =
          new LinkedHashMap<>(bases.get(random.nextInt(bases.size())));
      for (Field field : fields) {
        if (!event.containsKey(field.name()) && random.nextInt(8) > 0) {
          value(field, time, random).ifPresent(value -> event.put(field.name(), value));
        }
      }
      event.put("@timestamp", time);
      event.put("event.ingested", time);
      events.add(event);
    }
    return events;
  }

  /** An event that satisfies the predicate, unless none is found soon. */
  private static Map<String, @Nullable Object> base(Predicate predicate, Random random) {
    Map<String, @Nullable Object> event = SatisfyingEvent.of(predicate, random);
    for (int i = 0; i < 50 && !Interpreter.test(predicate, event, Instant.EPOCH); i++) {
      event = SatisfyingEvent.of(predicate, random);
    }
    return event;
  }

  private static Optional<Object> value(Field field, long time, Random random) {
    int number = random.nextInt(6);
    return switch (field.type()) {
      case KEYWORD, LOWERCASE, TEXT, SCRIPT_TEXT -> Optional.of("v" + number);
      case IP -> Optional.of("10.0.0." + number);
      case BOOLEAN -> Optional.of(number > 2);
      case DATE, DATE_NANOS -> Optional.of(time);
      case BYTE, SHORT, INTEGER, LONG, UNSIGNED_LONG, HALF_FLOAT, FLOAT, DOUBLE, NUMBER ->
          Optional.of(number * 25);
      default -> Optional.empty();
    };
  }
}
