package dev.sigrun.compiler.language.esql.syntax;

import dev.sigrun.compiler.source.Origin;
import java.util.List;
import java.util.Map;

/**
 * An expression of ES|QL. Parentheses leave no node: the tree is the grouping. Chains of {@code
 * AND} and of {@code OR} are one node each, however long.
 */
public sealed interface EsqlExpression {
  /** The position in the source. */
  Origin origin();

  /** A visitor with a method for each kind of expression. */
  <R> R accept(Visitor<R> visitor);

  /** {@code a OR b OR c}: two or more terms, none of them written without parentheses an OR. */
  record Or(Origin origin, List<EsqlExpression> terms) implements EsqlExpression {
    /** Copies the list. */
    public Or {
      terms = List.copyOf(terms);
    }

    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.visitOr(this);
    }
  }

  /** {@code a AND b AND c}: two or more terms. */
  record And(Origin origin, List<EsqlExpression> terms) implements EsqlExpression {
    /** Copies the list. */
    public And {
      terms = List.copyOf(terms);
    }

    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.visitAnd(this);
    }
  }

  /** {@code NOT a}. */
  record Not(Origin origin, EsqlExpression operand) implements EsqlExpression {
    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.visitNot(this);
    }
  }

  /** {@code a == b}. */
  record Comparison(Origin origin, Operator operator, EsqlExpression left, EsqlExpression right)
      implements EsqlExpression {
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

      /** The operator as text. */
      public String symbol() {
        return symbol;
      }
    }
  }

  /** {@code a + b}. */
  record Arithmetic(Origin origin, Operator operator, EsqlExpression left, EsqlExpression right)
      implements EsqlExpression {
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

      /** The operator as text. */
      public String symbol() {
        return symbol;
      }
    }
  }

  /** {@code -a} or {@code +a}. */
  record Sign(Origin origin, boolean minus, EsqlExpression operand) implements EsqlExpression {
    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.visitSign(this);
    }
  }

  /** {@code a IS NULL}, {@code a IS NOT NULL}. */
  record IsNull(Origin origin, EsqlExpression value, boolean negated) implements EsqlExpression {
    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.visitIsNull(this);
    }
  }

  /**
   * {@code a IN (b, c)}, {@code a NOT IN (b, c)}.
   *
   * @param list one or more expressions
   */
  record In(Origin origin, EsqlExpression value, List<EsqlExpression> list, boolean negated)
      implements EsqlExpression {
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
   * {@code a LIKE "x*"}, {@code a NOT RLIKE ("x.*", "y")}.
   *
   * @param regex whether the patterns are regular expressions
   * @param patterns one or more; a list of one and a single pattern are the same
   */
  record Like(
      Origin origin,
      EsqlExpression value,
      boolean regex,
      List<StringLiteral> patterns,
      boolean negated)
      implements EsqlExpression {
    /** Copies the list. */
    public Like {
      patterns = List.copyOf(patterns);
    }

    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.visitLike(this);
    }
  }

  /**
   * {@code a : "x"}: a search in the index.
   *
   * @param field a column, possibly converted
   */
  record Match(Origin origin, EsqlExpression field, EsqlExpression value)
      implements EsqlExpression {
    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.visitMatch(this);
    }
  }

  /**
   * {@code a::string}.
   *
   * @param type the name of the type as written
   */
  record Cast(Origin origin, EsqlExpression value, Name type) implements EsqlExpression {
    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.visitCast(this);
    }
  }

  /** A word with a place: the name of a function or of a type. */
  record Name(Origin origin, String text) {}

  /** {@code CONCAT(a, "x")}. */
  record Call(Origin origin, Name name, List<EsqlExpression> arguments) implements EsqlExpression {
    /** Copies the list. */
    public Call {
      arguments = List.copyOf(arguments);
    }

    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.visitCall(this);
    }
  }

  /** The {@code *} of {@code COUNT(*)}. */
  record Star(Origin origin) implements EsqlExpression {
    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.visitStar(this);
    }
  }

  /**
   * {@code process.name}, {@code `my-field`}.
   *
   * @param name the parts joined by dots, without backticks
   */
  record Column(Origin origin, String name) implements EsqlExpression {
    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.visitColumn(this);
    }
  }

  /** A constant as written. */
  sealed interface Literal extends EsqlExpression {}

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

  /** {@code 5 minutes}. */
  record SpanLiteral(Origin origin, long amount, TimeUnit unit) implements Literal {
    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.visitSpan(this);
    }
  }

  /**
   * {@code [1, 2]}.
   *
   * @param elements one or more constants, possibly with signs
   */
  record ListLiteral(Origin origin, List<EsqlExpression> elements) implements Literal {
    /** Copies the list. */
    public ListLiteral {
      elements = List.copyOf(elements);
    }

    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.visitList(this);
    }
  }

  /**
   * <code>{"operator": "AND"}</code>, the options of a function or command.
   *
   * @param entries constants by name, in order
   */
  record MapLiteral(Origin origin, List<Map.Entry<String, EsqlExpression>> entries)
      implements Literal {
    /** Copies the list. */
    public MapLiteral {
      entries = List.copyOf(entries);
    }

    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.visitMap(this);
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

    R visitIsNull(IsNull test);

    R visitIn(In in);

    R visitLike(Like like);

    R visitMatch(Match match);

    R visitCast(Cast cast);

    R visitCall(Call call);

    R visitStar(Star star);

    R visitColumn(Column column);

    R visitString(StringLiteral literal);

    R visitNumber(NumberLiteral literal);

    R visitBoolean(BooleanLiteral literal);

    R visitNull(NullLiteral literal);

    R visitSpan(SpanLiteral literal);

    R visitList(ListLiteral literal);

    R visitMap(MapLiteral literal);
  }
}
