package dev.sigrun.oracle.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sigrun.compiler.diagnostic.DiagnosticSink;
import dev.sigrun.compiler.ir.EventRows;
import dev.sigrun.compiler.ir.Predicate;
import dev.sigrun.compiler.ir.row.Column;
import dev.sigrun.compiler.ir.row.RowExpression;
import dev.sigrun.compiler.ir.row.RowFunction;
import dev.sigrun.compiler.ir.row.RowPipeline;
import dev.sigrun.compiler.ir.row.RowStep;
import dev.sigrun.compiler.ir.row.RowType;
import dev.sigrun.compiler.language.esql.rows.EsqlRows;
import dev.sigrun.compiler.source.Origin;
import dev.sigrun.compiler.source.SourceText;
import dev.sigrun.compiler.source.Span;
import dev.sigrun.oracle.compiled.IndexEngine;
import dev.sigrun.oracle.compiled.JavaEngine;
import dev.sigrun.oracle.predicate.Engine;
import dev.sigrun.oracle.predicate.Interpreter;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/**
 * Generated Java computes the cells that the interpreter computes, whose answers are those of a
 * node, for each event of the queries that judge events one by one.
 */
final class EsqlJavaTest {
  private static final Instant NOW = Instant.parse("2026-06-01T00:00:00Z");
  private static final Origin NOWHERE = Origin.of(SourceText.of("test", ""), new Span(0, 0));

  /** A predicate about one event, and whether it holds. */
  private record Check(
      String name, Predicate predicate, Map<String, @Nullable Object> event, boolean expected) {}

  @Test
  void computesWhatTheInterpreterComputes() {
    List<Check> stays = new ArrayList<>();
    List<Check> cells = new ArrayList<>();
    int queries = 0;
    for (EsqlCases.Case test : EsqlCases.answered()) {
      Optional<EventRows> rows = test.rows(new DiagnosticSink());
      boolean runs =
          rows.filter(r -> r.pipeline().isByEvent())
              .filter(r -> r.usedFields().stream().noneMatch(f -> f.type().name().equals("OBJECT")))
              .isPresent();
      if (runs) {
        queries++;
        add(test, rows.orElseThrow(), stays, cells);
      }
    }
    assertThat(queries).isGreaterThan(200);
    assertThat(cells.size()).isGreaterThan(1_200);
    check(cells, new JavaEngine());
    check(stays, new JavaEngine());
    check(stays, new IndexEngine());
  }

  /** Of which events rows stay, and that the first row of each has the cells that it has. */
  private static void add(
      EsqlCases.Case test, EventRows rows, List<Check> stays, List<Check> cells) {
    Predicate predicate = EsqlRows.events(NOWHERE, Optional.empty(), rows);
    for (Map<String, @Nullable Object> event : test.events()) {
      List<List<List<Object>>> found = Interpreter.rows(rows, List.of(event), NOW).rows();
      String name = test.id() + " " + test.query() + " " + event.get("_id");
      stays.add(new Check(name, predicate, event, !found.isEmpty()));
      if (!found.isEmpty()) {
        Predicate has = has(rows, found.get(0));
        cells.add(new Check(name + " has " + found.get(0), has, event, true));
      }
    }
  }

  private static Predicate has(EventRows rows, List<List<Object>> cells) {
    List<RowExpression> conditions = new ArrayList<>();
    List<Column> outputs = rows.pipeline().outputs();
    for (int i = 0; i < outputs.size(); i++) {
      if (outputs.get(i).type() != RowType.GEO_POINT) {
        conditions.addAll(has(outputs.get(i), cells.get(i)));
      }
    }
    List<RowStep> steps = new ArrayList<>(rows.pipeline().steps());
    conditions.forEach(condition -> steps.add(new RowStep.Filter(NOWHERE, condition)));
    RowPipeline pipeline =
        new RowPipeline(rows.pipeline().inputs(), steps, outputs, rows.pipeline().size());
    return new Predicate.AnyRow(NOWHERE, new EventRows(pipeline, rows.fields(), rows.tests()));
  }

  /** That a column has these values. */
  private static List<RowExpression> has(Column column, List<Object> values) {
    RowExpression cell = new RowExpression.Cell(NOWHERE, column);
    if (values.isEmpty()) {
      return List.of(new RowExpression.IsNull(NOWHERE, cell));
    }
    if (values.size() == 1) {
      return List.of(equal(cell, column.type(), values.get(0)));
    }
    List<RowExpression> conditions = new ArrayList<>();
    RowExpression count = RowExpression.Call.of(NOWHERE, RowFunction.MV_COUNT, List.of(cell));
    conditions.add(equal(count, RowType.INTEGER, values.size()));
    for (int i = 0; i < values.size(); i++) {
      RowExpression index = new RowExpression.Constant(NOWHERE, RowType.INTEGER, List.of(i));
      RowExpression element =
          RowExpression.Call.of(NOWHERE, RowFunction.MV_SLICE, List.of(cell, index));
      conditions.add(equal(element, column.type(), values.get(i)));
    }
    return conditions;
  }

  private static RowExpression equal(RowExpression cell, RowType type, Object value) {
    RowExpression constant = new RowExpression.Constant(NOWHERE, type, List.of(value));
    if (!(value instanceof Double number)) {
      return new RowExpression.Comparison(NOWHERE, RowExpression.Operator.EQUAL, cell, constant);
    }
    // But for the last digits.
    double near = Math.abs(number) * 1e-13;
    return new RowExpression.And(
        NOWHERE,
        List.of(
            new RowExpression.Comparison(
                NOWHERE, RowExpression.Operator.LESS_OR_EQUAL, decimal(number - near), cell),
            new RowExpression.Comparison(
                NOWHERE, RowExpression.Operator.LESS_OR_EQUAL, cell, decimal(number + near))));
  }

  private static RowExpression decimal(double value) {
    return new RowExpression.Constant(NOWHERE, RowType.DOUBLE, List.of(value));
  }

  private static void check(List<Check> checks, Engine engine) {
    // One predicate is asked about many events.
    List<Predicate> predicates = checks.stream().map(Check::predicate).distinct().toList();
    List<Engine.Matcher> prepared = engine.prepare(predicates, NOW);
    Map<Predicate, Engine.Matcher> matchers = new HashMap<>();
    for (int i = 0; i < predicates.size(); i++) {
      matchers.put(predicates.get(i), prepared.get(i));
    }
    List<String> different = new ArrayList<>();
    for (Check check : checks) {
      Engine.Matcher matcher = Objects.requireNonNull(matchers.get(check.predicate()));
      if (matcher.matches(check.event()) != check.expected()) {
        different.add(check.name() + " should be " + check.expected());
      }
    }
    assertThat(different).isEmpty();
  }
}
