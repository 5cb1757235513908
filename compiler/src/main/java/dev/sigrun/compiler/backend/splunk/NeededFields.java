package dev.sigrun.compiler.backend.splunk;

import dev.sigrun.compiler.ir.Expression;
import dev.sigrun.compiler.ir.Field;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * The fields of which each, if it is missing, makes an expression null or, if only its truth
 * matters, at least not true. In doubt a field is not among them.
 */
final class NeededFields implements Expression.Visitor<Set<Field>> {
  /** The fields without which an expression is null. */
  static final NeededFields OF_VALUE = new NeededFields(false);

  /** The fields without which a condition is not true. */
  static final NeededFields OF_TRUTH = new NeededFields(true);

  private final boolean ofTruth;

  private NeededFields(boolean ofTruth) {
    this.ofTruth = ofTruth;
  }

  private static Set<Field> all(List<Expression> operands, NeededFields visitor) {
    Set<Field> all = new HashSet<>();
    operands.forEach(operand -> all.addAll(operand.accept(visitor)));
    return all;
  }

  @Override
  public Set<Field> visitNull(Expression.Null constant) {
    return Set.of();
  }

  @Override
  public Set<Field> visitConstant(Expression.Constant constant) {
    return Set.of();
  }

  @Override
  public Set<Field> visitFieldValue(Expression.FieldValue value) {
    return Set.of(value.field());
  }

  @Override
  public Set<Field> visitCall(Expression.Call call) {
    Set<Field> all = new HashSet<>();
    for (int i = 0; i < call.arguments().size(); i++) {
      if (call.function().isStrict(i)) {
        all.addAll(call.arguments().get(i).accept(OF_VALUE));
      }
    }
    return all;
  }

  @Override
  public Set<Field> visitComparison(Expression.Comparison comparison) {
    return all(comparison.children(), OF_VALUE);
  }

  @Override
  public Set<Field> visitIsNull(Expression.IsNull isNull) {
    return Set.of();
  }

  @Override
  public Set<Field> visitIn(Expression.In in) {
    return all(in.children(), OF_VALUE);
  }

  @Override
  public Set<Field> visitLike(Expression.Like like) {
    return all(like.children(), OF_VALUE);
  }

  @Override
  public Set<Field> visitRegexLike(Expression.RegexLike like) {
    return all(like.children(), OF_VALUE);
  }

  @Override
  public Set<Field> visitInBlocks(Expression.InBlocks in) {
    return all(in.children(), OF_VALUE);
  }

  /** With a null term it can still be false, which is as good as null only for its truth. */
  @Override
  public Set<Field> visitAnd(Expression.And and) {
    return ofTruth ? all(and.terms(), OF_TRUTH) : Set.of();
  }

  @Override
  public Set<Field> visitOr(Expression.Or or) {
    return Set.of();
  }

  @Override
  public Set<Field> visitNot(Expression.Not not) {
    return not.operand().accept(OF_VALUE);
  }
}
