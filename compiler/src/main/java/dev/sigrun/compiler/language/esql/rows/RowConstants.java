package dev.sigrun.compiler.language.esql.rows;

import dev.sigrun.compiler.ir.row.RowExpression;
import dev.sigrun.compiler.ir.row.RowExpression.Constant;
import dev.sigrun.compiler.ir.row.RowType;
import dev.sigrun.compiler.language.esql.syntax.EsqlExpression.SpanLiteral;
import dev.sigrun.compiler.source.Origin;
import dev.sigrun.runtime.address.IpAddress;
import dev.sigrun.runtime.row.Span;
import dev.sigrun.runtime.row.Version;
import dev.sigrun.runtime.time.DateMath;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Makes constants, and gives them and other expressions the types that operations need. */
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

  /** The text that a constant is. */
  static Optional<String> text(RowExpression expression) {
    return value(expression).filter(String.class::isInstance).map(String.class::cast);
  }

  /**
   * The expression with values of another type. Texts that are constants are read, numbers that are
   * constants are widened.
   */
  static RowExpression as(RowType type, RowExpression expression) {
    RowType from = expression.type();
    if (from == type || (from.isText() && type.isText()) || type == RowType.NULL) {
      return expression;
    }
    if (expression instanceof Constant constant) {
      if (constant.values().isEmpty()) {
        return new Constant(constant.origin(), type, List.of());
      }
      List<Object> values =
          constant.values().stream().flatMap(v -> read(v, type).stream()).toList();
      if (values.size() == constant.values().size()) {
        return new Constant(constant.origin(), type, values);
      }
    }
    return new RowExpression.Convert(expression.origin(), expression, type);
  }

  private static Optional<Object> read(Object value, RowType type) {
    return switch (type) {
      case LONG ->
          value instanceof Integer number ? Optional.of(number.longValue()) : Optional.empty();
      case UNSIGNED_LONG ->
          value instanceof Integer || value instanceof Long
              ? Optional.of(BigInteger.valueOf(((Number) value).longValue()))
              : Optional.empty();
      case DOUBLE ->
          value instanceof Number number && !(value instanceof BigDecimal)
              ? Optional.of(number.doubleValue())
              : Optional.empty();
      case BOOLEAN ->
          value instanceof String text
              ? Optional.of(text.equalsIgnoreCase("true"))
              : Optional.empty();
      case IP ->
          value instanceof String text ? IpAddress.parse(text).map(ip -> ip) : Optional.empty();
      case VERSION ->
          value instanceof String text ? Optional.of(new Version(text)) : Optional.empty();
      case DATE -> value instanceof String text ? date(text, false) : Optional.empty();
      case DATE_NANOS -> value instanceof String text ? date(text, true) : Optional.empty();
      default -> Optional.empty();
    };
  }

  private static Optional<Object> date(String text, boolean nanos) {
    try {
      DateMath date = DateMath.parse(text, false);
      Instant instant = date.instant(0);
      return Optional.of(nanos ? date.resolveNanos(0) : instant.toEpochMilli());
    } catch (IllegalArgumentException | ArithmeticException e) {
      return Optional.empty();
    }
  }
}
