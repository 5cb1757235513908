package dev.sigrun.compiler.ir.row;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;

/** The checks that constructors of rows make on expressions. Null fits everywhere. */
final class Operands {
  private Operands() {}

  /** Refuses an operand whose values are of another type. */
  static void require(RowExpression operand, RowType type) {
    if (!type.takes(operand.type())) {
      throw new IllegalArgumentException("Expected " + type + ", found " + operand.type() + ".");
    }
  }

  /** Refuses sides of a comparison that are of different types, or have no order. */
  static void requireComparable(RowExpression left, RowExpression right, boolean inOrder) {
    if (!left.type().fits(right.type())) {
      throw new IllegalArgumentException(
          "The types " + left.type() + " and " + right.type() + " cannot be compared.");
    }
    if (inOrder && !(left.type().isOrdered() && right.type().isOrdered())) {
      throw new IllegalArgumentException("Values of type " + left.type() + " have no order.");
    }
  }

  /** Refuses an empty list. */
  static <T> List<T> some(List<T> list) {
    if (list.isEmpty()) {
      throw new IllegalArgumentException("A list of nothing matches nothing: use a constant.");
    }
    return List.copyOf(list);
  }

  /** Refuses fewer than two terms, and terms that are not conditions. */
  static List<RowExpression> terms(List<RowExpression> terms) {
    if (terms.size() < 2) {
      throw new IllegalArgumentException("A logical expression has two terms or more.");
    }
    terms.forEach(term -> require(term, RowType.BOOLEAN));
    return List.copyOf(terms);
  }

  /**
   * Some expressions and all below them, each once and before those that it holds. Expressions may
   * share operands: a list of patterns repeats the text that it tests.
   *
   * @param roots where to start
   */
  static List<RowExpression> all(List<RowExpression> roots) {
    Set<RowExpression> seen = Collections.newSetFromMap(new IdentityHashMap<>());
    List<RowExpression> found = new ArrayList<>();
    Deque<RowExpression> open = new ArrayDeque<>();
    pushReversed(roots, open);
    while (!open.isEmpty()) {
      RowExpression expression = open.pop();
      if (seen.add(expression)) {
        found.add(expression);
        pushReversed(expression.children(), open);
      }
    }
    return found;
  }

  private static void pushReversed(List<RowExpression> expressions, Deque<RowExpression> open) {
    for (int i = expressions.size() - 1; i >= 0; i--) {
      open.push(expressions.get(i));
    }
  }
}
