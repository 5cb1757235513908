package dev.sigrun.compiler.language.esql.syntax;

import dev.sigrun.compiler.language.esql.syntax.EsqlExpression.Arithmetic;
import java.util.List;

/** Writes each kind of expression, in parentheses only where it needs them. */
final class EsqlExpressionPrinter implements EsqlExpression.Visitor<StringBuilder> {
  /** Levels of precedence, from the weakest. */
  private enum Level {
    OR,
    AND,
    NOT,
    TEST,
    SUM,
    PRODUCT,
    SIGN,
    CAST,
    PRIMARY
  }

  private final StringBuilder out;

  EsqlExpressionPrinter(StringBuilder out) {
    this.out = out;
  }

  /** Writes an expression that nothing is next to. */
  StringBuilder whole(EsqlExpression expression) {
    return expression(expression, Level.OR);
  }

  /** Writes an expression that a command reads before something else. */
  StringBuilder operand(EsqlExpression expression) {
    return expression(expression, Level.CAST);
  }

  /** Writes a text in double quotes. */
  StringBuilder text(String value) {
    out.append('"');
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      switch (c) {
        case '"' -> out.append("\\\"");
        case '\\' -> out.append("\\\\");
        case '\t' -> out.append("\\t");
        case '\n' -> out.append("\\n");
        case '\r' -> out.append("\\r");
        // There are no other escapes.
        default -> out.append(c);
      }
    }
    return out.append('"');
  }

  private StringBuilder expression(EsqlExpression expression, Level least) {
    if (level(expression).compareTo(least) >= 0) {
      return expression.accept(this);
    }
    out.append('(');
    expression.accept(this);
    return out.append(')');
  }

  private static Level level(EsqlExpression expression) {
    if (expression instanceof EsqlExpression.Or) {
      return Level.OR;
    }
    if (expression instanceof EsqlExpression.And) {
      return Level.AND;
    }
    if (expression instanceof EsqlExpression.Not) {
      return Level.NOT;
    }
    if (expression instanceof Arithmetic arithmetic) {
      return level(arithmetic.operator());
    }
    if (expression instanceof EsqlExpression.Sign) {
      return Level.SIGN;
    }
    if (expression instanceof EsqlExpression.Cast) {
      return Level.CAST;
    }
    boolean test =
        expression instanceof EsqlExpression.Comparison
            || expression instanceof EsqlExpression.IsNull
            || expression instanceof EsqlExpression.In
            || expression instanceof EsqlExpression.Like
            || expression instanceof EsqlExpression.Match;
    return test ? Level.TEST : Level.PRIMARY;
  }

  private static Level level(Arithmetic.Operator operator) {
    return switch (operator) {
      case ADD, SUBTRACT -> Level.SUM;
      case MULTIPLY, DIVIDE, MODULO -> Level.PRODUCT;
    };
  }

  private StringBuilder list(
      List<? extends EsqlExpression> elements, String separator, Level least) {
    for (int i = 0; i < elements.size(); i++) {
      out.append(i == 0 ? "" : separator);
      expression(elements.get(i), least);
    }
    return out;
  }

  private StringBuilder inParentheses(List<? extends EsqlExpression> elements) {
    out.append('(');
    list(elements, ", ", Level.OR);
    return out.append(')');
  }

  @Override
  public StringBuilder visitOr(EsqlExpression.Or or) {
    return list(or.terms(), " OR ", Level.AND);
  }

  @Override
  public StringBuilder visitAnd(EsqlExpression.And and) {
    return list(and.terms(), " AND ", Level.NOT);
  }

  @Override
  public StringBuilder visitNot(EsqlExpression.Not not) {
    out.append("NOT ");
    return expression(not.operand(), Level.NOT);
  }

  @Override
  public StringBuilder visitComparison(EsqlExpression.Comparison comparison) {
    expression(comparison.left(), Level.SUM);
    out.append(' ').append(comparison.operator().symbol()).append(' ');
    return expression(comparison.right(), Level.SUM);
  }

  @Override
  public StringBuilder visitArithmetic(Arithmetic arithmetic) {
    Level level = level(arithmetic);
    expression(arithmetic.left(), level);
    out.append(' ').append(arithmetic.operator().symbol()).append(' ');
    return expression(arithmetic.right(), level == Level.SUM ? Level.PRODUCT : Level.SIGN);
  }

  @Override
  public StringBuilder visitSign(EsqlExpression.Sign sign) {
    out.append(sign.minus() ? '-' : '+');
    return expression(sign.operand(), Level.SIGN);
  }

  @Override
  public StringBuilder visitIsNull(EsqlExpression.IsNull test) {
    expression(test.value(), Level.SUM);
    return out.append(test.negated() ? " IS NOT NULL" : " IS NULL");
  }

  @Override
  public StringBuilder visitIn(EsqlExpression.In in) {
    expression(in.value(), Level.SUM);
    out.append(in.negated() ? " NOT IN " : " IN ");
    return inParentheses(in.list());
  }

  @Override
  public StringBuilder visitLike(EsqlExpression.Like like) {
    expression(like.value(), Level.SUM);
    out.append(like.negated() ? " NOT" : "").append(like.regex() ? " RLIKE " : " LIKE ");
    return like.patterns().size() == 1
        ? expression(like.patterns().get(0), Level.PRIMARY)
        : inParentheses(like.patterns());
  }

  @Override
  public StringBuilder visitMatch(EsqlExpression.Match match) {
    expression(match.field(), Level.CAST);
    out.append(" : ");
    return expression(match.value(), Level.SIGN);
  }

  @Override
  public StringBuilder visitCast(EsqlExpression.Cast cast) {
    expression(cast.value(), Level.CAST);
    return out.append("::").append(cast.type().text());
  }

  @Override
  public StringBuilder visitCall(EsqlExpression.Call call) {
    out.append(call.name().text());
    return inParentheses(call.arguments());
  }

  @Override
  public StringBuilder visitStar(EsqlExpression.Star star) {
    return out.append('*');
  }

  @Override
  public StringBuilder visitColumn(EsqlExpression.Column column) {
    return out.append(EsqlNames.written(column.name()));
  }

  @Override
  public StringBuilder visitString(EsqlExpression.StringLiteral literal) {
    return text(literal.value());
  }

  @Override
  public StringBuilder visitNumber(EsqlExpression.NumberLiteral literal) {
    return out.append(literal.value());
  }

  @Override
  public StringBuilder visitBoolean(EsqlExpression.BooleanLiteral literal) {
    return out.append(literal.value());
  }

  @Override
  public StringBuilder visitNull(EsqlExpression.NullLiteral literal) {
    return out.append("null");
  }

  @Override
  public StringBuilder visitSpan(EsqlExpression.SpanLiteral literal) {
    return out.append(literal.amount()).append(' ').append(literal.unit().plural());
  }

  @Override
  public StringBuilder visitList(EsqlExpression.ListLiteral literal) {
    out.append('[');
    list(literal.elements(), ", ", Level.SIGN);
    return out.append(']');
  }

  @Override
  public StringBuilder visitMap(EsqlExpression.MapLiteral literal) {
    out.append('{');
    for (int i = 0; i < literal.entries().size(); i++) {
      out.append(i == 0 ? "" : ", ");
      text(literal.entries().get(i).getKey());
      out.append(": ");
      expression(literal.entries().get(i).getValue(), Level.SIGN);
    }
    return out.append('}');
  }
}
