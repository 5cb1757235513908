package dev.sigrun.compiler.language.esql.rows;

import dev.sigrun.compiler.ir.row.Aggregate;
import dev.sigrun.compiler.ir.row.AggregateFunction;
import dev.sigrun.compiler.ir.row.RowExpression;
import dev.sigrun.compiler.ir.row.RowStep;
import java.math.BigDecimal;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Decides whether the row of a group without rows may stay. In it numbers of values are zero, and
 * all other aggregates null.
 */
final class EmptyGroup {
  /** A cell that is known; empty for null. What is not known has no cell. */
  private record Known(Optional<Object> value) {}

  private static final Known NULL = new Known(Optional.empty());

  private final Map<Integer, Known> cells = new HashMap<>();

  private EmptyGroup(RowStep.Group group) {
    for (Aggregate aggregate : group.aggregates()) {
      boolean counts =
          aggregate.function() == AggregateFunction.COUNT
              || aggregate.function() == AggregateFunction.COUNT_DISTINCT;
      cells.put(
          aggregate.target().number(), counts ? new Known(Optional.of(BigDecimal.ZERO)) : NULL);
    }
  }

  /**
   * Whether its row may stay.
   *
   * @param steps what becomes of the row
   */
  static boolean mayStay(RowStep.Group group, List<RowStep> steps) {
    EmptyGroup empty = new EmptyGroup(group);
    for (RowStep step : steps) {
      if (step instanceof RowStep.Compute compute) {
        empty.cell(compute.value()).ifPresent(k -> empty.cells.put(compute.target().number(), k));
      } else if (step instanceof RowStep.Filter filter) {
        if (!empty.mayHold(filter.condition())) {
          return false;
        }
      }
    }
    return true;
  }

  private boolean mayHold(RowExpression condition) {
    if (condition instanceof RowExpression.And and) {
      return and.terms().stream().allMatch(this::mayHold);
    }
    if (condition instanceof RowExpression.Or or) {
      return or.terms().stream().anyMatch(this::mayHold);
    }
    return cell(condition).map(known -> known.value().equals(Optional.of(true))).orElse(true);
  }

  /** The cell that an expression computes, if that is known. */
  private Optional<Known> cell(RowExpression expression) {
    if (expression instanceof RowExpression.Cell cell) {
      return Optional.ofNullable(cells.get(cell.column().number()));
    }
    if (expression instanceof RowExpression.Constant constant) {
      return constant(constant);
    }
    if (expression instanceof RowExpression.Convert convert) {
      return cell(convert.operand())
          .filter(
              known ->
                  known.value().isEmpty()
                      || (convert.type().isNumber() && isSmallAndWhole(known.value().get())));
    }
    if (expression instanceof RowExpression.Comparison comparison) {
      return compared(comparison);
    }
    if (expression instanceof RowExpression.IsNull test) {
      return cell(test.operand()).map(known -> new Known(Optional.of(known.value().isEmpty())));
    }
    if (expression instanceof RowExpression.Not not) {
      return cell(not.operand())
          .map(known -> new Known(known.value().<Object>map(truth -> !truth.equals(true))));
    }
    if (expression instanceof RowExpression.And and) {
      return joined(and.terms(), false);
    }
    return expression instanceof RowExpression.Or or ? joined(or.terms(), true) : Optional.empty();
  }

  /** Whether it is the same number in all types of numbers. */
  private static boolean isSmallAndWhole(Object value) {
    return value instanceof BigDecimal number
        && number.stripTrailingZeros().scale() <= 0
        && number.abs().compareTo(BigDecimal.valueOf(Integer.MAX_VALUE)) <= 0;
  }

  private static Optional<Known> constant(RowExpression.Constant constant) {
    if (constant.values().isEmpty()) {
      return Optional.of(NULL);
    }
    if (constant.values().size() > 1) {
      return Optional.empty();
    }
    Object value = constant.values().get(0);
    if (value instanceof Double number && !Double.isFinite(number)) {
      return Optional.empty();
    }
    return value instanceof Number
        ? Optional.of(new Known(Optional.of(new BigDecimal(value.toString()))))
        : value instanceof Boolean ? Optional.of(new Known(Optional.of(value))) : Optional.empty();
  }

  private Optional<Known> compared(RowExpression.Comparison comparison) {
    Optional<Known> left = cell(comparison.left());
    Optional<Known> right = cell(comparison.right());
    if (left.equals(Optional.of(NULL)) || right.equals(Optional.of(NULL))) {
      return Optional.of(NULL);
    }
    Object a = left.flatMap(Known::value).orElse(false);
    Object b = right.flatMap(Known::value).orElse(false);
    if (!(a instanceof BigDecimal x) || !(b instanceof BigDecimal y)) {
      return Optional.empty();
    }
    int order = x.compareTo(y);
    return Optional.of(
        new Known(
            Optional.of(
                switch (comparison.operator()) {
                  case EQUAL -> order == 0;
                  case LESS -> order < 0;
                  case LESS_OR_EQUAL -> order <= 0;
                })));
  }

  /** A term that decides is enough; otherwise all have to be known. */
  private Optional<Known> joined(List<RowExpression> terms, boolean deciding) {
    List<Optional<Known>> known = terms.stream().map(this::cell).toList();
    Known decided = new Known(Optional.of(deciding));
    if (known.contains(Optional.of(decided))) {
      return Optional.of(decided);
    }
    if (known.contains(Optional.<Known>empty())) {
      return Optional.empty();
    }
    return Optional.of(
        known.contains(Optional.of(NULL)) ? NULL : new Known(Optional.of(!deciding)));
  }
}
