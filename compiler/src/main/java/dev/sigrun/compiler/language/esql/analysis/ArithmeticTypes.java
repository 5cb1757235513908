package dev.sigrun.compiler.language.esql.analysis;

import dev.sigrun.compiler.diagnostic.DiagnosticKind;
import dev.sigrun.compiler.language.esql.syntax.EsqlExpression;
import dev.sigrun.compiler.language.esql.syntax.EsqlExpression.Arithmetic;
import dev.sigrun.compiler.language.esql.syntax.EsqlExpression.StringLiteral;

/** Finds the types of sums and products: of numbers, or of dates and spans of time. */
final class ArithmeticTypes {
  private static final DiagnosticKind NOT_A_NUMBER =
      DiagnosticKind.error("ESQL036", "Operator '%s' cannot take %s of type %s%s.");

  private final ExpressionTypes expressions;
  private final EsqlReports reports;
  private final Constants constants;

  ArithmeticTypes(ExpressionTypes expressions, EsqlReports reports, Constants constants) {
    this.expressions = expressions;
    this.reports = reports;
    this.constants = constants;
  }

  EsqlType of(Arithmetic arithmetic) {
    EsqlExpression left = arithmetic.left();
    EsqlExpression right = arithmetic.right();
    EsqlType leftType = dated(left, expressions.of(left), right);
    EsqlType rightType = dated(right, expressions.of(right), left);
    String symbol = arithmetic.operator().symbol();
    boolean isSum =
        arithmetic.operator() == Arithmetic.Operator.ADD
            || arithmetic.operator() == Arithmetic.Operator.SUBTRACT;
    if (isSum && (leftType == EsqlType.SPAN || rightType == EsqlType.SPAN)) {
      return moved(arithmetic, leftType, rightType);
    }
    EsqlType result = operand(symbol, left, leftType, "");
    EsqlType other = operand(symbol, right, rightType, " and a number");
    boolean isOpen = result == EsqlType.ANY || other == EsqlType.ANY;
    expressions.settle(left, EsqlType.NUMBER);
    expressions.settle(right, EsqlType.NUMBER);
    return isOpen ? EsqlType.ANY : result.widened(other);
  }

  /** A text beside a span of time is a date. */
  private EsqlType dated(EsqlExpression value, EsqlType type, EsqlExpression other) {
    if (value instanceof StringLiteral text && other instanceof EsqlExpression.SpanLiteral) {
      constants.readAs(text, EsqlType.DATETIME);
      return EsqlType.DATETIME;
    }
    return type;
  }

  /** A date plus or minus a span of time. */
  private EsqlType moved(Arithmetic arithmetic, EsqlType left, EsqlType right) {
    boolean isLeftDate = left.isDate() || left.isOpen() || left == EsqlType.SPAN;
    boolean isRightDate = right.isDate() || right.isOpen() || right == EsqlType.SPAN;
    String symbol = arithmetic.operator().symbol();
    if (!isLeftDate || !isRightDate) {
      EsqlExpression wrong = isLeftDate ? arithmetic.right() : arithmetic.left();
      return reports.error(
          NOT_A_NUMBER,
          wrong.origin(),
          symbol,
          ExpressionTypes.excerpt(wrong),
          (isLeftDate ? right : left).label(),
          " and a span of time");
    }
    expressions.settle(arithmetic.left(), EsqlType.DATETIME);
    expressions.settle(arithmetic.right(), EsqlType.DATETIME);
    EsqlType date = left == EsqlType.SPAN ? right : left;
    return date.isOpen() ? EsqlType.DATETIME : date;
  }

  private EsqlType operand(String symbol, EsqlExpression value, EsqlType type, String beside) {
    if (type.isNumber() || type.isOpen()) {
      return type;
    }
    String hint = type.isDate() ? ". A date takes a span of time, as in '1 day'" : beside;
    return reports.error(
        NOT_A_NUMBER, value.origin(), symbol, ExpressionTypes.excerpt(value), type.label(), hint);
  }

  EsqlType of(EsqlExpression.Sign sign) {
    EsqlType type = expressions.of(sign.operand());
    if (type == EsqlType.SPAN) {
      return type;
    }
    expressions.settle(sign.operand(), EsqlType.NUMBER);
    return operand(sign.minus() ? "-" : "+", sign.operand(), type, "");
  }
}
