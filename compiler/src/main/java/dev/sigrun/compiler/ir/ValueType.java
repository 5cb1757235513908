package dev.sigrun.compiler.ir;

/** The type of a field's values, as far as matching is concerned. */
public enum ValueType {
  /** Text compared as a whole. Numbers and booleans of an event count by their source text. */
  KEYWORD("keyword"),
  /** Text compared as a whole, in lower case on both sides. */
  LOWERCASE("lowercase"),
  /** Text compared as a whole; greater and less are those of software versions. */
  VERSION("version"),
  /** Text compared word by word, words as of the Unicode standard. */
  TEXT("text"),
  /** Text compared word by word, words as of PowerShell's script blocks: hyphens belong to them. */
  SCRIPT_TEXT("script-text"),
  /** 8-bit whole numbers. */
  BYTE("byte"),
  /** 16-bit whole numbers. */
  SHORT("short"),
  /** 32-bit whole numbers. */
  INTEGER("integer"),
  /** 64-bit whole numbers. */
  LONG("long"),
  /** 64-bit whole numbers from zero. */
  UNSIGNED_LONG("unsigned-long"),
  /** Half-precision numbers. */
  HALF_FLOAT("half-float"),
  /** Single-precision numbers. */
  FLOAT("float"),
  /** Double-precision numbers. */
  DOUBLE("double"),
  /** Numbers as the event writes them: the field's own type is not known. */
  NUMBER("number"),
  /** True or false. */
  BOOLEAN("boolean"),
  /** Points in time, to the millisecond. */
  DATE("date"),
  /** Points in time, to the nanosecond. */
  DATE_NANOS("date-nanos"),
  /** IPv4 and IPv6 addresses. */
  IP("ip"),
  /** Ranges of 32-bit whole numbers. */
  INTEGER_RANGE("integer-range"),
  /** Ranges of 64-bit whole numbers. */
  LONG_RANGE("long-range"),
  /** Ranges of single-precision numbers. */
  FLOAT_RANGE("float-range"),
  /** Ranges of double-precision numbers. */
  DOUBLE_RANGE("double-range"),
  /** Ranges of points in time, to the millisecond. */
  DATE_RANGE("date-range"),
  /** Ranges of IPv4 and IPv6 addresses. */
  IP_RANGE("ip-range"),
  /** An object, which can only be tested for presence. */
  OBJECT("object"),
  /** A list of objects that are matched one by one. */
  NESTED("nested");

  private final String label;

  ValueType(String label) {
    this.label = label;
  }

  /** The printed form. */
  public String label() {
    return label;
  }

  /** The type of the elements of ranges; the type itself for other values. */
  public ValueType element() {
    return switch (this) {
      case INTEGER_RANGE -> INTEGER;
      case LONG_RANGE -> LONG;
      case FLOAT_RANGE -> FLOAT;
      case DOUBLE_RANGE -> DOUBLE;
      case DATE_RANGE -> DATE;
      case IP_RANGE -> IP;
      case KEYWORD,
          LOWERCASE,
          VERSION,
          TEXT,
          SCRIPT_TEXT,
          BYTE,
          SHORT,
          INTEGER,
          LONG,
          UNSIGNED_LONG,
          HALF_FLOAT,
          FLOAT,
          DOUBLE,
          NUMBER,
          BOOLEAN,
          DATE,
          DATE_NANOS,
          IP,
          OBJECT,
          NESTED ->
          this;
    };
  }

  /** Whether values are ranges, which tests compare with other ranges by what both hold. */
  public boolean isRange() {
    return element() != this;
  }

  /** Whether values are single ones: neither ranges nor objects. */
  public boolean isSingle() {
    return this != OBJECT && this != NESTED && !isRange();
  }

  /** Whether values are text compared as a whole. */
  public boolean isKeyword() {
    return this == KEYWORD || this == LOWERCASE || this == VERSION;
  }

  /** Whether values are split into words. */
  public boolean isText() {
    return this == TEXT || this == SCRIPT_TEXT;
  }

  /** Whether values are whole numbers of a fixed width. */
  public boolean isWholeNumber() {
    return switch (this) {
      case BYTE, SHORT, INTEGER, LONG, UNSIGNED_LONG -> true;
      case KEYWORD,
          LOWERCASE,
          VERSION,
          TEXT,
          SCRIPT_TEXT,
          HALF_FLOAT,
          FLOAT,
          DOUBLE,
          NUMBER,
          BOOLEAN,
          DATE,
          DATE_NANOS,
          IP,
          INTEGER_RANGE,
          LONG_RANGE,
          FLOAT_RANGE,
          DOUBLE_RANGE,
          DATE_RANGE,
          IP_RANGE,
          OBJECT,
          NESTED ->
          false;
    };
  }

  /** Whether values are numbers of a fixed precision, with or without fraction. */
  public boolean isDecimal() {
    return this == HALF_FLOAT || this == FLOAT || this == DOUBLE;
  }

  /** Whether values are points in time. */
  public boolean isDate() {
    return this == DATE || this == DATE_NANOS;
  }

  /** Whether values are numbers. */
  public boolean isNumber() {
    return isWholeNumber() || isDecimal() || this == NUMBER;
  }
}
