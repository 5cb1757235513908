package dev.sigrun.oracle.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sigrun.compiler.analysis.AnalyzedRule;
import dev.sigrun.compiler.diagnostic.DiagnosticSink;
import dev.sigrun.compiler.ir.Aggregation;
import dev.sigrun.compiler.ir.EventRows;
import dev.sigrun.compiler.ir.ValueType;
import dev.sigrun.compiler.language.QueryRuns;
import dev.sigrun.compiler.language.esql.rows.EsqlGroups;
import dev.sigrun.compiler.rule.Rule;
import dev.sigrun.compiler.source.Origin;
import dev.sigrun.compiler.source.SourceText;
import dev.sigrun.compiler.source.Span;
import dev.sigrun.oracle.aggregation.AggregationModel;
import dev.sigrun.oracle.compiled.DetectorRules;
import dev.sigrun.runtime.compiled.CompiledRules;
import dev.sigrun.runtime.detector.Detection;
import dev.sigrun.runtime.detector.Detector;
import dev.sigrun.runtime.detector.EventOrder;
import dev.sigrun.runtime.detector.EventRecord;
import dev.sigrun.runtime.detector.Evidence;
import dev.sigrun.runtime.detector.Key;
import dev.sigrun.runtime.detector.MemoryCell;
import dev.sigrun.runtime.detector.Selection;
import dev.sigrun.runtime.detector.aggregate.AggregateDetector;
import dev.sigrun.runtime.detector.aggregate.GroupState;
import dev.sigrun.runtime.event.Event;
import dev.sigrun.runtime.event.EventFormatException;
import dev.sigrun.runtime.event.EventReader;
import dev.sigrun.runtime.event.Fields;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/**
 * The detectors of queries that aggregate find the rows that the interpreter makes, whose answers
 * are those of a node, if all events happen at one time.
 */
final class EsqlGroupsJavaTest {
  private static final Origin NOWHERE = Origin.of(SourceText.of("test", ""), new Span(0, 0));
  private static final Optional<QueryRuns> RUNS =
      Optional.of(new QueryRuns(Duration.ofMinutes(5), Duration.ofMinutes(6), false));

  @Test
  void findsTheRowsOfTheInterpreter() {
    Map<String, EsqlCases.Case> tests = new TreeMap<>();
    List<AnalyzedRule> rules = new ArrayList<>();
    for (EsqlCases.Case test : EsqlCases.answered()) {
      Optional<EventRows> rows = test.rows(new DiagnosticSink());
      rows.filter(found -> !found.pipeline().isByEvent())
          .filter(r -> r.usedFields().stream().noneMatch(f -> f.type() == ValueType.OBJECT))
          .flatMap(
              found -> EsqlGroups.of(NOWHERE, Optional.empty(), found, RUNS, new DiagnosticSink()))
          .ifPresent(
              query -> {
                tests.put(test.id(), test);
                rules.add(AnalyzedRule.of(Rule.adHoc(NOWHERE, test.id(), test.id()), query));
              });
    }
    assertThat(rules).hasSizeGreaterThanOrEqualTo(RUNNING);
    CompiledRules compiled = DetectorRules.compile(rules);
    Fields fields = new Fields();
    Map<String, AggregateDetector> detectors = new TreeMap<>();
    for (Detector<?> detector : compiled.detectors(fields)) {
      detectors.put(
          detector.ruleId(), detector.unwrap(AggregateDetector.class).orElseThrow().get());
    }
    EventReader reader = EventReader.of(fields);
    List<String> different = new ArrayList<>();
    for (AnalyzedRule rule : rules) {
      EsqlCases.Case test = Objects.requireNonNull(tests.get(rule.rule().ruleId()));
      AggregateDetector detector = Objects.requireNonNull(detectors.get(test.id()));
      List<String> actual = found(detector, test.events(), reader);
      List<String> expected =
          new AggregationModel((Aggregation) rule.query(), rule.timing().runs(), event -> 0)
              .find(test.events()).stream().map(each -> text(each.columns())).sorted().toList();
      if (!EsqlCases.equal(actual, expected)) {
        different.add(test.query() + "\n " + actual + "\n " + expected);
      }
    }
    assertThat(different).isEmpty();
  }

  /** The number of queries that run, at least. */
  private static final int RUNNING = 30;

  private static List<String> found(
      AggregateDetector detector, List<Map<String, @Nullable Object>> events, EventReader reader) {
    List<Detection> detections = new ArrayList<>();
    Map<Key, MemoryCell<GroupState>> cells = new LinkedHashMap<>();
    int line = 0;
    for (Map<String, @Nullable Object> event : events) {
      line++;
      EventRecord record = new EventRecord(new EventOrder(0, null, line), "", line, new byte[0]);
      for (Selection selection : detector.select(read(reader, event))) {
        MemoryCell<GroupState> cell =
            cells.computeIfAbsent(selection.key(), key -> new MemoryCell<>(key));
        detector.accept(cell, selection, record, detections::add);
      }
    }
    cells
        .values()
        .forEach(cell -> cell.finish((woken, at) -> detector.wake(woken, at, detections::add)));
    return detections.stream()
        .map(detection -> text(((Evidence.Row) detection.evidence()).columns()))
        .sorted()
        .toList();
  }

  private static Event read(EventReader reader, Map<String, @Nullable Object> event) {
    try {
      return reader.read(event);
    } catch (EventFormatException e) {
      throw new AssertionError(e);
    }
  }

  private static String text(Map<String, ?> columns) {
    Map<String, Object> shown = new LinkedHashMap<>();
    columns.forEach(
        (name, value) ->
            shown.put(
                name,
                value instanceof List<?> list
                    ? AggregationModel.inOrder(list)
                    : Objects.requireNonNull(value)));
    return shown.toString();
  }
}
