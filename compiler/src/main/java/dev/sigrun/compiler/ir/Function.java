package dev.sigrun.compiler.ir;

import dev.sigrun.compiler.ir.Expression.Type;
import java.util.List;
import java.util.Optional;

/**
 * The functions of expressions. The meaning of each function, with its treatment of null and its
 * failures, is that of {@link dev.sigrun.runtime.function.EqlFunctions}. This enum contains
 * everything that front ends and back ends need to know about a function except its syntax, so that
 * a new function must define all of it.
 */
public enum Function {
  ADD("add", Type.NUMBER, Strict.ALL, Outcome.FAILURE, Test.NONE, 2, 2, Type.NUMBER, Type.NUMBER),
  SUBTRACT(
      "subtract",
      Type.NUMBER,
      Strict.ALL,
      Outcome.FAILURE,
      Test.NONE,
      2,
      2,
      Type.NUMBER,
      Type.NUMBER),
  MULTIPLY(
      "multiply",
      Type.NUMBER,
      Strict.ALL,
      Outcome.FAILURE,
      Test.NONE,
      2,
      2,
      Type.NUMBER,
      Type.NUMBER),
  DIVIDE(
      "divide",
      Type.NUMBER,
      Strict.ALL,
      Outcome.FAILURE,
      Test.NONE,
      2,
      2,
      Type.NUMBER,
      Type.NUMBER),
  MODULO(
      "modulo",
      Type.NUMBER,
      Strict.ALL,
      Outcome.FAILURE,
      Test.NONE,
      2,
      2,
      Type.NUMBER,
      Type.NUMBER),
  NEGATE("negate", Type.NUMBER, Strict.ALL, Outcome.FAILURE, Test.NONE, 1, 1, Type.NUMBER),
  BETWEEN(
      "between",
      Type.STRING,
      Strict.FIRST_THREE,
      Outcome.VALUE,
      Test.NONE,
      3,
      4,
      Type.STRING,
      Type.STRING,
      Type.STRING,
      Type.BOOLEAN),
  BETWEEN_IGNORING_CASE(
      "between~",
      Type.STRING,
      Strict.FIRST_THREE,
      Outcome.VALUE,
      Test.NONE,
      3,
      4,
      Type.STRING,
      Type.STRING,
      Type.STRING,
      Type.BOOLEAN),
  CONCAT("concat", Type.STRING, Strict.ALL, Outcome.VALUE, Test.NONE, 1, Integer.MAX_VALUE),
  ENDS_WITH(
      "endsWith",
      Type.BOOLEAN,
      Strict.ALL,
      Outcome.VALUE,
      Test.SUFFIX,
      2,
      2,
      Type.STRING,
      Type.STRING),
  ENDS_WITH_IGNORING_CASE(
      "endsWith~",
      Type.BOOLEAN,
      Strict.ALL,
      Outcome.VALUE,
      Test.SUFFIX,
      2,
      2,
      Type.STRING,
      Type.STRING),
  INDEX_OF(
      "indexOf",
      Type.NUMBER,
      Strict.FIRST_TWO,
      Outcome.NULL,
      Test.NONE,
      2,
      3,
      Type.STRING,
      Type.STRING,
      Type.NUMBER),
  INDEX_OF_IGNORING_CASE(
      "indexOf~",
      Type.NUMBER,
      Strict.FIRST_TWO,
      Outcome.NULL,
      Test.NONE,
      2,
      3,
      Type.STRING,
      Type.STRING,
      Type.NUMBER),
  LENGTH("length", Type.NUMBER, Strict.ALL, Outcome.VALUE, Test.NONE, 1, 1, Type.STRING),
  NUMBER(
      "number",
      Type.NUMBER,
      Strict.FIRST,
      Outcome.FAILURE,
      Test.NONE,
      1,
      2,
      Type.STRING,
      Type.NUMBER),
  STARTS_WITH(
      "startsWith",
      Type.BOOLEAN,
      Strict.ALL,
      Outcome.VALUE,
      Test.PREFIX,
      2,
      2,
      Type.STRING,
      Type.STRING),
  STARTS_WITH_IGNORING_CASE(
      "startsWith~",
      Type.BOOLEAN,
      Strict.ALL,
      Outcome.VALUE,
      Test.PREFIX,
      2,
      2,
      Type.STRING,
      Type.STRING),
  STRING("string", Type.STRING, Strict.ALL, Outcome.VALUE, Test.NONE, 1, 1),
  STRING_CONTAINS(
      "stringContains",
      Type.BOOLEAN,
      Strict.ALL,
      Outcome.VALUE,
      Test.PART,
      2,
      2,
      Type.STRING,
      Type.STRING),
  STRING_CONTAINS_IGNORING_CASE(
      "stringContains~",
      Type.BOOLEAN,
      Strict.ALL,
      Outcome.VALUE,
      Test.PART,
      2,
      2,
      Type.STRING,
      Type.STRING),
  SUBSTRING(
      "substring",
      Type.STRING,
      Strict.FIRST,
      Outcome.VALUE,
      Test.NONE,
      2,
      3,
      Type.STRING,
      Type.NUMBER,
      Type.NUMBER),
  /** See {@link dev.sigrun.runtime.function.TimeParts#minute}. */
  MINUTE("minute", Type.NUMBER, Strict.ALL, Outcome.NULL, Test.NONE, 1, 1, Type.STRING),
  /** See {@link dev.sigrun.runtime.function.TimeParts#hour}. */
  HOUR("hour", Type.NUMBER, Strict.ALL, Outcome.NULL, Test.NONE, 1, 1, Type.STRING),
  /** See {@link dev.sigrun.runtime.function.TimeParts#day}. */
  DAY("day", Type.NUMBER, Strict.ALL, Outcome.NULL, Test.NONE, 1, 1, Type.STRING),
  /** See {@link dev.sigrun.runtime.function.TimeParts#week}. */
  WEEK("week", Type.NUMBER, Strict.ALL, Outcome.NULL, Test.NONE, 1, 1, Type.STRING),
  /** See {@link dev.sigrun.runtime.function.TimeParts#month}. */
  MONTH("month", Type.NUMBER, Strict.ALL, Outcome.NULL, Test.NONE, 1, 1, Type.STRING),
  /** See {@link dev.sigrun.runtime.function.TimeParts#year}. */
  YEAR("year", Type.NUMBER, Strict.ALL, Outcome.NULL, Test.NONE, 1, 1, Type.STRING);

  /** The arguments that make the result null if they are null. */
  private enum Strict {
    FIRST(1),
    FIRST_TWO(2),
    FIRST_THREE(3),
    ALL(Integer.MAX_VALUE);

    private final int count;

    Strict(int count) {
      this.count = count;
    }
  }

  /** The possible results for arguments that are not null. */
  private enum Outcome {
    /** Always a value. */
    VALUE,
    /** A value, or null where nothing is found. */
    NULL,
    /** A value, or a failure of the whole computation. */
    FAILURE
  }

  /** The position at which a function looks for its second argument in its first one. */
  public enum Test {
    /** It is not such a test. */
    NONE,
    /** At the start. */
    PREFIX,
    /** At the end. */
    SUFFIX,
    /** Anywhere. */
    PART
  }

  private final String symbol;
  private final Type result;
  private final Strict strict;
  private final Outcome outcome;
  private final Test test;
  private final int least;
  private final int most;
  private final List<Type> parameters;

  Function(
      String symbol,
      Type result,
      Strict strict,
      Outcome outcome,
      Test test,
      int least,
      int most,
      Type... parameters) {
    this.symbol = symbol;
    this.result = result;
    this.strict = strict;
    this.outcome = outcome;
    this.test = test;
    this.least = least;
    this.most = most;
    this.parameters = List.of(parameters);
  }

  /** The printed form: EQL's name, with a tilde if it ignores case. */
  public String symbol() {
    return symbol;
  }

  /** The type of the result, if it is not null. */
  public Type result() {
    return result;
  }

  /** The number of required arguments; any further ones are optional. */
  public int least() {
    return least;
  }

  /** Whether it takes {@code count} arguments. */
  public boolean takes(int count) {
    return count >= least && count <= most;
  }

  /** The required type of the argument at {@code index}; empty if any type is allowed. */
  public Optional<Type> parameter(int index) {
    return index < parameters.size() ? Optional.of(parameters.get(index)) : Optional.empty();
  }

  /** Whether a null argument at {@code index} makes the result null. */
  public boolean isStrict(int index) {
    return index < strict.count;
  }

  /** Whether the result may be null although no argument is. */
  public boolean mayBeNull() {
    return outcome == Outcome.NULL;
  }

  /** Whether there are values for which it fails, and with it the whole computation. */
  public boolean mayFail() {
    return outcome == Outcome.FAILURE;
  }

  /** The position at which it looks for a text in another one, if that is its purpose. */
  public Test test() {
    return test;
  }

  /** Whether it takes a part of a point in time. */
  public boolean isTimePart() {
    return switch (this) {
      case MINUTE, HOUR, DAY, WEEK, MONTH, YEAR -> true;
      default -> false;
    };
  }

  /** Whether it compares letters without regard to their case. */
  public boolean ignoresCase() {
    return symbol.endsWith("~");
  }
}
