package dev.sigrun.runtime.internal.instant;

/**
 * Reads the form in which nearly all events write their time, {@code 2026-03-01T12:00:00.123Z},
 * digit by digit. What it does not know is left to slower readers, so it only has to be right.
 */
final class QuickTime {
  /** The result for anything that is not written in this form. */
  static final long OTHER = Long.MIN_VALUE;

  private static final int SHORTEST = 19;
  private static final int FRACTION_DIGITS = 9;
  private static final int MILLI_DIGITS = 3;
  private static final int WRONG = -100_000;
  private static final long MILLIS_PER_SECOND = 1_000;
  private static final long SECONDS_PER_DAY = 86_400;

  /** Days from the first of March of the year 0 to 1970-01-01, in the Gregorian calendar. */
  private static final int EPOCH_DAY = 719_468;

  private static final int[] DAYS = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};

  private QuickTime() {}

  /**
   * The instant in milliseconds since 1970, or {@link #OTHER}. A missing zone is UTC; digits after
   * the millisecond are cut off.
   *
   * @param blank whether a blank may be in the place of the {@code T}
   */
  static long parse(byte[] text, int start, int end, boolean blank) {
    if (end - start < SHORTEST || !hasShape(text, start, blank)) {
      return OTHER;
    }
    int hour = two(text, start + 11);
    int minute = two(text, start + 14);
    int second = two(text, start + 17);
    if (hour < 0 || hour > 23 || minute < 0 || minute > 59 || second < 0 || second > 59) {
      return OTHER;
    }
    long day = epochDay(text, start);
    long millis = millis(text, start + SHORTEST, end);
    if (day == OTHER || millis == OTHER) {
      return OTHER;
    }
    long seconds = day * SECONDS_PER_DAY + hour * 3_600L + minute * 60L + second;
    return seconds * MILLIS_PER_SECOND + millis;
  }

  private static boolean hasShape(byte[] text, int start, boolean blank) {
    byte between = text[start + 10];
    return text[start + 4] == '-'
        && text[start + 7] == '-'
        && (between == 'T' || blank && between == ' ')
        && text[start + 13] == ':'
        && text[start + 16] == ':';
  }

  private static long epochDay(byte[] text, int start) {
    int year = two(text, start) * 100 + two(text, start + 2);
    int month = two(text, start + 5);
    int day = two(text, start + 8);
    if (year < 0 || month < 1 || month > 12 || day < 1) {
      return OTHER;
    }
    boolean leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
    if (day > DAYS[month - 1] + (leap && month == 2 ? 1 : 0)) {
      return OTHER;
    }
    // Years begin in March here, so that the leap day is the last one.
    int shifted = month > 2 ? year : year - 1;
    int era = Math.floorDiv(shifted, 400);
    int ofEra = shifted - era * 400;
    int dayOfYear = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1;
    return era * 146_097L + ofEra * 365L + ofEra / 4 - ofEra / 100 + dayOfYear - EPOCH_DAY;
  }

  /** The milliseconds of the fraction of a second, after which nothing but a Z may come. */
  private static long millis(byte[] text, int start, int end) {
    int at = start;
    int millis = 0;
    if (at < end && text[at] == '.') {
      int first = ++at;
      int digit = at < end ? text[at] - '0' : WRONG;
      while (digit >= 0 && digit <= 9) {
        if (at - first < MILLI_DIGITS) {
          millis = millis * 10 + digit;
        }
        at++;
        digit = at < end ? text[at] - '0' : WRONG;
      }
      int digits = at - first;
      if (digits == 0 || digits > FRACTION_DIGITS) {
        return OTHER;
      }
      for (int i = digits; i < MILLI_DIGITS; i++) {
        millis *= 10;
      }
    }
    boolean ends = at == end || at + 1 == end && text[at] == 'Z';
    return ends ? millis : OTHER;
  }

  /** Two digits, or something negative. */
  private static int two(byte[] text, int at) {
    int tens = text[at] - '0';
    int ones = text[at + 1] - '0';
    return tens >= 0 && tens <= 9 && ones >= 0 && ones <= 9 ? tens * 10 + ones : WRONG;
  }
}
