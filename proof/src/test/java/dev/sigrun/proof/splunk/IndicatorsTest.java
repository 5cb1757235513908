package dev.sigrun.proof.splunk;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sigrun.compiler.analysis.AnalyzedRule;
import dev.sigrun.compiler.ir.Predicate;
import dev.sigrun.compiler.ir.Query;
import dev.sigrun.oracle.compiled.DetectorRules;
import dev.sigrun.oracle.predicate.Interpreter;
import dev.sigrun.proof.Corpus;
import dev.sigrun.proof.events.EventStream;
import dev.sigrun.proof.events.StreamMaker;
import dev.sigrun.proof.spl.Lookup;
import dev.sigrun.proof.spl.eval.Row;
import dev.sigrun.runtime.RuleSet;
import dev.sigrun.runtime.compiled.CompiledRules;
import dev.sigrun.runtime.detector.Detector;
import dev.sigrun.runtime.detector.indicator.IndicatorFile;
import dev.sigrun.runtime.detector.indicator.IndicatorLists;
import dev.sigrun.runtime.detector.indicator.IndicatorMatchDetector;
import dev.sigrun.runtime.engine.Engine;
import dev.sigrun.runtime.json.JsonValues;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Lookups find the events that meet indicators, as the engine does. */
class IndicatorsTest {
  private static final Instant NOW = Instant.parse("2024-05-02T10:30:00Z");

  @Test
  void lookupsFindTheSameEvents() {
    List<AnalyzedRule> rules =
        Corpus.rules().stream()
            .filter(rule -> rule.query() instanceof Query.IndicatorMatch)
            .toList();
    CompiledRules compiled = DetectorRules.compile(rules);
    int compared = 0;
    int found = 0;
    for (AnalyzedRule rule : rules) {
      Optional<String> search = Searches.exact(rule, EventForm.SINGLE);
      for (long seed = 1; seed <= 5 && search.isPresent(); seed++) {
        compared++;
        EventStream stream =
            StreamMaker.of(rule.query(), seed, NOW, rule.rule().schedule().lookBack());
        List<Map<String, @Nullable Object>> events = single(stream.events());
        List<Map<String, @Nullable Object>> indicators = single(stream.indicators());
        Set<String> expected = detected(rule, compiled, events, indicators);
        found += expected.size();
        Lookup lookup = lookup((Query.IndicatorMatch) rule.query(), indicators);
        Set<String> rows =
            Searches.run(search.get(), events, Map.of("sigrun_indicators", lookup), NOW).stream()
                .flatMap(row -> row.texts(Searches.PLACE).stream())
                .collect(Collectors.toCollection(TreeSet::new));
        assertThat(rows)
            .as("%s, seed %s%n%s%n%s%n%s", rule.rule(), seed, search.get(), events, indicators)
            .isEqualTo(expected);
      }
    }
    assertThat(compared).isGreaterThanOrEqualTo(20);
    assertThat(found).isPositive();
  }

  private static List<Map<String, @Nullable Object>> single(
      List<Map<String, @Nullable Object>> events) {
    return events.stream().map(EventForm.SINGLE::of).toList();
  }

  /** The indicators that the rule's query on them selects, as a table. */
  private static Lookup lookup(
      Query.IndicatorMatch query, List<Map<String, @Nullable Object>> indicators) {
    Predicate selected = query.indicators();
    return Lookup.exact(
        indicators.stream()
            .filter(
                indicator ->
                    Interpreter.engine().prepare(List.of(selected), NOW).get(0).matches(indicator))
            .map(indicator -> Row.of(columns("", indicator)))
            .toList());
  }

  private static Map<String, String> columns(String path, Map<?, ?> object) {
    Map<String, String> columns = new LinkedHashMap<>();
    object.forEach(
        (key, value) -> {
          if (value instanceof Map<?, ?> inner) {
            columns.putAll(columns(path + key + ".", inner));
          } else {
            columns.put(path + key, String.valueOf(value));
          }
        });
    return columns;
  }

  private static Set<String> detected(
      AnalyzedRule rule,
      CompiledRules compiled,
      List<Map<String, @Nullable Object>> events,
      List<Map<String, @Nullable Object>> indicators) {
    IndicatorLists lists = new IndicatorLists();
    CompiledRules only =
        DetectorRules.only(
            rule.rule().ruleId(), compiled, detector -> knowing(detector, indicators, lists));
    Set<String> places = new TreeSet<>();
    try (Engine engine =
        Engine.builder(RuleSet.of(only))
            .referenceData(lists)
            .allowedLateness(Duration.ofDays(100_000))
            .maxJump(Duration.ofDays(100_000))
            .onDetection(
                (detected, detection) ->
                    detection.events().stream()
                        .flatMap(event -> Optional.ofNullable(event).stream())
                        .forEach(event -> places.add(String.valueOf(event.line() - 1))))
            .build()) {
      for (int i = 0; i < events.size(); i++) {
        byte[] json = JsonValues.write(events.get(i)).getBytes(StandardCharsets.UTF_8);
        assertThat(engine.accept(json, "events", i + 1)).isTrue();
      }
      engine.finish();
    }
    return places;
  }

  private static Detector<?> knowing(
      Detector<?> detector, List<Map<String, @Nullable Object>> indicators, IndicatorLists lists) {
    IndicatorMatchDetector matching =
        detector.unwrap(IndicatorMatchDetector.class).orElseThrow().get();
    String lines = indicators.stream().map(JsonValues::write).collect(Collectors.joining("\n"));
    try {
      lists.replace(
          matching,
          IndicatorFile.read(
                  new ByteArrayInputStream(lines.getBytes(StandardCharsets.UTF_8)),
                  "indicators",
                  matching.indicatorReader(NOW::toEpochMilli))
              .documents());
      return matching;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
