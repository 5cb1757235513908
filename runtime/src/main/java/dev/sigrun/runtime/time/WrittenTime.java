package dev.sigrun.runtime.time;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads instants as products write them that know nothing of Elasticsearch: dates with a blank
 * instead of the {@code T}, and numbers since 1970 whose unit only their size gives away.
 */
public final class WrittenTime {
  private static final int LONGEST = 64;

  /** Greater numbers are not seconds but milliseconds: as seconds they are of far-off times. */
  private static final BigDecimal MOST_SECONDS = new BigDecimal("1e12");

  private static final BigDecimal MOST_MILLIS = new BigDecimal("1e15");
  private static final BigDecimal MOST_MICROS = new BigDecimal("1e18");
  private static final BigDecimal MOST_NANOS = new BigDecimal("1e19");

  private static final Pattern YEAR = Pattern.compile("[0-9]{4}");

  private static final Pattern NUMBER =
      Pattern.compile("-?[0-9]{1,20}(?:\\.[0-9]{1,20})?(?:[eE]\\+?[0-9]{1,2})?");

  /** As Windows PowerShell writes dates in JSON. */
  private static final Pattern DOT_NET = Pattern.compile("/Date\\((-?[0-9]{1,18})\\)/");

  private static final Pattern BLANK =
      Pattern.compile(
          "([0-9]{4}-[0-9]{2}-[0-9]{2})[ T]([0-9:]{5,8}(?:[.,][0-9]{1,9})?) ?(UTC|Z|[+-][0-9:]{2,5})?");

  private WrittenTime() {}

  /**
   * The instant that {@code text} names, in milliseconds since 1970; empty if it names none. A
   * missing zone is UTC.
   *
   * @param text a date such as {@code 2026-03-01T12:00:00.5Z} or {@code 2026-03-01 12:00:00.500},
   *     or seconds, milliseconds, microseconds or nanoseconds since 1970, by their size; four
   *     digits are a year
   */
  public static OptionalLong parse(String text) {
    if (text.length() > LONGEST) {
      return OptionalLong.empty();
    }
    if (NUMBER.matcher(text).matches() && !YEAR.matcher(text).matches()) {
      return millis(new BigDecimal(text));
    }
    Matcher blank = BLANK.matcher(text);
    if (blank.matches()) {
      String zone = blank.group(3) == null || blank.group(3).equals("UTC") ? "Z" : blank.group(3);
      return Timestamps.parse(blank.group(1) + "T" + blank.group(2) + zone);
    }
    Matcher dotNet = DOT_NET.matcher(text);
    return dotNet.matches()
        ? OptionalLong.of(Long.parseLong(dotNet.group(1)))
        : Timestamps.parse(text);
  }

  private static OptionalLong millis(BigDecimal number) {
    BigDecimal size = number.abs();
    if (size.compareTo(MOST_NANOS) >= 0) {
      return OptionalLong.empty();
    }
    int shift =
        size.compareTo(MOST_SECONDS) < 0
            ? 3
            : size.compareTo(MOST_MILLIS) < 0 ? 0 : size.compareTo(MOST_MICROS) < 0 ? -3 : -6;
    return OptionalLong.of(
        number.scaleByPowerOfTen(shift).setScale(0, RoundingMode.FLOOR).longValueExact());
  }
}
