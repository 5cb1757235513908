package dev.sigrun.compiler.mapping;

import dev.sigrun.compiler.ir.Expression;
import dev.sigrun.compiler.ir.Field;
import java.util.List;
import java.util.function.UnaryOperator;

/** Renames the fields of an expression. */
final class ExpressionMapper implements Expression.Visitor<Expression> {
  private final UnaryOperator<Field> fields;

  ExpressionMapper(UnaryOperator<Field> fields) {
    this.fields = fields;
  }

  private Expression map(Expression expression) {
    return expression.accept(this);
  }

  private List<Expression> map(List<Expression> expressions) {
    return expressions.stream().map(this::map).toList();
  }

  @Override
  public Expression visitNull(Expression.Null constant) {
    return constant;
  }

  @Override
  public Expression visitConstant(Expression.Constant constant) {
    return constant;
  }

  @Override
  public Expression visitFieldValue(Expression.FieldValue value) {
    return new Expression.FieldValue(value.origin(), fields.apply(value.field()));
  }

  @Override
  public Expression visitCall(Expression.Call call) {
    return new Expression.Call(call.origin(), call.function(), map(call.arguments()));
  }

  @Override
  public Expression visitComparison(Expression.Comparison comparison) {
    return new Expression.Comparison(
        comparison.origin(),
        comparison.operator(),
        map(comparison.left()),
        map(comparison.right()));
  }

  @Override
  public Expression visitIsNull(Expression.IsNull isNull) {
    return new Expression.IsNull(isNull.origin(), map(isNull.operand()));
  }

  @Override
  public Expression visitIn(Expression.In in) {
    return new Expression.In(in.origin(), map(in.operand()), in.values(), in.sensitivity());
  }

  @Override
  public Expression visitLike(Expression.Like like) {
    return new Expression.Like(
        like.origin(), map(like.operand()), like.patterns(), like.sensitivity());
  }

  @Override
  public Expression visitRegexLike(Expression.RegexLike like) {
    return new Expression.RegexLike(like.origin(), map(like.operand()), like.regex());
  }

  @Override
  public Expression visitInBlocks(Expression.InBlocks in) {
    return new Expression.InBlocks(in.origin(), map(in.operand()), in.blocks());
  }

  @Override
  public Expression visitAnd(Expression.And and) {
    return new Expression.And(and.origin(), map(and.terms()));
  }

  @Override
  public Expression visitOr(Expression.Or or) {
    return new Expression.Or(or.origin(), map(or.terms()));
  }

  @Override
  public Expression visitNot(Expression.Not not) {
    return new Expression.Not(not.origin(), map(not.operand()));
  }
}
