package dev.sigrun.runtime.event;

import dev.sigrun.runtime.number.HalfFloat;
import java.math.BigDecimal;
import java.math.BigInteger;
import org.jspecify.annotations.Nullable;

/** Turns the text of numbers into the numbers that a type keeps. */
final class NumberCoercion {
  /** Longer integers than this are only held as decimals, because exact ones take square time. */
  private static final int MAX_EXACT_LENGTH = 1_000;

  private static final int MAX_LONG_DIGITS = 20;
  private static final BigInteger MAX_UNSIGNED =
      BigInteger.ONE.shiftLeft(64).subtract(BigInteger.ONE);

  private NumberCoercion() {}

  /** The number that {@code text} shows, as {@code type} keeps it; null if it cannot. */
  static @Nullable Number coerce(String text, NumberType type) {
    return switch (type) {
      case BYTE -> integer(text, Byte.MIN_VALUE, Byte.MAX_VALUE);
      case SHORT -> integer(text, Short.MIN_VALUE, Short.MAX_VALUE);
      case INTEGER -> integer(text, Integer.MIN_VALUE, Integer.MAX_VALUE);
      case LONG -> whole(text) instanceof Long number ? number : null;
      case UNSIGNED_LONG -> unsigned(text);
      case HALF_FLOAT -> isDecimal(text) ? finite(HalfFloat.round(Float.parseFloat(text))) : null;
      case FLOAT -> isDecimal(text) ? finite(Float.parseFloat(text)) : null;
      case DOUBLE -> isDecimal(text) ? finite(Double.parseDouble(text)) : null;
      case ANY -> any(text);
    };
  }

  private static @Nullable Number integer(String text, long least, long greatest) {
    return whole(text) instanceof Long number && number >= least && number <= greatest
        ? (Number) number.intValue()
        : null;
  }

  private static @Nullable Number unsigned(String text) {
    Number number = whole(text);
    if (number instanceof Long small) {
      return small >= 0 ? small : null;
    }
    return number instanceof BigInteger big && big.compareTo(MAX_UNSIGNED) <= 0 && big.signum() > 0
        ? big
        : null;
  }

  private static @Nullable Number decimal(String text) {
    return isNumber(text) ? finite(Double.parseDouble(text)) : null;
  }

  private static @Nullable Number finite(double number) {
    return Double.isFinite(number) ? (Number) number : null;
  }

  private static @Nullable Number any(String text) {
    if (isShortInteger(text)) {
      long number = Long.parseLong(text);
      return number == (int) number ? (Number) (int) number : (Number) number;
    }
    if (!isNumber(text)) {
      return null;
    }
    if (isInteger(text) && text.length() <= MAX_EXACT_LENGTH) {
      BigInteger number = new BigInteger(text);
      return number.bitLength() < Long.SIZE ? narrow(number.longValue()) : number;
    }
    return decimal(text);
  }

  private static Number narrow(long number) {
    return number == (int) number ? (Number) (int) number : (Number) number;
  }

  /** The number without its fraction, as Long or BigInteger; null if it is none or too large. */
  private static @Nullable Number whole(String text) {
    if (isShortInteger(text)) {
      return Long.parseLong(text);
    }
    if (text.length() > MAX_EXACT_LENGTH || !isNumber(text)) {
      return null;
    }
    BigDecimal number;
    try {
      number = new BigDecimal(text);
    } catch (NumberFormatException e) {
      return null;
    }
    if (number.signum() == 0) {
      return 0L;
    }
    long integerDigits = (long) number.precision() - number.scale();
    if (integerDigits > MAX_LONG_DIGITS) {
      return null;
    }
    if (integerDigits <= 0) {
      return 0L;
    }
    BigInteger whole = number.toBigInteger();
    return whole.bitLength() < Long.SIZE ? (Number) whole.longValue() : whole;
  }

  /** Whether the text is an integer that surely fits a long. */
  private static boolean isShortInteger(String text) {
    return text.length() <= 18 && isInteger(text);
  }

  private static boolean isInteger(String text) {
    int start = hasSign(text) ? 1 : 0;
    return start < text.length() && digitsEnd(text, start) == text.length();
  }

  /**
   * Whether the text is a number in any form that Java reads, as an index does for types with
   * fractions: also with blanks around it, with a suffix ({@code 1.5f}), or hexadecimal ({@code
   * 0x1p3}).
   */
  private static boolean isDecimal(String text) {
    if (isNumber(text)) {
      return true;
    }
    String bare = text.length() > MAX_EXACT_LENGTH ? "" : text.trim();
    boolean mayBe = !bare.isEmpty() && "+-.0123456789".indexOf(bare.charAt(0)) >= 0;
    if (mayBe) {
      try {
        Double.parseDouble(bare);
        return true;
      } catch (NumberFormatException e) {
        return false;
      }
    }
    return false;
  }

  /** Whether the text is a decimal number in ASCII, with or without sign, point and exponent. */
  private static boolean isNumber(String text) {
    int start = hasSign(text) ? 1 : 0;
    int position = digitsEnd(text, start);
    int digits = position - start;
    if (position < text.length() && text.charAt(position) == '.') {
      int end = digitsEnd(text, position + 1);
      digits += end - position - 1;
      position = end;
    }
    if (digits == 0) {
      return false;
    }
    if (position < text.length() && (text.charAt(position) | 0x20) == 'e') {
      position++;
      if (position < text.length() && isSign(text.charAt(position))) {
        position++;
      }
      int end = digitsEnd(text, position);
      return end > position && end == text.length();
    }
    return position == text.length();
  }

  private static boolean hasSign(String text) {
    return !text.isEmpty() && isSign(text.charAt(0));
  }

  private static boolean isSign(char c) {
    return c == '-' || c == '+';
  }

  private static int digitsEnd(String text, int start) {
    int position = start;
    while (position < text.length()
        && text.charAt(position) >= '0'
        && text.charAt(position) <= '9') {
      position++;
    }
    return position;
  }
}
