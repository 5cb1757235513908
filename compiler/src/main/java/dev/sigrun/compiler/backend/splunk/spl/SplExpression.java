package dev.sigrun.compiler.backend.splunk.spl;

import java.util.ArrayList;
import java.util.List;

/** An expression of {@code eval} and {@code where}. {@link SplPrinter} writes it. */
public sealed interface SplExpression {
  /** A text between quotes. */
  record Text(String text) implements SplExpression {
    /** Refuses what cannot be written. */
    public Text {
      if (!SplText.isQuotable(text)) {
        throw new IllegalArgumentException("Not writable: " + text);
      }
    }
  }

  /** A regular expression, or a replacement for a match. */
  record Regex(String regex) implements SplExpression {}

  /** A number as it is written. */
  record Numeral(String digits) implements SplExpression {}

  /** The value or the values of a field. */
  record Field(String name) implements SplExpression {}

  /** A function applied to its arguments. */
  record Call(String function, List<SplExpression> arguments) implements SplExpression {
    /** Copies the list. */
    public Call {
      arguments = List.copyOf(arguments);
    }
  }

  /** Two operands with an operator. */
  record Binary(Operator operator, SplExpression left, SplExpression right)
      implements SplExpression {}

  /** All terms, two or more. */
  record And(List<SplExpression> terms) implements SplExpression {
    /** Copies the list. */
    public And {
      terms = List.copyOf(terms);
    }
  }

  /** One of the terms, two or more. */
  record Or(List<SplExpression> terms) implements SplExpression {
    /** Copies the list. */
    public Or {
      terms = List.copyOf(terms);
    }
  }

  /** Not the operand. */
  record Not(SplExpression operand) implements SplExpression {}

  /** Operators with two operands. */
  enum Operator {
    EQUAL("="),
    LESS("<"),
    LESS_OR_EQUAL("<="),
    GREATER(">"),
    GREATER_OR_EQUAL(">="),
    CONCAT("."),
    ADD("+"),
    SUBTRACT("-"),
    MULTIPLY("*"),
    DIVIDE("/");

    private final String symbol;

    Operator(String symbol) {
      this.symbol = symbol;
    }

    /** The spelling in SPL. */
    String symbol() {
      return symbol;
    }

    boolean isComparison() {
      return ordinal() <= GREATER_OR_EQUAL.ordinal();
    }
  }

  /** A function applied to its arguments. */
  static SplExpression call(String function, SplExpression... arguments) {
    return new Call(function, List.of(arguments));
  }

  /** A comparison or computation. */
  static SplExpression of(SplExpression left, Operator operator, SplExpression right) {
    return new Binary(operator, left, right);
  }

  /** A whole number. */
  static SplExpression number(long number) {
    return new Numeral(Long.toString(number));
  }

  /** True or false whatever the event holds. */
  static SplExpression constant(boolean value) {
    return of(number(1), Operator.EQUAL, number(value ? 1 : 0));
  }

  /** All of any number of terms, without conjunctions inside conjunctions. */
  static SplExpression all(List<SplExpression> terms) {
    List<SplExpression> flat = new ArrayList<>();
    for (SplExpression term : terms) {
      flat.addAll(term instanceof And and ? and.terms() : List.of(term));
    }
    return flat.isEmpty() ? constant(true) : flat.size() == 1 ? flat.get(0) : new And(flat);
  }

  /** One of any number of terms, without disjunctions inside disjunctions. */
  static SplExpression any(List<SplExpression> terms) {
    List<SplExpression> flat = new ArrayList<>();
    for (SplExpression term : terms) {
      flat.addAll(term instanceof Or or ? or.terms() : List.of(term));
    }
    return flat.isEmpty() ? constant(false) : flat.size() == 1 ? flat.get(0) : new Or(flat);
  }
}
