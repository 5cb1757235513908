package dev.sigrun.compiler.ir.row;

import java.util.Locale;

/** The type of the values in a column. */
public enum RowType {
  /** Texts as wholes; lists of fields are sorted and have no duplicates. */
  KEYWORD,
  /** Texts; lists of fields are in the order of the event. */
  TEXT,
  /** 32 bits. */
  INTEGER,
  /** 64 bits. */
  LONG,
  /** 64 bits without sign. */
  UNSIGNED_LONG,
  /** Double precision. */
  DOUBLE,
  BOOLEAN,
  /** Milliseconds since 1970. */
  DATE,
  /** Nanoseconds since 1970. */
  DATE_NANOS,
  IP,
  VERSION,
  GEO_POINT,
  /** A length of time, which only constants have. */
  SPAN,
  /** The type of null. */
  NULL;

  /** The name for people, as the language writes it. */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Whether values are texts. */
  public boolean isText() {
    return this == KEYWORD || this == TEXT;
  }

  /** Whether values are numbers. */
  public boolean isNumber() {
    return isWhole() || this == DOUBLE;
  }

  /** Whether values are whole numbers. */
  public boolean isWhole() {
    return this == INTEGER || this == LONG || this == UNSIGNED_LONG;
  }

  /** Whether values are points in time. */
  public boolean isDate() {
    return this == DATE || this == DATE_NANOS;
  }

  /** The type of what is computed from values: texts become keywords. */
  public RowType computed() {
    return this == TEXT ? KEYWORD : this;
  }

  /** The type in which values of both types can be compared, and computed if they are numbers. */
  public RowType common(RowType other) {
    if (this == other || other == NULL) {
      return this;
    }
    if (this == NULL) {
      return other;
    }
    if (isText() && other.isText()) {
      return KEYWORD;
    }
    if (isDate() && other.isDate()) {
      return DATE_NANOS;
    }
    if (!isNumber() || !other.isNumber()) {
      throw new IllegalArgumentException("No common type of " + this + " and " + other + ".");
    }
    if (this == DOUBLE || other == DOUBLE) {
      return DOUBLE;
    }
    return this == UNSIGNED_LONG || other == UNSIGNED_LONG ? UNSIGNED_LONG : LONG;
  }
}
