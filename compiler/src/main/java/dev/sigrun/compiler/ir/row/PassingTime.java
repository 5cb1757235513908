package dev.sigrun.compiler.ir.row;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** How rows change with the time at which a query is asked, if all else stays the same. */
public final class PassingTime {
  /** The effect of passing time on a cell. */
  private enum Effect {
    /** It stays as it is. */
    NONE,
    /** It stays or becomes greater, or null. */
    GROWS,
    /** Anything. */
    UNKNOWN
  }

  private final Map<Integer, Effect> columns = new HashMap<>();

  private PassingTime() {}

  /**
   * Whether a row that was dropped stays dropped as time passes, as with {@code first >= NOW() - 10
   * minutes}, and would not come back with {@code first < NOW() - 10 minutes}.
   */
  public static boolean onlyDrops(RowPipeline pipeline) {
    PassingTime time = new PassingTime();
    for (RowStep step : pipeline.steps()) {
      if (step instanceof RowStep.Compute compute) {
        time.columns.put(compute.target().number(), time.of(compute.value()));
      } else if (step instanceof RowStep.Filter filter) {
        if (!time.onlyEnds(filter.condition())) {
          return false;
        }
      } else if (step.expressions().stream().anyMatch(each -> time.of(each) != Effect.NONE)) {
        // What is taken apart has columns that are not looked at; an order drops nothing.
        if (!(step instanceof RowStep.Sort)) {
          return false;
        }
      }
    }
    return true;
  }

  /** Whether a condition that is not true never becomes true. */
  private boolean onlyEnds(RowExpression condition) {
    if (condition instanceof RowExpression.And and) {
      return and.terms().stream().allMatch(this::onlyEnds);
    }
    if (condition instanceof RowExpression.Or or) {
      return or.terms().stream().allMatch(this::onlyEnds);
    }
    if (condition instanceof RowExpression.Comparison comparison
        && comparison.operator() != RowExpression.Operator.EQUAL) {
      return of(comparison.left()) != Effect.UNKNOWN && of(comparison.right()) == Effect.NONE;
    }
    return of(condition) == Effect.NONE;
  }

  private Effect of(RowExpression expression) {
    if (expression instanceof RowExpression.Cell cell) {
      return columns.getOrDefault(cell.column().number(), Effect.NONE);
    }
    List<Effect> parts = expression.children().stream().map(this::of).toList();
    if (expression instanceof RowExpression.Call call) {
      return ofCall(call, parts);
    }
    return parts.stream().allMatch(part -> part == Effect.NONE) ? Effect.NONE : Effect.UNKNOWN;
  }

  private static Effect ofCall(RowExpression.Call call, List<Effect> parts) {
    if (call.function() == RowFunction.NOW) {
      return Effect.GROWS;
    }
    if (parts.stream().allMatch(part -> part == Effect.NONE)) {
      return Effect.NONE;
    }
    boolean grows =
        switch (call.function()) {
          case PLUS_SPAN -> parts.get(0) == Effect.GROWS;
          // The unit and the date before are the same, and the one after is later.
          case DATE_DIFF ->
              parts.get(0) == Effect.NONE
                  && parts.get(1) == Effect.NONE
                  && parts.get(2) == Effect.GROWS;
          default -> false;
        };
    return grows ? Effect.GROWS : Effect.UNKNOWN;
  }
}
