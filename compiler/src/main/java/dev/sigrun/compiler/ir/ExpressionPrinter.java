package dev.sigrun.compiler.ir;

import dev.sigrun.compiler.source.Quotes;
import java.util.List;
import java.util.stream.Collectors;

/** Prints expressions as symbolic expressions, in the manner of {@link PredicatePrinter}. */
final class ExpressionPrinter implements Expression.Visitor<String> {
  private static final ExpressionPrinter INSTANCE = new ExpressionPrinter();

  private ExpressionPrinter() {}

  static String print(Expression expression) {
    return expression.accept(INSTANCE);
  }

  private static String form(String head, List<? extends Object> parts) {
    return parts.stream()
        .map(Object::toString)
        .collect(Collectors.joining(" ", "(" + head + " ", ")"));
  }

  @Override
  public String visitNull(Expression.Null constant) {
    return "null";
  }

  @Override
  public String visitConstant(Expression.Constant constant) {
    return constant.value() instanceof String text
        ? Quotes.quote(text)
        : constant.value().toString();
  }

  @Override
  public String visitFieldValue(Expression.FieldValue value) {
    return value.field().toString();
  }

  @Override
  public String visitCall(Expression.Call call) {
    return form(call.function().symbol(), call.arguments());
  }

  @Override
  public String visitComparison(Expression.Comparison comparison) {
    return form(comparison.operator().symbol(), List.of(comparison.left(), comparison.right()));
  }

  @Override
  public String visitIsNull(Expression.IsNull isNull) {
    return form("null?", List.of(isNull.operand()));
  }

  @Override
  public String visitIn(Expression.In in) {
    return "("
        + PredicatePrinter.withCase("in", in.sensitivity())
        + " "
        + in.operand()
        + in.values().stream().map(v -> " " + v).collect(Collectors.joining())
        + ")";
  }

  @Override
  public String visitLike(Expression.Like like) {
    return form(
        PredicatePrinter.withCase("like", like.sensitivity()),
        List.of(like.operand(), PredicatePrinter.patterns(like.patterns())));
  }

  @Override
  public String visitRegexLike(Expression.RegexLike like) {
    return form(
        PredicatePrinter.regexHead(like.regex()),
        List.of(like.operand(), Quotes.quote(PredicatePrinter.regexText(like.regex()))));
  }

  @Override
  public String visitInBlocks(Expression.InBlocks in) {
    return form("in", List.of(in.operand(), PredicatePrinter.all(in.blocks())));
  }

  @Override
  public String visitAnd(Expression.And and) {
    return form("and", and.terms());
  }

  @Override
  public String visitOr(Expression.Or or) {
    return form("or", or.terms());
  }

  @Override
  public String visitNot(Expression.Not not) {
    return form("not", List.of(not.operand()));
  }
}
