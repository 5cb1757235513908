package dev.sigrun.compiler.language.esql.syntax;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** The expressions that an expression consists of. */
public final class SubExpressions implements EsqlExpression.Visitor<List<EsqlExpression>> {
  private static final SubExpressions DIRECT = new SubExpressions();

  private SubExpressions() {}

  /** {@code expression} and all that it consists of, at any depth. */
  public static Stream<EsqlExpression> of(EsqlExpression expression) {
    return Stream.concat(
        Stream.of(expression), expression.accept(DIRECT).stream().flatMap(SubExpressions::of));
  }

  @Override
  public List<EsqlExpression> visitOr(EsqlExpression.Or or) {
    return or.terms();
  }

  @Override
  public List<EsqlExpression> visitAnd(EsqlExpression.And and) {
    return and.terms();
  }

  @Override
  public List<EsqlExpression> visitNot(EsqlExpression.Not not) {
    return List.of(not.operand());
  }

  @Override
  public List<EsqlExpression> visitComparison(EsqlExpression.Comparison comparison) {
    return List.of(comparison.left(), comparison.right());
  }

  @Override
  public List<EsqlExpression> visitArithmetic(EsqlExpression.Arithmetic arithmetic) {
    return List.of(arithmetic.left(), arithmetic.right());
  }

  @Override
  public List<EsqlExpression> visitSign(EsqlExpression.Sign sign) {
    return List.of(sign.operand());
  }

  @Override
  public List<EsqlExpression> visitIsNull(EsqlExpression.IsNull test) {
    return List.of(test.value());
  }

  @Override
  public List<EsqlExpression> visitIn(EsqlExpression.In in) {
    List<EsqlExpression> parts = new ArrayList<>(in.list());
    parts.add(0, in.value());
    return parts;
  }

  @Override
  public List<EsqlExpression> visitLike(EsqlExpression.Like like) {
    List<EsqlExpression> parts = new ArrayList<>(like.patterns());
    parts.add(0, like.value());
    return parts;
  }

  @Override
  public List<EsqlExpression> visitMatch(EsqlExpression.Match match) {
    return List.of(match.field(), match.value());
  }

  @Override
  public List<EsqlExpression> visitCast(EsqlExpression.Cast cast) {
    return List.of(cast.value());
  }

  @Override
  public List<EsqlExpression> visitCall(EsqlExpression.Call call) {
    return call.arguments();
  }

  @Override
  public List<EsqlExpression> visitStar(EsqlExpression.Star star) {
    return List.of();
  }

  @Override
  public List<EsqlExpression> visitColumn(EsqlExpression.Column column) {
    return List.of();
  }

  @Override
  public List<EsqlExpression> visitString(EsqlExpression.StringLiteral literal) {
    return List.of();
  }

  @Override
  public List<EsqlExpression> visitNumber(EsqlExpression.NumberLiteral literal) {
    return List.of();
  }

  @Override
  public List<EsqlExpression> visitBoolean(EsqlExpression.BooleanLiteral literal) {
    return List.of();
  }

  @Override
  public List<EsqlExpression> visitNull(EsqlExpression.NullLiteral literal) {
    return List.of();
  }

  @Override
  public List<EsqlExpression> visitSpan(EsqlExpression.SpanLiteral literal) {
    return List.of();
  }

  @Override
  public List<EsqlExpression> visitList(EsqlExpression.ListLiteral literal) {
    return literal.elements();
  }

  @Override
  public List<EsqlExpression> visitMap(EsqlExpression.MapLiteral literal) {
    return literal.entries().stream().map(Map.Entry::getValue).toList();
  }
}
