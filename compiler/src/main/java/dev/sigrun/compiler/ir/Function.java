package dev.sigrun.compiler.ir;

import dev.sigrun.compiler.ir.Expression.Type;

/**
 * What can be computed. The meaning of each function, with its treatment of null and its failures,
 * is that of {@link dev.sigrun.runtime.function.EqlFunctions}.
 */
public enum Function {
  ADD("add", Type.NUMBER),
  SUBTRACT("subtract", Type.NUMBER),
  MULTIPLY("multiply", Type.NUMBER),
  DIVIDE("divide", Type.NUMBER),
  MODULO("modulo", Type.NUMBER),
  NEGATE("negate", Type.NUMBER),
  BETWEEN("between", Type.STRING),
  BETWEEN_IGNORING_CASE("between~", Type.STRING),
  CONCAT("concat", Type.STRING),
  ENDS_WITH("endsWith", Type.BOOLEAN),
  ENDS_WITH_IGNORING_CASE("endsWith~", Type.BOOLEAN),
  INDEX_OF("indexOf", Type.NUMBER),
  INDEX_OF_IGNORING_CASE("indexOf~", Type.NUMBER),
  LENGTH("length", Type.NUMBER),
  NUMBER("number", Type.NUMBER),
  STARTS_WITH("startsWith", Type.BOOLEAN),
  STARTS_WITH_IGNORING_CASE("startsWith~", Type.BOOLEAN),
  STRING("string", Type.STRING),
  STRING_CONTAINS("stringContains", Type.BOOLEAN),
  STRING_CONTAINS_IGNORING_CASE("stringContains~", Type.BOOLEAN),
  SUBSTRING("substring", Type.STRING);

  private final String symbol;
  private final Type result;

  Function(String symbol, Type result) {
    this.symbol = symbol;
    this.result = result;
  }

  /** How it is printed: EQL's name, with a tilde if it ignores case. */
  public String symbol() {
    return symbol;
  }

  /** What it computes to, if not null. */
  public Type result() {
    return result;
  }

  /** Whether it compares letters without regard to their case. */
  public boolean ignoresCase() {
    return symbol.endsWith("~");
  }
}
