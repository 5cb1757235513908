package dev.sigrun.compiler.language.esql.rows;

import dev.sigrun.compiler.ir.row.RowExpression;
import dev.sigrun.compiler.ir.row.RowExpression.Constant;
import dev.sigrun.compiler.ir.row.RowType;
import dev.sigrun.compiler.language.esql.syntax.EsqlExpression.SpanLiteral;
import dev.sigrun.compiler.source.Origin;
import dev.sigrun.runtime.row.Span;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Makes constants, and finds their values. */
final class RowConstants {
  private RowConstants() {}

  static Constant of(Origin origin, RowType type, Object value) {
    return new Constant(origin, type, List.of(value));
  }

  static Constant ofNull(Origin origin) {
    return new Constant(origin, RowType.NULL, List.of());
  }

  static Constant span(SpanLiteral literal) {
    long amount = literal.amount();
    Span span =
        switch (literal.unit()) {
          case MILLISECOND -> Span.of(Duration.ofMillis(amount));
          case SECOND -> Span.of(Duration.ofSeconds(amount));
          case MINUTE -> Span.of(Duration.ofSeconds(times(amount, 60)));
          case HOUR -> Span.of(Duration.ofSeconds(times(amount, 3_600)));
          case DAY -> Span.ofDays(small(amount));
          case WEEK -> Span.ofDays(small(times(amount, 7)));
          case MONTH -> Span.ofMonths(small(amount));
          case QUARTER -> Span.ofMonths(small(times(amount, 3)));
          case YEAR -> Span.ofMonths(small(times(amount, 12)));
        };
    return of(literal.origin(), RowType.SPAN, span);
  }

  /** The product; a span that is cut here leads from no date to another one. */
  private static long times(long amount, long factor) {
    long most = Long.MAX_VALUE / 10_000_000;
    return Math.max(-most, Math.min(most, amount)) * factor;
  }

  private static int small(long amount) {
    return (int) Math.max(-Integer.MAX_VALUE, Math.min(Integer.MAX_VALUE, amount));
  }

  /** The single value of a constant. */
  static Optional<Object> value(RowExpression expression) {
    return expression instanceof Constant constant && constant.values().size() == 1
        ? Optional.of(constant.values().get(0))
        : Optional.empty();
  }

  /** The span that a constant is. */
  static Optional<Span> span(RowExpression expression) {
    return value(expression).filter(Span.class::isInstance).map(Span.class::cast);
  }
}
