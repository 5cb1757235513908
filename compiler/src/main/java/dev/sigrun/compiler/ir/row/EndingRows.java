package dev.sigrun.compiler.ir.row;

import dev.sigrun.compiler.source.Origin;
import dev.sigrun.runtime.row.Span;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Steps without the conditions that rows satisfy until some time, such as {@code @timestamp > NOW()
 * - 1 hour}, and that time.
 *
 * @param steps in which such conditions are left out
 * @param end the last time at which the row satisfies them, null for one that never does; empty if
 *     there are none
 */
public record EndingRows(List<RowStep> steps, Optional<RowExpression> end) {
  private static final Duration MILLI = Duration.ofMillis(1);

  /** Copies the list. */
  public EndingRows {
    steps = List.copyOf(steps);
  }

  /** The same steps, divided. */
  public static EndingRows of(List<RowStep> steps) {
    List<RowStep> others = new ArrayList<>();
    List<RowExpression> ends = new ArrayList<>();
    for (RowStep step : steps) {
      if (step instanceof RowStep.Filter filter) {
        rest(filter.condition(), ends)
            .ifPresent(condition -> others.add(new RowStep.Filter(filter.origin(), condition)));
      } else {
        others.add(step);
      }
    }
    return new EndingRows(others, least(ends));
  }

  private static Optional<RowExpression> least(List<RowExpression> ends) {
    return ends.size() < 2
        ? ends.stream().findFirst()
        : Optional.of(
            new RowExpression.Call(
                ends.get(0).origin(), RowFunction.LEAST, RowType.DATE, List.copyOf(ends)));
  }

  /** The rest of a condition without the terms that end, which are added to {@code ends}. */
  private static Optional<RowExpression> rest(RowExpression condition, List<RowExpression> ends) {
    List<RowExpression> terms =
        condition instanceof RowExpression.And and ? and.terms() : List.of(condition);
    List<RowExpression> left = new ArrayList<>();
    for (RowExpression term : terms) {
      Optional<RowExpression> more =
          term instanceof RowExpression.And ? rest(term, ends) : Optional.of(term);
      Optional<RowExpression> end = more.flatMap(EndingRows::end);
      if (end.isPresent()) {
        ends.add(end.get());
      } else {
        more.ifPresent(left::add);
      }
    }
    return left.size() < 2
        ? left.stream().findFirst()
        : Optional.of(new RowExpression.And(condition.origin(), left));
  }

  /** The last time at which a condition holds, if it is one of a time that is compared with now. */
  private static Optional<RowExpression> end(RowExpression condition) {
    if (!(condition instanceof RowExpression.Comparison comparison)
        || comparison.operator() == RowExpression.Operator.EQUAL
        || comparison.right().type() != RowType.DATE
        || comparison.right().all().anyMatch(EndingRows::isNow)) {
      return Optional.empty();
    }
    boolean less = comparison.operator() == RowExpression.Operator.LESS;
    return fromNow(comparison.left())
        .map(Span::negated)
        .map(span -> less ? span.plus(Span.of(MILLI.negated())) : span)
        .map(span -> later(condition.origin(), comparison.right(), span));
  }

  /** The span in {@code NOW() + span}, if days and milliseconds have always one length in it. */
  private static Optional<Span> fromNow(RowExpression expression) {
    if (isNow(expression)) {
      return Optional.of(Span.of(Duration.ZERO));
    }
    return expression instanceof RowExpression.Call call
            && call.function() == RowFunction.PLUS_SPAN
            && isNow(call.arguments().get(0))
            && call.arguments().get(1) instanceof RowExpression.Constant constant
        ? Stream.of(constant.values().get(0))
            .filter(Span.class::isInstance)
            .map(Span.class::cast)
            .filter(span -> span.months() == 0 && span.rest().toNanosPart() % 1_000_000 == 0)
            .findFirst()
        : Optional.empty();
  }

  private static boolean isNow(RowExpression expression) {
    return expression instanceof RowExpression.Call call && call.function() == RowFunction.NOW;
  }

  private static RowExpression later(Origin origin, RowExpression time, Span span) {
    return new RowExpression.Call(
        origin,
        RowFunction.PLUS_SPAN,
        RowType.DATE,
        List.of(time, new RowExpression.Constant(origin, RowType.SPAN, List.of(span))));
  }
}
