package dev.sigrun.compiler.language.eql.syntax;

import dev.sigrun.compiler.source.Origin;
import java.util.List;

/**
 * An expression in an EQL condition. Parentheses leave no node: the tree is the grouping. Chains of
 * {@code and} and of {@code or} are one node each, however long.
 */
public sealed interface EqlExpression {
  /** The position in the source. */
  Origin origin();

  /** A visitor with a method for each kind of expression. */
  <R> R accept(Visitor<R> visitor);

  /** {@code a or b or c}: two or more terms, none of them written without parentheses an or. */
  record Or(Origin origin, List<EqlExpression> terms) implements EqlExpression {
    /** Copies the list. */
    public Or {
      terms = List.copyOf(terms);
    }

    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.visitOr(this);
    }
  }

  /** {@code a and b and c}: two or more terms. */
  record And(Origin origin, List<EqlExpression> terms) implements EqlExpression {
    /** Copies the list. */
    public And {
      terms = List.copyOf(terms);
    }

    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.visitAnd(this);
    }
  }

  /** {@code not a}. */
  record Not(Origin origin, EqlExpression operand) implements EqlExpression {
    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.visitNot(this);
    }
  }

  /** {@code a == b}. */
  record Comparison(Origin origin, Operator operator, EqlExpression left, EqlExpression right)
      implements EqlExpression {
    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.visitComparison(this);
    }

    /** The comparison operators. */
    public enum Operator {
      EQUAL("=="),
      NOT_EQUAL("!="),
      LESS("<"),
      LESS_OR_EQUAL("<="),
      GREATER(">"),
      GREATER_OR_EQUAL(">=");

      private final String symbol;

      Operator(String symbol) {
        this.symbol = symbol;
      }

      /** The spelling in EQL. */
      public String symbol() {
        return symbol;
      }
    }
  }

  /** {@code a + b}. */
  record Arithmetic(Origin origin, Operator operator, EqlExpression left, EqlExpression right)
      implements EqlExpression {
    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.visitArithmetic(this);
    }

    /** The arithmetic operators. */
    public enum Operator {
      ADD("+"),
      SUBTRACT("-"),
      MULTIPLY("*"),
      DIVIDE("/"),
      MODULO("%");

      private final String symbol;

      Operator(String symbol) {
        this.symbol = symbol;
      }

      /** The spelling in EQL. */
      public String symbol() {
        return symbol;
      }
    }
  }

  /** {@code -a} or {@code +a}. */
  record Sign(Origin origin, boolean minus, EqlExpression operand) implements EqlExpression {
    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.visitSign(this);
    }
  }

  /**
   * {@code a in (b, c)}, {@code a not in~ (b, c)}.
   *
   * @param list one or more expressions
   * @param negated whether {@code not in} is written
   * @param ignoringCase whether a tilde is written
   */
  record In(
      Origin origin,
      EqlExpression value,
      List<EqlExpression> list,
      boolean negated,
      boolean ignoringCase)
      implements EqlExpression {
    /** Copies the list. */
    public In {
      list = List.copyOf(list);
    }

    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.visitIn(this);
    }
  }

  /**
   * {@code a : "x*"}, {@code a like~ ("x*", "y")}, {@code a regex "x.*"}.
   *
   * @param patterns one or more literals; a list of one and a single pattern are the same
   */
  record Match(Origin origin, Operator operator, EqlExpression value, List<Literal> patterns)
      implements EqlExpression {
    /** Copies the list. */
    public Match {
      patterns = List.copyOf(patterns);
    }

    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.visitMatch(this);
    }

    /** The operators that match patterns. */
    public enum Operator {
      COLON(":"),
      LIKE("like"),
      LIKE_IGNORING_CASE("like~"),
      REGEX("regex"),
      REGEX_IGNORING_CASE("regex~");

      private final String symbol;

      Operator(String symbol) {
        this.symbol = symbol;
      }

      /** The spelling in EQL. */
      public String symbol() {
        return symbol;
      }
    }
  }

  /**
   * {@code startsWith~(a, "x")}.
   *
   * @param nameOrigin where the name is written, with its tilde
   * @param name as written, without the tilde
   * @param ignoringCase whether a tilde is written
   */
  record Call(
      Origin origin,
      Origin nameOrigin,
      String name,
      boolean ignoringCase,
      List<EqlExpression> arguments)
      implements EqlExpression {
    /** Copies the list. */
    public Call {
      arguments = List.copyOf(arguments);
    }

    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.visitCall(this);
    }
  }

  /**
   * {@code process.name}, {@code ?user.id}, {@code `my-field`}.
   *
   * @param name the parts joined by dots, without backticks
   * @param optional whether a question mark precedes it
   */
  record Field(Origin origin, String name, boolean optional) implements EqlExpression {
    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.visitField(this);
    }
  }

  /** A constant as written. */
  sealed interface Literal extends EqlExpression {}

  /**
   * {@code "text"} or {@code """text"""}.
   *
   * @param value after escapes are resolved
   */
  record StringLiteral(Origin origin, String value) implements Literal {
    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.visitString(this);
    }
  }

  /**
   * {@code 5}, {@code 5.0}.
   *
   * @param value an {@link Integer} if it fits, otherwise a {@link Long} if it fits, otherwise a
   *     {@link Double}; always a {@link Double} if written with a dot or an exponent
   */
  record NumberLiteral(Origin origin, Number value) implements Literal {
    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.visitNumber(this);
    }
  }

  /** {@code true} or {@code false}. */
  record BooleanLiteral(Origin origin, boolean value) implements Literal {
    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.visitBoolean(this);
    }
  }

  /** {@code null}. */
  record NullLiteral(Origin origin) implements Literal {
    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.visitNull(this);
    }
  }

  /** One method for each kind, so that a new kind makes every visitor say what it does with it. */
  interface Visitor<R> {
    R visitOr(Or or);

    R visitAnd(And and);

    R visitNot(Not not);

    R visitComparison(Comparison comparison);

    R visitArithmetic(Arithmetic arithmetic);

    R visitSign(Sign sign);

    R visitIn(In in);

    R visitMatch(Match match);

    R visitCall(Call call);

    R visitField(Field field);

    R visitString(StringLiteral literal);

    R visitNumber(NumberLiteral literal);

    R visitBoolean(BooleanLiteral literal);

    R visitNull(NullLiteral literal);
  }
}
