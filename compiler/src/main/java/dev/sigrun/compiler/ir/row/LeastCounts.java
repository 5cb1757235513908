package dev.sigrun.compiler.ir.row;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** The numbers that columns must reach for a row to stay, as in {@code WHERE failures >= 10}. */
public final class LeastCounts {
  private LeastCounts() {}

  /**
   * What each of some columns is at least in every row of the result, by its place among them;
   * without those that need not be 2 or more.
   *
   * @param columns of which all rows have the same values
   */
  public static Map<Integer, Long> of(RowPipeline pipeline, List<Column> columns) {
    Map<Integer, Long> least = new TreeMap<>();
    for (RowStep step : pipeline.steps()) {
      if (step instanceof RowStep.Filter filter) {
        terms(filter.condition()).forEach(term -> add(term, columns, least));
      }
    }
    least.values().removeIf(count -> count < 2);
    return least;
  }

  private static Stream<RowExpression> terms(RowExpression condition) {
    return condition instanceof RowExpression.And and
        ? and.terms().stream().flatMap(LeastCounts::terms)
        : Stream.of(condition);
  }

  private static void add(RowExpression term, List<Column> columns, Map<Integer, Long> least) {
    if (!(term instanceof RowExpression.Comparison comparison)) {
      return;
    }
    List<RowExpression> sides = new ArrayList<>(List.of(comparison.left(), comparison.right()));
    if (comparison.operator() == RowExpression.Operator.EQUAL
        && sides.get(0) instanceof RowExpression.Cell) {
      sides.add(sides.remove(0));
    }
    if (sides.get(0) instanceof RowExpression.Constant constant
        && constant.values().size() == 1
        && isWhole(constant.values().get(0))
        && sides.get(1) instanceof RowExpression.Cell cell) {
      long count = ((Number) constant.values().get(0)).longValue();
      long reached =
          comparison.operator() == RowExpression.Operator.LESS && count < Long.MAX_VALUE
              ? count + 1
              : count;
      for (int i = 0; i < columns.size(); i++) {
        if (columns.get(i).number() == cell.column().number()) {
          least.merge(i, reached, Math::max);
        }
      }
    }
  }

  private static boolean isWhole(Object value) {
    return value instanceof Long || value instanceof Integer;
  }
}
