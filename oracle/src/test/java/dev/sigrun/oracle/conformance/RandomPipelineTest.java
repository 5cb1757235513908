package dev.sigrun.oracle.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sigrun.compiler.analysis.AnalyzedRule;
import dev.sigrun.compiler.diagnostic.DiagnosticSink;
import dev.sigrun.compiler.ir.Aggregation;
import dev.sigrun.compiler.ir.EventRows;
import dev.sigrun.compiler.ir.Predicate;
import dev.sigrun.compiler.ir.row.Aggregate;
import dev.sigrun.compiler.ir.row.AggregateFunction;
import dev.sigrun.compiler.ir.row.Column;
import dev.sigrun.compiler.ir.row.RowExpression;
import dev.sigrun.compiler.ir.row.RowPipeline;
import dev.sigrun.compiler.ir.row.RowStep;
import dev.sigrun.compiler.ir.row.RowType;
import dev.sigrun.compiler.language.esql.rows.EsqlRows;
import dev.sigrun.compiler.rule.Rule;
import dev.sigrun.compiler.source.Origin;
import dev.sigrun.compiler.source.SourceText;
import dev.sigrun.compiler.source.Span;
import dev.sigrun.oracle.compiled.DetectorRules;
import dev.sigrun.oracle.predicate.Interpreter;
import dev.sigrun.oracle.random.RandomPipeline;
import dev.sigrun.runtime.detector.Detector;
import dev.sigrun.runtime.detector.Selection;
import dev.sigrun.runtime.event.Event;
import dev.sigrun.runtime.event.EventFormatException;
import dev.sigrun.runtime.event.EventReader;
import dev.sigrun.runtime.event.Fields;
import dev.sigrun.runtime.row.CellType;
import java.math.BigDecimal;
import java.math.MathContext;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Generated Java makes the rows of each event that the interpreter makes, cell by cell and in their
 * order, of random queries.
 */
final class RandomPipelineTest {
  private static final Origin NOWHERE = Origin.of(SourceText.of("test", ""), new Span(0, 0));
  private static final Instant NOW = Instant.parse("2026-06-01T00:00:00Z");
  private static final MathContext DIGITS = new MathContext(12);
  private static final int QUERIES = 150;
  private static final int EVENTS = 25;

  static LongStream seeds() {
    return LongStream.rangeClosed(1, Boolean.getBoolean("sigrun.long") ? 70 : 2);
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void generatedJavaMakesTheRowsOfTheInterpreter(long seed) {
    Random random = new Random(seed);
    Map<String, String> texts = new TreeMap<>();
    List<AnalyzedRule> rules = new ArrayList<>();
    List<String> refused = new ArrayList<>();
    for (int i = 0; i < QUERIES; i++) {
      RandomPipeline.Made made = RandomPipeline.of(random, false, false);
      String id = "query " + (100_000 + i);
      DiagnosticSink sink = new DiagnosticSink();
      Optional<EventRows> rows = made.rows(sink);
      if (rows.isEmpty()) {
        refused.add(made.text() + " " + sink.diagnostics());
      }
      rows.map(RandomPipelineTest::showingCells)
          .ifPresent(
              query -> {
                texts.put(id, made.text());
                rules.add(AnalyzedRule.of(Rule.adHoc(NOWHERE, id, id), query));
              });
    }
    assertThat(refused).as("refused: %s", refused).hasSizeLessThan(QUERIES / 10);
    List<Map<String, @Nullable Object>> events = RandomPipeline.events(random, EVENTS);
    Fields fields = new Fields();
    Map<String, Detector<?>> detectors = new TreeMap<>();
    DetectorRules.compile(rules).detectors(fields).forEach(d -> detectors.put(d.ruleId(), d));
    EventReader reader = EventReader.of(fields);
    List<String> different = new ArrayList<>();
    int rows = 0;
    for (AnalyzedRule rule : rules) {
      Aggregation query = (Aggregation) rule.query();
      Detector<?> detector = Objects.requireNonNull(detectors.get(rule.rule().ruleId()));
      for (Map<String, @Nullable Object> event : events) {
        List<String> expected = new ArrayList<>();
        for (List<List<Object>> row :
            Interpreter.rows(query.grouped(), List.of(event), NOW).rows()) {
          expected.add(text(row));
        }
        List<String> actual = new ArrayList<>();
        for (Selection selection : detector.select(read(reader, event))) {
          selection.values().forEach(row -> actual.add(cells(query, row)));
        }
        rows += expected.size();
        if (!actual.equals(expected)) {
          different.add(
              texts.get(rule.rule().ruleId()) + "\n " + event + "\n " + actual + "\n " + expected);
        }
      }
    }
    assertThat(different).isEmpty();
    assertThat(rows).isGreaterThan(QUERIES * 5);
  }

  /** All rows of an event in one group, whose aggregates keep the cells of each row. */
  private static Aggregation showingCells(EventRows rows) {
    RowPipeline pipeline = rows.pipeline();
    List<RowStep> steps = new ArrayList<>();
    // Each event is asked by itself, so that limits are not reached.
    pipeline.steps().stream().filter(step -> !(step instanceof RowStep.Limit)).forEach(steps::add);
    List<Aggregate> aggregates = new ArrayList<>();
    int size = pipeline.size();
    for (Column column : pipeline.outputs()) {
      if (column.type() != RowType.NULL) {
        Column target = new Column(size++, column.name(), column.type().computed());
        aggregates.add(
            new Aggregate(
                NOWHERE,
                target,
                AggregateFunction.VALUES,
                List.of(new RowExpression.Cell(NOWHERE, column)),
                Optional.empty()));
      }
    }
    steps.add(new RowStep.Group(NOWHERE, aggregates, List.of()));
    EventRows grouped =
        new EventRows(
            new RowPipeline(
                pipeline.inputs(),
                steps,
                aggregates.stream().map(Aggregate::target).toList(),
                size),
            rows.fields(),
            rows.tests());
    Predicate all = new Predicate.Constant(NOWHERE, true);
    EventRows before = new Aggregation(NOWHERE, all, grouped).grouped();
    return new Aggregation(NOWHERE, EsqlRows.events(NOWHERE, Optional.empty(), before), grouped);
  }

  /** The cells of a row as a selection holds them. */
  private static String cells(Aggregation query, Object row) {
    List<List<Object>> cells = new ArrayList<>();
    List<Column> outputs = query.grouped().pipeline().outputs();
    List<?> packed = (List<?>) row;
    for (int i = 0; i < packed.size(); i++) {
      CellType type = type(outputs.get(i).type());
      Object cell = Objects.requireNonNull(packed.get(i));
      List<Object> values = new ArrayList<>();
      if (cell instanceof List<?> list) {
        list.forEach(value -> values.add(type.unpacked(value)));
      } else {
        values.add(type.unpacked(cell));
      }
      cells.add(values);
    }
    return text(cells);
  }

  /** The cells of a row as they are compared: without the last digits of decimals. */
  private static String text(List<List<Object>> row) {
    return row.stream()
        .map(cell -> cell.stream().map(RandomPipelineTest::text).toList())
        .toList()
        .toString();
  }

  private static String text(Object value) {
    return value instanceof Double number && Double.isFinite(number)
        ? new BigDecimal(number).round(DIGITS).stripTrailingZeros().toPlainString()
        : value.toString();
  }

  private static CellType type(RowType type) {
    return switch (type) {
      case KEYWORD, TEXT, NULL -> CellType.TEXT;
      default -> CellType.valueOf(type.name());
    };
  }

  private static Event read(EventReader reader, Map<String, @Nullable Object> event) {
    try {
      return reader.read(new LinkedHashMap<>(event));
    } catch (EventFormatException e) {
      throw new AssertionError(e);
    }
  }
}
