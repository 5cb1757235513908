package dev.sigrun.compiler.language.eql.analysis;

import dev.sigrun.compiler.language.eql.syntax.EqlExpression;
import java.util.List;
import java.util.function.UnaryOperator;

/** Rebuilds an expression with other fields in place of its own, visited from left to right. */
final class FieldSubstitution implements EqlExpression.Visitor<EqlExpression> {
  private final UnaryOperator<EqlExpression.Field> substitute;

  FieldSubstitution(UnaryOperator<EqlExpression.Field> substitute) {
    this.substitute = substitute;
  }

  private EqlExpression in(EqlExpression expression) {
    return expression.accept(this);
  }

  private List<EqlExpression> in(List<EqlExpression> expressions) {
    return expressions.stream().map(this::in).toList();
  }

  @Override
  public EqlExpression visitOr(EqlExpression.Or or) {
    return new EqlExpression.Or(or.origin(), in(or.terms()));
  }

  @Override
  public EqlExpression visitAnd(EqlExpression.And and) {
    return new EqlExpression.And(and.origin(), in(and.terms()));
  }

  @Override
  public EqlExpression visitNot(EqlExpression.Not not) {
    return new EqlExpression.Not(not.origin(), in(not.operand()));
  }

  @Override
  public EqlExpression visitComparison(EqlExpression.Comparison comparison) {
    return new EqlExpression.Comparison(
        comparison.origin(), comparison.operator(), in(comparison.left()), in(comparison.right()));
  }

  @Override
  public EqlExpression visitArithmetic(EqlExpression.Arithmetic arithmetic) {
    return new EqlExpression.Arithmetic(
        arithmetic.origin(), arithmetic.operator(), in(arithmetic.left()), in(arithmetic.right()));
  }

  @Override
  public EqlExpression visitSign(EqlExpression.Sign sign) {
    return new EqlExpression.Sign(sign.origin(), sign.minus(), in(sign.operand()));
  }

  @Override
  public EqlExpression visitIn(EqlExpression.In in) {
    return new EqlExpression.In(
        in.origin(), in(in.value()), in(in.list()), in.negated(), in.ignoringCase());
  }

  @Override
  public EqlExpression visitMatch(EqlExpression.Match match) {
    return new EqlExpression.Match(
        match.origin(), match.operator(), in(match.value()), match.patterns());
  }

  @Override
  public EqlExpression visitCall(EqlExpression.Call call) {
    return new EqlExpression.Call(
        call.origin(), call.nameOrigin(), call.name(), call.ignoringCase(), in(call.arguments()));
  }

  @Override
  public EqlExpression visitField(EqlExpression.Field field) {
    return substitute.apply(field);
  }

  @Override
  public EqlExpression visitString(EqlExpression.StringLiteral literal) {
    return literal;
  }

  @Override
  public EqlExpression visitNumber(EqlExpression.NumberLiteral literal) {
    return literal;
  }

  @Override
  public EqlExpression visitBoolean(EqlExpression.BooleanLiteral literal) {
    return literal;
  }

  @Override
  public EqlExpression visitNull(EqlExpression.NullLiteral literal) {
    return literal;
  }
}
