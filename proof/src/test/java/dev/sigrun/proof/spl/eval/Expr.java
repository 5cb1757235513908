package dev.sigrun.proof.spl.eval;

import java.util.List;

/** An expression of {@code eval} and {@code where}. */
public sealed interface Expr {
  /** A constant. */
  record Literal(Value value) implements Expr {}

  /** The value of a field. */
  record FieldRef(String name) implements Expr {}

  /** A sign before a number. */
  record Negative(Expr operand) implements Expr {}

  /** Arithmetic or concatenation, by its symbol. */
  record Binary(String operator, Expr left, Expr right) implements Expr {}

  /** A comparison, by its symbol; equality is {@code =}. */
  record Comparison(String operator, Expr left, Expr right) implements Expr {}

  /** {@code AND}, {@code OR} or {@code XOR}. */
  record Logical(String operator, Expr left, Expr right) implements Expr {}

  /** A negation. */
  record Not(Expr operand) implements Expr {}

  /** A function. */
  record Call(String function, List<Expr> arguments) implements Expr {
    /** Copies the list. */
    public Call {
      arguments = List.copyOf(arguments);
    }
  }
}
