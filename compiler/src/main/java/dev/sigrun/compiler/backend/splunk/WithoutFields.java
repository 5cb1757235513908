package dev.sigrun.compiler.backend.splunk;

import dev.sigrun.compiler.ir.Expression;
import java.util.List;
import java.util.Optional;

/** The truth of a condition on events that have none of its fields; empty if it is null. */
final class WithoutFields implements Expression.Visitor<Optional<Boolean>> {
  static final WithoutFields INSTANCE = new WithoutFields();

  private WithoutFields() {}

  @Override
  public Optional<Boolean> visitNull(Expression.Null constant) {
    return Optional.empty();
  }

  @Override
  public Optional<Boolean> visitConstant(Expression.Constant constant) {
    return Optional.empty();
  }

  @Override
  public Optional<Boolean> visitFieldValue(Expression.FieldValue value) {
    return Optional.empty();
  }

  @Override
  public Optional<Boolean> visitCall(Expression.Call call) {
    return Optional.empty();
  }

  @Override
  public Optional<Boolean> visitComparison(Expression.Comparison comparison) {
    return Optional.empty();
  }

  @Override
  public Optional<Boolean> visitIsNull(Expression.IsNull isNull) {
    return Optional.of(!isNull.operand().accept(NeededFields.OF_VALUE).isEmpty());
  }

  @Override
  public Optional<Boolean> visitIn(Expression.In in) {
    return Optional.empty();
  }

  @Override
  public Optional<Boolean> visitLike(Expression.Like like) {
    return Optional.empty();
  }

  @Override
  public Optional<Boolean> visitRegexLike(Expression.RegexLike like) {
    return Optional.empty();
  }

  @Override
  public Optional<Boolean> visitInBlocks(Expression.InBlocks in) {
    return Optional.empty();
  }

  @Override
  public Optional<Boolean> visitAnd(Expression.And and) {
    return unless(and.terms(), false);
  }

  @Override
  public Optional<Boolean> visitOr(Expression.Or or) {
    return unless(or.terms(), true);
  }

  /** {@code decisive} if some term is, its opposite if all terms are. */
  private Optional<Boolean> unless(List<Expression> terms, boolean decisive) {
    List<Optional<Boolean>> truths = terms.stream().map(term -> term.accept(this)).toList();
    if (truths.contains(Optional.of(decisive))) {
      return Optional.of(decisive);
    }
    return truths.contains(Optional.<Boolean>empty()) ? Optional.empty() : Optional.of(!decisive);
  }

  @Override
  public Optional<Boolean> visitNot(Expression.Not not) {
    return not.operand().accept(this).map(truth -> !truth);
  }
}
