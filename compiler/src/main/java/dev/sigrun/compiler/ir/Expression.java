package dev.sigrun.compiler.ir;

import dev.sigrun.compiler.ir.value.CaseSensitivity;
import dev.sigrun.compiler.ir.value.IpBlock;
import dev.sigrun.compiler.ir.value.Regex;
import dev.sigrun.compiler.source.Origin;
import dev.sigrun.runtime.pattern.Wildcard;
import java.util.List;

/**
 * A value that is computed from constants and from one value of each field that it names. It may be
 * null: a missing field is, and most operations on null are.
 */
public sealed interface Expression {
  /** The position in the source. */
  Origin origin();

  /** The type of the result, if it is not null. */
  Type type();

  /** A visitor with a method for each kind of expression. */
  <R> R accept(Visitor<R> visitor);

  /** Direct sub-expressions, from left to right. */
  default List<Expression> children() {
    return List.of();
  }

  /** The type of an expression's result. */
  enum Type {
    STRING,
    /** 32-bit and 64-bit whole numbers and double-precision numbers. */
    NUMBER,
    BOOLEAN,
    /** Milliseconds since 1970. */
    DATE,
    /** An address, as text. */
    IP,
    /** Nothing but null. */
    NULL
  }

  /** The constant null. */
  record Null(Origin origin) implements Expression {
    @Override
    public Type type() {
      return Type.NULL;
    }

    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.visitNull(this);
    }

    @Override
    public String toString() {
      return ExpressionPrinter.print(this);
    }
  }

  /**
   * A constant.
   *
   * @param value a {@link String}, {@link Boolean}, {@link Integer}, {@link Long} or {@link Double}
   */
  record Constant(Origin origin, Object value) implements Expression {
    /** Refuses other classes of values. */
    public Constant {
      typeOf(value);
    }

    private static Type typeOf(Object value) {
      if (value instanceof String) {
        return Type.STRING;
      }
      if (value instanceof Boolean) {
        return Type.BOOLEAN;
      }
      if (value instanceof Integer || value instanceof Long || value instanceof Double) {
        return Type.NUMBER;
      }
      throw new IllegalArgumentException("No constant of " + value.getClass() + ".");
    }

    @Override
    public Type type() {
      return typeOf(value);
    }

    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.visitConstant(this);
    }

    @Override
    public String toString() {
      return ExpressionPrinter.print(this);
    }
  }

  /** One value of a field, or null if it has none. */
  record FieldValue(Origin origin, Field field) implements Expression {
    /** Refuses fields that have no single values: objects, nested lists and patterns of names. */
    public FieldValue {
      typeOf(field);
      if (field.pattern()) {
        throw new IllegalArgumentException("No single field: " + field + ".");
      }
    }

    @Override
    public Type type() {
      return typeOf(field);
    }

    private static Type typeOf(Field field) {
      return switch (field.type()) {
        case KEYWORD, LOWERCASE, VERSION, TEXT, SCRIPT_TEXT -> Type.STRING;
        case BYTE, SHORT, INTEGER, LONG, UNSIGNED_LONG, HALF_FLOAT, FLOAT, DOUBLE, NUMBER ->
            Type.NUMBER;
        case BOOLEAN -> Type.BOOLEAN;
        case DATE, DATE_NANOS -> Type.DATE;
        case IP -> Type.IP;
        case INTEGER_RANGE,
            LONG_RANGE,
            FLOAT_RANGE,
            DOUBLE_RANGE,
            DATE_RANGE,
            IP_RANGE,
            OBJECT,
            NESTED ->
            throw new IllegalArgumentException("No single value: " + field + ".");
      };
    }

    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.visitFieldValue(this);
    }

    @Override
    public String toString() {
      return ExpressionPrinter.print(this);
    }
  }

  /** A function applied to its arguments. */
  record Call(Origin origin, Function function, List<Expression> arguments) implements Expression {
    /** Copies the list; refuses more or fewer arguments than it takes, and those of other types. */
    public Call {
      Operands.require(function, arguments);
      arguments = List.copyOf(arguments);
    }

    @Override
    public Type type() {
      return function.result();
    }

    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.visitCall(this);
    }

    @Override
    public List<Expression> children() {
      return arguments;
    }

    @Override
    public String toString() {
      return ExpressionPrinter.print(this);
    }
  }

  /**
   * A comparison; null if one side is. Values of different types are not equal, and which one is
   * less is null.
   */
  record Comparison(Origin origin, Operator operator, Expression left, Expression right)
      implements Expression {
    @Override
    public Type type() {
      return Type.BOOLEAN;
    }

    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.visitComparison(this);
    }

    @Override
    public List<Expression> children() {
      return List.of(left, right);
    }

    @Override
    public String toString() {
      return ExpressionPrinter.print(this);
    }

    /** The comparison operators. Unequal is the negation of equal. */
    public enum Operator {
      EQUAL("=="),
      LESS("<"),
      LESS_OR_EQUAL("<="),
      GREATER(">"),
      GREATER_OR_EQUAL(">=");

      private final String symbol;

      Operator(String symbol) {
        this.symbol = symbol;
      }

      /** The printed form. */
      public String symbol() {
        return symbol;
      }

      /** The operator that says the same with its sides exchanged. */
      public Operator flip() {
        return switch (this) {
          case EQUAL -> EQUAL;
          case LESS -> GREATER;
          case LESS_OR_EQUAL -> GREATER_OR_EQUAL;
          case GREATER -> LESS;
          case GREATER_OR_EQUAL -> LESS_OR_EQUAL;
        };
      }
    }
  }

  /** Whether the operand is null: true or false, never null itself. */
  record IsNull(Origin origin, Expression operand) implements Expression {
    @Override
    public Type type() {
      return Type.BOOLEAN;
    }

    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.visitIsNull(this);
    }

    @Override
    public List<Expression> children() {
      return List.of(operand);
    }

    @Override
    public String toString() {
      return ExpressionPrinter.print(this);
    }
  }

  /**
   * Whether the operand equals one of the constants; null if it is null.
   *
   * @param values of the operand's type; texts for addresses, texts or milliseconds for dates
   */
  record In(Origin origin, Expression operand, List<Constant> values, CaseSensitivity sensitivity)
      implements Expression {
    /** Copies the list; refuses none, and constants of other types. */
    public In {
      values = Operands.some(values);
      Operands.requireElements(operand, values, sensitivity);
    }

    @Override
    public Type type() {
      return Type.BOOLEAN;
    }

    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.visitIn(this);
    }

    @Override
    public List<Expression> children() {
      return List.of(operand);
    }

    @Override
    public String toString() {
      return ExpressionPrinter.print(this);
    }
  }

  /** Whether the operand, a string, matches one of the patterns; null if it is null. */
  record Like(
      Origin origin, Expression operand, List<Wildcard> patterns, CaseSensitivity sensitivity)
      implements Expression {
    /** Copies the list; refuses none, and operands that are not strings. */
    public Like {
      patterns = Operands.some(patterns);
      Operands.require(operand, Type.STRING);
    }

    @Override
    public Type type() {
      return Type.BOOLEAN;
    }

    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.visitLike(this);
    }

    @Override
    public List<Expression> children() {
      return List.of(operand);
    }

    @Override
    public String toString() {
      return ExpressionPrinter.print(this);
    }
  }

  /** Whether the operand, a string, matches the regular expression; null if it is null. */
  record RegexLike(Origin origin, Expression operand, Regex regex) implements Expression {
    /** Refuses operands that are not strings. */
    public RegexLike {
      Operands.require(operand, Type.STRING);
    }

    @Override
    public Type type() {
      return Type.BOOLEAN;
    }

    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.visitRegexLike(this);
    }

    @Override
    public List<Expression> children() {
      return List.of(operand);
    }

    @Override
    public String toString() {
      return ExpressionPrinter.print(this);
    }
  }

  /**
   * Whether the operand lies in one of the blocks; null if it is null.
   *
   * @param operand an address, or a text that is false if it is not one
   */
  record InBlocks(Origin origin, Expression operand, List<IpBlock> blocks) implements Expression {
    /** Copies the list; refuses none, and operands that are neither addresses nor texts. */
    public InBlocks {
      blocks = Operands.some(blocks);
      Operands.require(operand, Type.IP, Type.STRING);
    }

    @Override
    public Type type() {
      return Type.BOOLEAN;
    }

    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.visitInBlocks(this);
    }

    @Override
    public List<Expression> children() {
      return List.of(operand);
    }

    @Override
    public String toString() {
      return ExpressionPrinter.print(this);
    }
  }

  /** Three-valued conjunction: false if a term is, otherwise null if a term is, otherwise true. */
  record And(Origin origin, List<Expression> terms) implements Expression {
    /** Copies the list; refuses fewer than two terms, and those that are not true or false. */
    public And {
      terms = Operands.terms(terms);
    }

    @Override
    public Type type() {
      return Type.BOOLEAN;
    }

    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.visitAnd(this);
    }

    @Override
    public List<Expression> children() {
      return terms;
    }

    @Override
    public String toString() {
      return ExpressionPrinter.print(this);
    }
  }

  /** Three-valued disjunction: true if a term is, otherwise null if a term is, otherwise false. */
  record Or(Origin origin, List<Expression> terms) implements Expression {
    /** Copies the list; refuses fewer than two terms, and those that are not true or false. */
    public Or {
      terms = Operands.terms(terms);
    }

    @Override
    public Type type() {
      return Type.BOOLEAN;
    }

    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.visitOr(this);
    }

    @Override
    public List<Expression> children() {
      return terms;
    }

    @Override
    public String toString() {
      return ExpressionPrinter.print(this);
    }
  }

  /** Three-valued negation: null stays null. */
  record Not(Origin origin, Expression operand) implements Expression {
    /** Refuses operands that are not true or false. */
    public Not {
      Operands.require(operand, Type.BOOLEAN);
    }

    @Override
    public Type type() {
      return Type.BOOLEAN;
    }

    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.visitNot(this);
    }

    @Override
    public List<Expression> children() {
      return List.of(operand);
    }

    @Override
    public String toString() {
      return ExpressionPrinter.print(this);
    }
  }

  /** One method for each kind, so that a new kind makes every visitor say what it does with it. */
  interface Visitor<R> {
    R visitNull(Null constant);

    R visitConstant(Constant constant);

    R visitFieldValue(FieldValue value);

    R visitCall(Call call);

    R visitComparison(Comparison comparison);

    R visitIsNull(IsNull isNull);

    R visitIn(In in);

    R visitLike(Like like);

    R visitRegexLike(RegexLike like);

    R visitInBlocks(InBlocks in);

    R visitAnd(And and);

    R visitOr(Or or);

    R visitNot(Not not);
  }
}
