package dev.sigrun.compiler.ir.row;

import dev.sigrun.compiler.ir.value.JavaRegex;

/**
 * The arguments that a function takes at one place. Null fits, except where a constant is needed.
 */
public enum Parameter {
  /** A value of any type. */
  ANY("a value"),
  /** A value of a type with an order. */
  ORDERED("a value with an order"),
  /** A value of the type that all arguments at such places have. */
  SAME("a value of one type with the others"),
  /** The same, where the type has an order. */
  SAME_ORDERED("a value of one type with the others, which has an order"),
  /** The same, where the type is one of numbers. */
  SAME_NUMBER("a number of one type with the others"),
  TEXT("a text"),
  /** A number of any type; where a whole number is needed, its fraction does not count. */
  NUMBER("a number"),
  /** A decimal. */
  DOUBLE("a decimal"),
  /** A date in milliseconds. */
  DATE("a date"),
  /** A date in milliseconds or nanoseconds. */
  TIME("a date of any precision"),
  IP("an address"),
  POINT("a point"),
  /** A constant length of time. */
  SPAN("a constant span of time"),
  /** A constant regular expression of Java. */
  PATTERN("a constant regular expression");

  private final String label;

  Parameter(String label) {
    this.label = label;
  }

  /** The name for people. */
  public String label() {
    return label;
  }

  /** Whether arguments at all such places have one type. */
  public boolean isShared() {
    return this == SAME || this == SAME_ORDERED || this == SAME_NUMBER;
  }

  /** Whether it takes this argument. */
  public boolean accepts(RowExpression argument) {
    RowType type = argument.type();
    return switch (this) {
      case ANY, SAME -> true;
      case ORDERED, SAME_ORDERED -> type.isOrdered();
      case SAME_NUMBER, NUMBER -> type.isNumber() || type == RowType.NULL;
      case TEXT -> type.fits(RowType.KEYWORD);
      case DOUBLE -> type.fits(RowType.DOUBLE);
      case DATE -> type.fits(RowType.DATE);
      case TIME -> type.isDate() || type == RowType.NULL;
      case IP -> type.fits(RowType.IP);
      case POINT -> type.fits(RowType.GEO_POINT);
      case SPAN -> type == RowType.SPAN && isConstant(argument);
      case PATTERN ->
          isConstant(argument)
              && ((RowExpression.Constant) argument).values().get(0) instanceof String text
              && JavaRegex.parse(text).isPresent();
    };
  }

  private static boolean isConstant(RowExpression argument) {
    return argument instanceof RowExpression.Constant constant && constant.values().size() == 1;
  }

  /** The type to which a front end converts an argument of type {@code given}. */
  public RowType converted(RowType given) {
    return switch (this) {
      case DOUBLE -> RowType.DOUBLE;
      case DATE -> RowType.DATE;
      case TIME -> given.isDate() ? given : RowType.DATE;
      case IP -> RowType.IP;
      case ANY, ORDERED, SAME, SAME_ORDERED, SAME_NUMBER, TEXT, NUMBER, POINT, SPAN, PATTERN ->
          given;
    };
  }
}
