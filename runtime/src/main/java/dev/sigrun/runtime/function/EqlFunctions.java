package dev.sigrun.runtime.function;

import dev.sigrun.runtime.address.IpAddress;
import dev.sigrun.runtime.address.IpBlocks;
import dev.sigrun.runtime.pattern.CaseFolding;
import org.jspecify.annotations.Nullable;

/**
 * The functions of EQL on single values. Unless said otherwise, a null argument makes the result
 * null. Positions and lengths count UTF-16 units; ignoring case means {@link CaseFolding}.
 */
public final class EqlFunctions {
  private EqlFunctions() {}

  /**
   * Returns the text in {@code source} between the first {@code left} and a later {@code right}:
   * the next one, or the last one if greedy. Empty when there is no such place; the source itself
   * when any of the three is empty.
   */
  public static @Nullable String between(
      @Nullable String source, @Nullable String left, @Nullable String right, boolean greedy) {
    if (source == null || left == null || right == null) {
      return null;
    }
    return between(source, source, left, right, greedy);
  }

  /** {@link #between} that ignores case; the result keeps the case of the source. */
  public static @Nullable String betweenIgnoringCase(
      @Nullable String source, @Nullable String left, @Nullable String right, boolean greedy) {
    if (source == null || left == null || right == null) {
      return null;
    }
    return between(
        source, CaseFolding.fold(source), CaseFolding.fold(left), CaseFolding.fold(right), greedy);
  }

  private static String between(
      String source, String searched, String left, String right, boolean greedy) {
    if (source.isEmpty() || left.isEmpty() || right.isEmpty()) {
      return source;
    }
    int leftAt = searched.indexOf(left);
    if (leftAt < 0) {
      return "";
    }
    int start = leftAt + left.length();
    int end = greedy ? searched.lastIndexOf(right) : searched.indexOf(right, start);
    return end < start ? "" : source.substring(start, end);
  }

  /**
   * Whether {@code source} is an address in one of {@code blocks}; false if it is not an address.
   */
  public static @Nullable Boolean cidrMatch(@Nullable String source, IpBlocks blocks) {
    return source == null
        ? null
        : (Boolean) IpAddress.parse(source).filter(blocks::contains).isPresent();
  }

  /** The {@linkplain #string strings} of {@code values}, one after the other. */
  public static @Nullable String concat(@Nullable Object... values) {
    StringBuilder result = new StringBuilder();
    for (Object value : values) {
      if (value == null) {
        return null;
      }
      result.append(value);
    }
    return result.toString();
  }

  /** Whether {@code source} ends in {@code suffix}; every string ends in the empty one. */
  public static @Nullable Boolean endsWith(@Nullable String source, @Nullable String suffix) {
    return source == null || suffix == null ? null : (Boolean) source.endsWith(suffix);
  }

  /** {@link #endsWith} that ignores case. */
  public static @Nullable Boolean endsWithIgnoringCase(
      @Nullable String source, @Nullable String suffix) {
    return endsWith(folded(source), folded(suffix));
  }

  /** The position of the first {@code needle} in {@code source}; null if there is none. */
  public static @Nullable Integer indexOf(@Nullable String source, @Nullable String needle) {
    return indexOf(source, needle, null);
  }

  /**
   * The position of the first {@code needle} in {@code source} at or after {@code start}; null if
   * there is none. The empty string is found at once, at most at the end.
   *
   * @param start from where to search; null and negative ones count as zero
   */
  public static @Nullable Integer indexOf(
      @Nullable String source, @Nullable String needle, @Nullable Number start) {
    if (source == null || needle == null) {
      return null;
    }
    int from = start == null ? 0 : clip(start.longValue(), source.length());
    int position = source.indexOf(needle, from);
    return position < 0 ? null : (Integer) position;
  }

  /** {@link #indexOf(String, String)} that ignores case. */
  public static @Nullable Integer indexOfIgnoringCase(
      @Nullable String source, @Nullable String needle) {
    return indexOf(folded(source), folded(needle), null);
  }

  /** {@link #indexOf(String, String, Number)} that ignores case. */
  public static @Nullable Integer indexOfIgnoringCase(
      @Nullable String source, @Nullable String needle, @Nullable Number start) {
    return indexOf(folded(source), folded(needle), start);
  }

  /** The length of {@code source}. */
  public static @Nullable Integer length(@Nullable String source) {
    return source == null ? null : (Integer) source.length();
  }

  /**
   * The number that {@code source} shows, in base 10, or 16 after {@code 0x}.
   *
   * @throws EvaluationException if it shows none
   */
  public static @Nullable Number number(@Nullable String source) {
    return number(source, null);
  }

  /**
   * The number that {@code source} shows in {@code base}: Integer or Long, or Double in base 10
   * when it is not a 64-bit integer.
   *
   * @param base the base; null means 10, or 16 after {@code 0x}
   * @throws EvaluationException if it shows none
   */
  public static @Nullable Number number(@Nullable String source, @Nullable Number base) {
    if (source == null) {
      return null;
    }
    long radix = base == null ? 10 : base.longValue();
    String digits = source;
    if (source.startsWith("0x") && (base == null || radix == 16)) {
      radix = 16;
      digits = source.substring(2);
    }
    try {
      long value = Long.parseLong(digits, (int) Math.min(radix, Integer.MAX_VALUE));
      return value == (int) value ? (Number) (int) value : (Number) value;
    } catch (NumberFormatException e) {
      if (radix == 10 && isDecimal(digits)) {
        return Double.valueOf(digits.strip());
      }
      throw new EvaluationException("\"" + abbreviated(source) + "\" is not a number.");
    }
  }

  /** Whether {@code source} starts with {@code prefix}; every string starts with the empty one. */
  public static @Nullable Boolean startsWith(@Nullable String source, @Nullable String prefix) {
    return source == null || prefix == null ? null : (Boolean) source.startsWith(prefix);
  }

  /** {@link #startsWith} that ignores case. */
  public static @Nullable Boolean startsWithIgnoringCase(
      @Nullable String source, @Nullable String prefix) {
    return startsWith(folded(source), folded(prefix));
  }

  /** The text of {@code value}: a string itself, a decimal as Java prints it. */
  public static @Nullable String string(@Nullable Object value) {
    return value == null ? null : value.toString();
  }

  /** Whether {@code needle} occurs in {@code source}; false when either is empty. */
  public static @Nullable Boolean stringContains(@Nullable String source, @Nullable String needle) {
    return source == null || needle == null
        ? null
        : (Boolean) (!needle.isEmpty() && source.contains(needle));
  }

  /** {@link #stringContains} that ignores case. */
  public static @Nullable Boolean stringContainsIgnoringCase(
      @Nullable String source, @Nullable String needle) {
    return stringContains(folded(source), folded(needle));
  }

  /** Returns the text in {@code source} from {@code start} to the end. */
  public static @Nullable String substring(@Nullable String source, @Nullable Number start) {
    return substring(source, start, null);
  }

  /**
   * Returns the text in {@code source} from {@code start} (inclusive) to {@code end} (exclusive).
   * Negative positions count from the end, and positions beyond an end of the string are that end.
   *
   * @param start null means the start of the string
   * @param end null means the end of the string
   */
  public static @Nullable String substring(
      @Nullable String source, @Nullable Number start, @Nullable Number end) {
    if (source == null) {
      return null;
    }
    int length = source.length();
    int from = start == null ? 0 : position(start.longValue(), length);
    int to = end == null ? length : position(end.longValue(), length);
    return from >= to ? "" : source.substring(from, to);
  }

  private static int position(long position, int length) {
    return clip(position < 0 ? position + length : position, length);
  }

  private static int clip(long position, int length) {
    return (int) Math.max(0, Math.min(position, length));
  }

  private static @Nullable String folded(@Nullable String value) {
    return value == null ? null : CaseFolding.fold(value);
  }

  /**
   * Whether only blanks, digits, signs, a point and an exponent occur, unlike in Java's {@code 1d}.
   */
  private static boolean isDecimal(String text) {
    String stripped = text.strip();
    if (stripped.isEmpty()) {
      return false;
    }
    boolean digit = false;
    boolean point = false;
    for (int i = 0; i < stripped.length(); i++) {
      char c = stripped.charAt(i);
      if (c >= '0' && c <= '9') {
        digit = true;
      } else if (c == '.' && !point) {
        point = true;
      } else if ((c == 'e' || c == 'E') && digit) {
        return isExponent(stripped, i + 1);
      } else if (i > 0 || (c != '+' && c != '-')) {
        return false;
      }
    }
    return digit;
  }

  private static boolean isExponent(String text, int start) {
    int from = start < text.length() && "+-".indexOf(text.charAt(start)) >= 0 ? start + 1 : start;
    for (int i = from; i < text.length(); i++) {
      if (text.charAt(i) < '0' || text.charAt(i) > '9') {
        return false;
      }
    }
    return from < text.length();
  }

  private static String abbreviated(String text) {
    return text.length() <= 40 ? text : text.substring(0, 40) + "…";
  }
}
