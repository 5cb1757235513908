package dev.sigrun.compiler.schema;

import java.util.Locale;
import java.util.Optional;

/** The type of a field, as Elasticsearch knows it. */
public enum FieldType {
  /** Exact strings. */
  KEYWORD(Family.STRING),
  /** Exact strings, stored for patterns. */
  WILDCARD(Family.STRING),
  /** One exact string for all events of an index. */
  CONSTANT_KEYWORD(Family.STRING),
  /** Strings that are compared in lower case: {@code .caseless} fields. */
  LOWERCASE_KEYWORD(Family.STRING),
  /** Words, by the standard analyzer. */
  TEXT(Family.TEXT),
  /** Words, by the standard analyzer, stored more compactly. */
  MATCH_ONLY_TEXT(Family.TEXT),
  /** Words of scripts: runs of letters, digits, underscores and hyphens. */
  SCRIPT_TEXT(Family.TEXT),
  /** Whole number of 64 bits. */
  LONG(Family.INTEGER),
  /** Whole number of 32 bits. */
  INTEGER(Family.INTEGER),
  /** Whole number of 16 bits. */
  SHORT(Family.INTEGER),
  /** Whole number of 8 bits. */
  BYTE(Family.INTEGER),
  /** Whole number of 64 bits without sign. */
  UNSIGNED_LONG(Family.INTEGER),
  /** Decimal number of 64 bits. */
  DOUBLE(Family.DECIMAL),
  /** Decimal number of 32 bits. */
  FLOAT(Family.DECIMAL),
  /** Decimal number of 16 bits. */
  HALF_FLOAT(Family.DECIMAL),
  /** Decimal number with a fixed number of digits. */
  SCALED_FLOAT(Family.DECIMAL),
  /** {@code true} or {@code false}. */
  BOOLEAN(Family.BOOLEAN),
  /** Instant in milliseconds. */
  DATE(Family.DATE),
  /** Instant in nanoseconds. */
  DATE_NANOS(Family.DATE),
  /** Address of the Internet Protocol, version 4 or 6. */
  IP(Family.IP),
  /** Software version, ordered as such. */
  VERSION(Family.STRING),
  /** Object whose leaves are all keywords. */
  FLATTENED(Family.OBJECT),
  /** Objects that are matched one by one. */
  NESTED(Family.OBJECT),
  /** Object that only groups fields. */
  OBJECT(Family.OBJECT),
  /** Point on the earth. */
  GEO_POINT(Family.OTHER),
  /** Anything that queries of rules cannot test. */
  OTHER(Family.OTHER);

  private enum Family {
    STRING,
    TEXT,
    INTEGER,
    DECIMAL,
    BOOLEAN,
    DATE,
    IP,
    OBJECT,
    OTHER
  }

  private final Family family;

  FieldType(Family family) {
    this.family = family;
  }

  /** The type that Elasticsearch spells so, if it exists and is known here. */
  public static Optional<FieldType> of(String spelling) {
    return Optional.empty();
  }

  /** As Elasticsearch spells it. */
  public String spelling() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Whether values are exact strings. */
  public boolean isString() {
    return family == Family.STRING;
  }

  /** Whether values are analysed into words. */
  public boolean isText() {
    return family == Family.TEXT;
  }

  /** Whether values are numbers. */
  public boolean isNumber() {
    return isInteger() || isDecimal();
  }

  /** Whether values are whole numbers. */
  public boolean isInteger() {
    return family == Family.INTEGER;
  }

  /** Whether values are numbers with fractions. */
  public boolean isDecimal() {
    return family == Family.DECIMAL;
  }

  /** Whether values are instants. */
  public boolean isDate() {
    return family == Family.DATE;
  }

  /** Whether it holds fields rather than values. */
  public boolean isObject() {
    return family == Family.OBJECT;
  }

  @Override
  public String toString() {
    return spelling();
  }
}
