package dev.sigrun.compiler.ir.row;

import dev.sigrun.runtime.address.IpAddress;
import dev.sigrun.runtime.row.GeoPoint;
import dev.sigrun.runtime.row.Span;
import dev.sigrun.runtime.row.Version;
import java.math.BigInteger;
import java.util.Locale;
import java.util.Optional;

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

  /** Whether a value can be less than another one. */
  public boolean isOrdered() {
    return this != GEO_POINT && this != SPAN;
  }

  /** Whether {@code value} is of the class that values of this type have in cells. */
  public boolean holds(Object value) {
    return switch (this) {
      case KEYWORD, TEXT -> value instanceof String;
      case INTEGER -> value instanceof Integer;
      case LONG, DATE, DATE_NANOS -> value instanceof Long;
      case UNSIGNED_LONG -> value instanceof BigInteger;
      case DOUBLE -> value instanceof Double;
      case BOOLEAN -> value instanceof Boolean;
      case IP -> value instanceof IpAddress;
      case VERSION -> value instanceof Version;
      case GEO_POINT -> value instanceof GeoPoint;
      case SPAN -> value instanceof Span;
      case NULL -> false;
    };
  }

  /** The type of what is computed from values: texts become keywords. */
  public RowType computed() {
    return this == TEXT ? KEYWORD : this;
  }

  /** Whether a place for values of this type takes those of {@code other}: texts, or null. */
  public boolean takes(RowType other) {
    return this == other || other == NULL || (isText() && other.isText());
  }

  /** Whether cells of both types can be compared: one takes the other. */
  public boolean fits(RowType other) {
    return takes(other) || other.takes(this);
  }

  /**
   * The type in which values of both types can be compared, and computed if they are numbers; empty
   * if there is none.
   */
  public Optional<RowType> common(RowType other) {
    if (this == other || other == NULL) {
      return Optional.of(this);
    }
    if (this == NULL) {
      return Optional.of(other);
    }
    if (isText() && other.isText()) {
      return Optional.of(KEYWORD);
    }
    if (isDate() && other.isDate()) {
      return Optional.of(DATE_NANOS);
    }
    if (!isNumber() || !other.isNumber()) {
      return Optional.empty();
    }
    if (this == DOUBLE || other == DOUBLE) {
      return Optional.of(DOUBLE);
    }
    return Optional.of(this == UNSIGNED_LONG || other == UNSIGNED_LONG ? UNSIGNED_LONG : LONG);
  }

  /** Whether there are values of this type that can be read as values of {@code target}. */
  public boolean convertsTo(RowType target) {
    if (this == NULL) {
      return target != SPAN && target != NULL;
    }
    return switch (target) {
      case KEYWORD, TEXT -> this != SPAN;
      case INTEGER, LONG, UNSIGNED_LONG, DOUBLE ->
          isNumber() || isDate() || isText() || this == BOOLEAN;
      case BOOLEAN -> isNumber() || isText() || this == BOOLEAN;
      case DATE, DATE_NANOS -> isNumber() || isDate() || isText();
      case IP, VERSION, GEO_POINT -> isText() || this == target;
      case SPAN, NULL -> false;
    };
  }
}
