package dev.sigrun.compiler.language.eql.analysis;

import dev.sigrun.compiler.diagnostic.DiagnosticKind;
import dev.sigrun.compiler.ir.Expression;
import dev.sigrun.compiler.ir.Function;
import dev.sigrun.compiler.ir.value.CaseSensitivity;
import dev.sigrun.compiler.source.Origin;
import dev.sigrun.runtime.address.IpAddress;
import dev.sigrun.runtime.function.EqlOperators;
import dev.sigrun.runtime.function.EvaluationException;
import dev.sigrun.runtime.pattern.Wildcards;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Computes what does not depend on the event, with EQL's three-valued null, in the order in which
 * Elasticsearch's optimizer does: children first, and terms of {@code and} and {@code or} are
 * dropped before an enclosing {@code not} is applied. The children of what it is given are folded
 * already.
 */
final class ConstantFolder {
  private static final DiagnosticKind BAD_COMPUTATION =
      DiagnosticKind.error("EQL117", "This cannot be computed: %s");

  private final ExpressionReports reports;

  ConstantFolder(ExpressionReports reports) {
    this.reports = reports;
  }

  /** Whether {@code expression} does not depend on the event. */
  static boolean isConstant(Expression expression) {
    return expression instanceof Expression.Constant || expression instanceof Expression.Null;
  }

  /**
   * {@code expression}, or the constant that it computes to; empty if its computation fails, as a
   * division by zero does, which is reported.
   */
  Optional<Expression> tryFold(Expression expression) {
    try {
      return Optional.of(fold(expression));
    } catch (EvaluationException e) {
      return reports.fail(
          BAD_COMPUTATION,
          expression.origin(),
          ExpressionReports.sentence(String.valueOf(e.getMessage())));
    }
  }

  /**
   * {@code expression}, a test that cannot fail, or the constant that it computes to.
   *
   * @throws EvaluationException if it is constant and its computation fails nevertheless
   */
  Expression fold(Expression expression) {
    Optional<List<@Nullable Object>> constants = constants(expression.children());
    if (constants.isEmpty()) {
      return isNullAnyway(expression) ? new Expression.Null(expression.origin()) : expression;
    }
    return constant(expression.origin(), compute(expression, constants.get()));
  }

  /** The disjunction: false and null terms are dropped. */
  Expression or(Origin origin, List<Expression> terms) {
    return join(origin, terms, true);
  }

  /** The conjunction: true terms are dropped; a null one decides unless another one is false. */
  Expression and(Origin origin, List<Expression> terms) {
    boolean isFalse = terms.stream().anyMatch(term -> isTruth(term, false));
    boolean isNull = terms.stream().anyMatch(Expression.Null.class::isInstance);
    if (isFalse) {
      return new Expression.Constant(origin, false);
    }
    return isNull ? new Expression.Null(origin) : join(origin, terms, false);
  }

  private static Expression join(Origin origin, List<Expression> terms, boolean deciding) {
    List<Expression> open = new ArrayList<>();
    boolean isNull = false;
    for (Expression term : terms) {
      if (isTruth(term, deciding)) {
        return new Expression.Constant(origin, deciding);
      }
      isNull |= term instanceof Expression.Null;
      if (!(term instanceof Expression.Null) && !isTruth(term, !deciding)) {
        open.add(term);
      }
    }
    if (open.isEmpty()) {
      return isNull ? new Expression.Null(origin) : new Expression.Constant(origin, !deciding);
    }
    if (open.size() == 1) {
      return open.get(0);
    }
    return deciding ? new Expression.Or(origin, open) : new Expression.And(origin, open);
  }

  /** The negation. */
  Expression not(Origin origin, Expression operand) {
    if (operand instanceof Expression.Null) {
      return new Expression.Null(origin);
    }
    return operand instanceof Expression.Constant constant
        ? new Expression.Constant(origin, !Boolean.TRUE.equals(constant.value()))
        : new Expression.Not(origin, operand);
  }

  /** Whether {@code operand} is null. A test is null exactly when what it tests is. */
  Expression isNull(Origin origin, Expression operand) {
    if (operand instanceof Expression.Null) {
      return new Expression.Constant(origin, true);
    }
    if (operand instanceof Expression.Constant || operand instanceof Expression.IsNull) {
      return new Expression.Constant(origin, false);
    }
    boolean nullWithItsOperand =
        operand instanceof Expression.Comparison
            || operand instanceof Expression.In
            || operand instanceof Expression.Like
            || operand instanceof Expression.RegexLike
            || operand instanceof Expression.InBlocks
            || operand instanceof Expression.Not
            || (operand instanceof Expression.Call call
                && (call.function() == Function.STRING || call.function() == Function.LENGTH));
    return nullWithItsOperand
        ? isNull(origin, operand.children().get(0))
        : new Expression.IsNull(origin, operand);
  }

  private static boolean isTruth(Expression expression, boolean value) {
    return expression instanceof Expression.Constant constant
        && Boolean.valueOf(value).equals(constant.value());
  }

  /** Whether a null constant makes the whole null, whatever its fields hold. */
  private static boolean isNullAnyway(Expression expression) {
    List<Expression> children = expression.children();
    for (int i = 0; i < children.size(); i++) {
      if (children.get(i) instanceof Expression.Null && passesNullOn(expression, i)) {
        return true;
      }
    }
    return false;
  }

  private static boolean passesNullOn(Expression expression, int index) {
    if (expression instanceof Expression.IsNull) {
      return false;
    }
    return !(expression instanceof Expression.Call call) || call.function().isStrict(index);
  }

  private static Optional<List<@Nullable Object>> constants(List<Expression> expressions) {
    List<@Nullable Object> values = new ArrayList<>();
    for (Expression expression : expressions) {
      if (expression instanceof Expression.Constant constant) {
        values.add(constant.value());
      } else if (expression instanceof Expression.Null) {
        values.add(null);
      } else {
        return Optional.empty();
      }
    }
    return values.isEmpty() ? Optional.empty() : Optional.of(values);
  }

  private static Expression constant(Origin origin, @Nullable Object value) {
    return value == null ? new Expression.Null(origin) : new Expression.Constant(origin, value);
  }

  private static @Nullable Object compute(Expression expression, List<@Nullable Object> values) {
    if (expression instanceof Expression.Call call) {
      return FunctionEvaluator.evaluate(call.function(), values);
    }
    Object operand = values.get(0);
    if (operand == null) {
      return null;
    }
    if (expression instanceof Expression.Comparison comparison) {
      return compare(comparison.operator(), operand, values.get(1));
    }
    if (expression instanceof Expression.In in) {
      return isIn(in, operand);
    }
    if (expression instanceof Expression.Like like) {
      Wildcards patterns =
          like.sensitivity() == CaseSensitivity.SENSITIVE
              ? Wildcards.of(like.patterns())
              : Wildcards.ignoringCase(like.patterns());
      return patterns.matches((String) operand);
    }
    if (expression instanceof Expression.RegexLike like) {
      return like.regex().matches((String) operand);
    }
    if (expression instanceof Expression.InBlocks in) {
      return IpAddress.parse((String) operand)
          .map(address -> in.blocks().stream().anyMatch(block -> block.contains(address)))
          .orElse(false);
    }
    throw new IllegalArgumentException("Not computed here: " + expression);
  }

  private static @Nullable Boolean compare(
      Expression.Comparison.Operator operator, Object left, @Nullable Object right) {
    return switch (operator) {
      case EQUAL -> EqlOperators.equal(left, right);
      case LESS -> EqlOperators.less(left, right);
      case LESS_OR_EQUAL -> EqlOperators.lessOrEqual(left, right);
      case GREATER -> EqlOperators.greater(left, right);
      case GREATER_OR_EQUAL -> EqlOperators.greaterOrEqual(left, right);
    };
  }

  private static boolean isIn(Expression.In in, Object operand) {
    return in.values().stream()
        .map(Expression.Constant::value)
        .anyMatch(
            value ->
                in.sensitivity() == CaseSensitivity.SENSITIVE
                    ? EqlOperators.isTrue(EqlOperators.equal(operand, value))
                    : EqlOperators.isTrue(
                        EqlOperators.equalIgnoringCase((String) operand, (String) value)));
  }
}
