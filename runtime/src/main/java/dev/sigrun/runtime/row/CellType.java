package dev.sigrun.runtime.row;

import dev.sigrun.runtime.address.IpAddress;
import java.math.BigInteger;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The type of the values of a cell, where cells are kept or shown. */
public enum CellType {
  /** Texts, whatever the type of their field. */
  TEXT,
  /** 32 bits. */
  INTEGER,
  /** 64 bits. */
  LONG,
  /** 64 bits without sign. */
  UNSIGNED_LONG,
  /** Double precision. */
  DOUBLE,
  /** True or false. */
  BOOLEAN,
  /** Milliseconds since 1970. */
  DATE,
  /** Nanoseconds since 1970. */
  DATE_NANOS,
  /** Addresses. */
  IP,
  /** Software versions. */
  VERSION;

  /** A value of a cell in the form in which states keep it: a text, a boolean or a number. */
  public Object packed(Object value) {
    return switch (this) {
      case IP, VERSION -> value.toString();
      case TEXT, INTEGER, LONG, UNSIGNED_LONG, DOUBLE, BOOLEAN, DATE, DATE_NANOS -> value;
    };
  }

  /**
   * The value that {@link #packed} was given. Whole numbers may have become longer on the way, and
   * decimals without a fraction whole.
   *
   * @throws IllegalArgumentException if it is not a packed value of this type
   */
  public Object unpacked(Object packed) {
    Object value =
        switch (this) {
          case TEXT -> packed instanceof String ? packed : null;
          case INTEGER -> packed instanceof Number number ? integer(number) : null;
          case LONG, DATE, DATE_NANOS -> packed instanceof Long ? packed : null;
          case UNSIGNED_LONG -> packed instanceof BigInteger ? packed : null;
          case DOUBLE -> packed instanceof Number number ? (Object) number.doubleValue() : null;
          case BOOLEAN -> packed instanceof Boolean ? packed : null;
          case IP -> packed instanceof String text ? IpAddress.parse(text).orElse(null) : null;
          case VERSION -> packed instanceof String text ? new Version(text) : null;
        };
    if (value == null) {
      throw new IllegalArgumentException("Not a value of the type " + this + ": " + packed);
    }
    return value;
  }

  private static @Nullable Object integer(Number number) {
    return number.longValue() == number.intValue() ? (Object) number.intValue() : null;
  }

  /** A cell as JSON shows it: times and addresses as texts, several values as a list. */
  public @Nullable Object shown(@Nullable Object cell) {
    if (cell instanceof List<?> list) {
      return list.stream().map(this::shownValue).toList();
    }
    return cell == null ? null : shownValue(cell);
  }

  private Object shownValue(Object value) {
    Object text =
        switch (this) {
          case DATE -> RowConversions.dateToText(value);
          case DATE_NANOS -> RowConversions.nanosToText(value);
          case IP, VERSION -> value.toString();
          case TEXT, INTEGER, LONG, UNSIGNED_LONG, DOUBLE, BOOLEAN -> value;
        };
    return text == null ? value : text;
  }
}
