package dev.sigrun.proof.spl.eval;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Evaluates expressions on a row. A test on a missing value is neither true nor false: where the
 * connectives around it would have to decide, the search is refused, because no documentation says
 * how they do.
 */
public final class Evaluator {
  private final Row row;
  private final double now;

  /**
   * Expressions over {@code row}.
   *
   * @param now seconds since 1970
   */
  public Evaluator(Row row, double now) {
    this.row = row;
    this.now = now;
  }

  public Row row() {
    return row;
  }

  public double now() {
    return now;
  }

  /** The same with another row. */
  public Evaluator on(Row other) {
    return new Evaluator(other, now);
  }

  /** Whether the condition is true; a condition that is neither true nor false is not. */
  public boolean isTrue(Expr condition) {
    return Value.Bool.TRUE.equals(truth(condition));
  }

  /** True, false, or null for neither. */
  public Value.@Nullable Bool truth(Expr condition) {
    Value value = eval(condition);
    if (value == null || value instanceof Value.Bool) {
      return (Value.Bool) value;
    }
    throw new SplException("Not a condition: " + condition);
  }

  public @Nullable Value eval(Expr expr) {
    if (expr instanceof Expr.Literal literal) {
      return literal.value();
    } else if (expr instanceof Expr.FieldRef field) {
      return row.get(field.name());
    } else if (expr instanceof Expr.Negative negative) {
      Double number = number(negative.operand());
      return number == null ? null : new Value.Num(-number);
    } else if (expr instanceof Expr.Binary binary) {
      return binary(binary);
    } else if (expr instanceof Expr.Comparison comparison) {
      Value left = single(comparison.left());
      Value right = single(comparison.right());
      return left == null || right == null
          ? null
          : Value.Bool.of(Comparisons.test(comparison.operator(), left, right));
    } else if (expr instanceof Expr.Logical logical) {
      return logical(logical);
    } else if (expr instanceof Expr.Not not) {
      Value.Bool operand = truth(not.operand());
      if (operand == null) {
        throw new UndocumentedException("NOT of a test on a missing value: " + not.operand());
      }
      return Value.Bool.of(!operand.value());
    }
    return EvalFunctions.call((Expr.Call) expr, this);
  }

  private @Nullable Value binary(Expr.Binary binary) {
    Value left = single(binary.left());
    Value right = single(binary.right());
    if (left == null || right == null) {
      return null;
    }
    if (binary.operator().equals(".")) {
      return new Value.Text(left.text() + right.text());
    }
    Double first = Value.number(left);
    Double second = Value.number(right);
    if (first == null || second == null) {
      boolean texts = binary.operator().equals("+") && first == null && second == null;
      if (binary.operator().equals("+") && !texts) {
        throw new UndocumentedException("the sum of a number and a text");
      }
      return texts ? new Value.Text(left.text() + right.text()) : null;
    }
    return switch (binary.operator()) {
      case "+" -> new Value.Num(first + second);
      case "-" -> new Value.Num(first - second);
      case "*" -> new Value.Num(first * second);
      case "/" -> second == 0 ? null : new Value.Num(first / second);
      case "%" -> second == 0 ? null : new Value.Num(first % second);
      default -> throw new SplException("No operator: " + binary.operator());
    };
  }

  private @Nullable Value logical(Expr.Logical logical) {
    Value.Bool left = truth(logical.left());
    Value.Bool right = truth(logical.right());
    if (left != null && right != null) {
      return Value.Bool.of(
          switch (logical.operator()) {
            case "AND" -> left.value() && right.value();
            case "OR" -> left.value() || right.value();
            default -> left.value() != right.value();
          });
    }
    boolean canBeTrue =
        logical.operator().equals("OR")
            ? Value.Bool.TRUE.equals(left) || Value.Bool.TRUE.equals(right)
            : logical.operator().equals("XOR");
    if (canBeTrue) {
      throw new UndocumentedException("a test on a missing value beside a true one: " + logical);
    }
    // Whichever of null and false it is, it is not true, and nothing else is allowed to ask.
    return null;
  }

  /** One value or none. */
  @Nullable Value single(Expr expr) {
    Value value = eval(expr);
    if (value instanceof Value.Multi) {
      throw new UndocumentedException("several values where one is expected: " + expr);
    }
    return value;
  }

  /** The text of one value. */
  @Nullable String text(Expr expr) {
    Value value = single(expr);
    return value == null ? null : value.text();
  }

  /** The number that one value is; null for other texts. */
  @Nullable Double number(Expr expr) {
    Value value = single(expr);
    return value == null ? null : Value.number(value);
  }

  /** A number that has to be there. */
  public int count(Expr expr) {
    Double number = number(expr);
    if (number == null || number != Math.rint(number)) {
      throw new SplException("A whole number is expected: " + expr);
    }
    return number.intValue();
  }

  /** All values, one by one. */
  public List<Value> each(Expr expr) {
    return Value.each(eval(expr));
  }
}
