package dev.sigrun.compiler.language.esql.rows;

import dev.sigrun.compiler.ir.row.Parameter;
import dev.sigrun.compiler.ir.row.RowExpression;
import dev.sigrun.compiler.ir.row.RowExpression.Constant;
import dev.sigrun.compiler.ir.row.RowType;
import dev.sigrun.compiler.ir.row.Signature;
import dev.sigrun.compiler.source.Origin;
import dev.sigrun.runtime.address.IpAddress;
import dev.sigrun.runtime.row.Version;
import dev.sigrun.runtime.time.DateMath;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Gives expressions the types that operations need, and reports those that cannot have them. The
 * check of a query finds most of these. It misses some fields that no schema describes, whose types
 * are known only after the whole query was read.
 */
final class RowTypes {
  private final RowReports reports;

  RowTypes(RowReports reports) {
    this.reports = reports;
  }

  /**
   * The expression with values of another type. Texts that are constants are read, numbers that are
   * constants are widened.
   */
  RowExpression as(RowType type, RowExpression expression) {
    RowType from = expression.type();
    if (from == type || (from.isText() && type.isText()) || type == RowType.NULL) {
      return expression;
    }
    if (expression instanceof Constant constant) {
      List<Object> values =
          constant.values().stream().flatMap(v -> read(v, type).stream()).toList();
      if (values.size() == constant.values().size()) {
        return new Constant(constant.origin(), type, values);
      }
    }
    return converted(expression.origin(), expression, type);
  }

  /** A conversion that is written; it maps over lists. */
  RowExpression convert(Origin origin, RowExpression operand, RowType type) {
    boolean same = operand.type() == type || (type.isText() && operand.type().isText());
    return same ? operand : converted(origin, operand, type);
  }

  private RowExpression converted(Origin origin, RowExpression operand, RowType type) {
    return operand.type().convertsTo(type)
        ? new RowExpression.Convert(origin, operand, type)
        : reports.type(operand);
  }

  /** The expression if its values are texts. */
  RowExpression text(RowExpression expression) {
    return expression.type().fits(RowType.KEYWORD) ? expression : reports.type(expression);
  }

  /**
   * The expressions with values of the type that all of them share; a constant text is read as the
   * others are. If there is no such type, that is reported and all are null.
   */
  List<RowExpression> same(List<RowExpression> expressions) {
    RowType type = RowType.NULL;
    for (RowExpression expression : expressions) {
      if (!isConstantText(expression)) {
        Optional<RowType> common = type.common(expression.type());
        if (common.isEmpty()) {
          RowExpression nothing = reports.type(expression);
          return expressions.stream().map(each -> nothing).toList();
        }
        type = common.get();
      }
    }
    boolean onlyTexts =
        type == RowType.NULL && expressions.stream().anyMatch(RowTypes::isConstantText);
    RowType shared = onlyTexts ? RowType.KEYWORD : type;
    return expressions.stream().map(expression -> as(shared, expression)).toList();
  }

  private static boolean isConstantText(RowExpression expression) {
    return expression instanceof Constant && expression.type().isText();
  }

  /** Arguments of the types that a function takes; empty if one was reported that does not fit. */
  Optional<List<RowExpression>> arguments(Signature signature, List<RowExpression> given) {
    List<RowExpression> shared = new ArrayList<>();
    for (int i = 0; i < given.size(); i++) {
      if (signature.parameter(i, given.size()).isShared()) {
        shared.add(given.get(i));
      }
    }
    List<RowExpression> same = new ArrayList<>(same(shared));
    List<RowExpression> arguments = new ArrayList<>();
    for (int i = 0; i < given.size(); i++) {
      Parameter parameter = signature.parameter(i, given.size());
      RowExpression argument = given.get(i);
      arguments.add(
          parameter.isShared()
              ? same.remove(0)
              : as(parameter.converted(argument.type()), argument));
    }
    OptionalInt misfit = signature.misfit(arguments);
    if (misfit.isEmpty()) {
      return Optional.of(arguments);
    }
    int index = misfit.getAsInt();
    reports.argument(signature.parameter(index, given.size()), arguments.get(index));
    return Optional.empty();
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
      case KEYWORD, TEXT, INTEGER, GEO_POINT, SPAN, NULL -> Optional.empty();
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
