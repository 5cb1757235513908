package dev.sigrun.compiler.backend.elasticsearch.eql;

import dev.sigrun.compiler.backend.elasticsearch.dsl.LuceneRegex;
import dev.sigrun.compiler.ir.Expression;
import dev.sigrun.compiler.ir.Field;
import dev.sigrun.compiler.ir.Function;
import dev.sigrun.compiler.ir.value.CaseSensitivity;
import dev.sigrun.compiler.language.eql.syntax.EqlExpression;
import dev.sigrun.compiler.source.Origin;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiFunction;

/** Writes computations in EQL. */
final class EqlExpressionWriter implements Expression.Visitor<EqlExpression> {
  private final java.util.function.Function<Field, EqlExpression> fields;
  private final BiFunction<Origin, String, EqlExpression.StringLiteral> texts;

  EqlExpressionWriter(
      java.util.function.Function<Field, EqlExpression> fields,
      BiFunction<Origin, String, EqlExpression.StringLiteral> texts) {
    this.fields = fields;
    this.texts = texts;
  }

  private EqlExpression write(Expression expression) {
    return expression.accept(this);
  }

  private List<EqlExpression> write(List<? extends Expression> expressions) {
    return expressions.stream().map(e -> e.accept(this)).toList();
  }

  @Override
  public EqlExpression visitNull(Expression.Null constant) {
    return new EqlExpression.NullLiteral(constant.origin());
  }

  @Override
  public EqlExpression visitConstant(Expression.Constant constant) {
    Origin origin = constant.origin();
    Object value = constant.value();
    if (value instanceof String text) {
      return texts.apply(origin, text);
    }
    if (value instanceof Boolean truth) {
      return new EqlExpression.BooleanLiteral(origin, truth);
    }
    return number(origin, (Number) value);
  }

  private static EqlExpression number(Origin origin, Number value) {
    if (value instanceof Double decimal) {
      EqlExpression positive = new EqlExpression.NumberLiteral(origin, Math.abs(decimal));
      return decimal < 0 ? new EqlExpression.Sign(origin, true, positive) : positive;
    }
    long whole = value.longValue();
    EqlExpression positive = EqlLiterals.number(origin, Math.abs(whole));
    return whole < 0 ? new EqlExpression.Sign(origin, true, positive) : positive;
  }

  @Override
  public EqlExpression visitFieldValue(Expression.FieldValue value) {
    return fields.apply(value.field());
  }

  @Override
  public EqlExpression visitCall(Expression.Call call) {
    List<EqlExpression> arguments = write(call.arguments());
    Origin origin = call.origin();
    return switch (call.function()) {
      case ADD -> arithmetic(origin, EqlExpression.Arithmetic.Operator.ADD, arguments);
      case SUBTRACT -> arithmetic(origin, EqlExpression.Arithmetic.Operator.SUBTRACT, arguments);
      case MULTIPLY -> arithmetic(origin, EqlExpression.Arithmetic.Operator.MULTIPLY, arguments);
      case DIVIDE -> arithmetic(origin, EqlExpression.Arithmetic.Operator.DIVIDE, arguments);
      case MODULO -> arithmetic(origin, EqlExpression.Arithmetic.Operator.MODULO, arguments);
      case NEGATE -> new EqlExpression.Sign(origin, true, arguments.get(0));
      case BETWEEN,
          BETWEEN_IGNORING_CASE,
          CONCAT,
          ENDS_WITH,
          ENDS_WITH_IGNORING_CASE,
          INDEX_OF,
          INDEX_OF_IGNORING_CASE,
          LENGTH,
          NUMBER,
          STARTS_WITH,
          STARTS_WITH_IGNORING_CASE,
          STRING,
          STRING_CONTAINS,
          STRING_CONTAINS_IGNORING_CASE,
          SUBSTRING ->
          function(origin, call.function(), arguments);
      case MINUTE, HOUR, DAY, WEEK, MONTH, YEAR ->
          throw new IllegalStateException("Refused before: " + call);
    };
  }

  private static EqlExpression arithmetic(
      Origin origin, EqlExpression.Arithmetic.Operator operator, List<EqlExpression> arguments) {
    return new EqlExpression.Arithmetic(origin, operator, arguments.get(0), arguments.get(1));
  }

  private static EqlExpression function(
      Origin origin, Function function, List<EqlExpression> arguments) {
    return new EqlExpression.Call(
        origin, origin, function.word(), function.ignoresCase(), arguments);
  }

  @Override
  public EqlExpression visitComparison(Expression.Comparison comparison) {
    EqlExpression.Comparison.Operator operator =
        switch (comparison.operator()) {
          case EQUAL -> EqlExpression.Comparison.Operator.EQUAL;
          case LESS -> EqlExpression.Comparison.Operator.LESS;
          case LESS_OR_EQUAL -> EqlExpression.Comparison.Operator.LESS_OR_EQUAL;
          case GREATER -> EqlExpression.Comparison.Operator.GREATER;
          case GREATER_OR_EQUAL -> EqlExpression.Comparison.Operator.GREATER_OR_EQUAL;
        };
    return new EqlExpression.Comparison(
        comparison.origin(), operator, write(comparison.left()), write(comparison.right()));
  }

  @Override
  public EqlExpression visitIsNull(Expression.IsNull isNull) {
    return new EqlExpression.Comparison(
        isNull.origin(),
        EqlExpression.Comparison.Operator.EQUAL,
        write(isNull.operand()),
        new EqlExpression.NullLiteral(isNull.origin()));
  }

  @Override
  public EqlExpression visitIn(Expression.In in) {
    return new EqlExpression.In(
        in.origin(),
        write(in.operand()),
        write(in.values()),
        false,
        in.sensitivity() == CaseSensitivity.INSENSITIVE);
  }

  /** Patterns of computed values come from {@code like} itself, so that it can say them. */
  @Override
  public EqlExpression visitLike(Expression.Like like) {
    EqlExpression.Match.Operator operator =
        switch (like.sensitivity()) {
          case SENSITIVE -> EqlExpression.Match.Operator.LIKE;
          case INSENSITIVE -> EqlExpression.Match.Operator.COLON;
        };
    List<EqlExpression.Literal> patterns = new ArrayList<>();
    like.patterns().forEach(p -> patterns.add(texts.apply(like.origin(), EqlPattern.plain(p))));
    return new EqlExpression.Match(like.origin(), operator, write(like.operand()), patterns);
  }

  @Override
  public EqlExpression visitRegexLike(Expression.RegexLike like) {
    String text =
        LuceneRegex.of(like.regex())
            .orElseThrow(() -> new IllegalStateException("No analysis computes so: " + like));
    return new EqlExpression.Match(
        like.origin(),
        EqlPattern.regexOperator(like.regex().sensitivity()),
        write(like.operand()),
        List.of(texts.apply(like.origin(), text)));
  }

  @Override
  public EqlExpression visitInBlocks(Expression.InBlocks in) {
    List<EqlExpression> arguments = new ArrayList<>();
    arguments.add(write(in.operand()));
    in.blocks().forEach(block -> arguments.add(texts.apply(in.origin(), block.text())));
    return new EqlExpression.Call(in.origin(), in.origin(), "cidrMatch", false, arguments);
  }

  @Override
  public EqlExpression visitAnd(Expression.And and) {
    return new EqlExpression.And(and.origin(), write(and.terms()));
  }

  @Override
  public EqlExpression visitOr(Expression.Or or) {
    return new EqlExpression.Or(or.origin(), write(or.terms()));
  }

  @Override
  public EqlExpression visitNot(Expression.Not not) {
    return new EqlExpression.Not(not.origin(), write(not.operand()));
  }
}
