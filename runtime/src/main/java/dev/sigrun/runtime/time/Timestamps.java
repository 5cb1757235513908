package dev.sigrun.runtime.time;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.Year;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads instants in the form {@code strict_date_optional_time||epoch_millis}: dates such as {@code
 * 2024-05-01T10:00:00.123Z} of which later parts may be missing, or milliseconds since 1970.
 */
public final class Timestamps {
  private static final long MILLIS_PER_DAY = 86_400_000;
  private static final int NANOS_PER_MILLI = 1_000_000;
  private static final int DIGITS_OF_NANOS = 6;

  /** An offset that is not one. */
  private static final int WRONG = Integer.MIN_VALUE;

  /** A zone that is a name or has a colon, and an offset behind it. */
  private static final Pattern TWICE =
      Pattern.compile("(Z|[A-Za-z].*|[+-][0-9]{2}:[0-9:]{2,5})(Z|[+-][0-9]{2}(?:[0-9]{2})?)");

  private final String text;
  private int position;

  /** The part of the instant below a millisecond. */
  private int nanosOfMilli;

  private Timestamps(String text) {
    this.text = text;
  }

  /**
   * The instant that {@code text} names, in milliseconds since 1970; empty if it names none.
   * Missing parts are the first possible, a missing zone is UTC, digits after the millisecond are
   * cut off. Four digits are a year; any other number of digits is milliseconds.
   */
  public static OptionalLong parse(String text) {
    return parse(text, false);
  }

  /**
   * The instant that {@code text} names, as {@link #parse(String)}.
   *
   * @param roundUp whether a missing part of the time of day is the last possible one
   */
  static OptionalLong parse(String text, boolean roundUp) {
    if (text.isEmpty() || text.length() > 64) {
      return OptionalLong.empty();
    }
    return isYear(text) ? new Timestamps(text).date(roundUp) : flooredMillis(text);
  }

  /** The milliseconds that a text writes with or without a fraction, of six digits at most. */
  private static OptionalLong flooredMillis(String text) {
    OptionalLong millis =
        hasShortFraction(text) ? parseMillis(digitsOf(text)) : OptionalLong.empty();
    boolean isBelow = text.startsWith("-") && text.matches("[^.]*\\.0*[1-9].*");
    return isBelow && millis.isPresent() ? OptionalLong.of(millis.getAsLong() - 1) : millis;
  }

  private static boolean hasShortFraction(String text) {
    int point = text.indexOf('.');
    return point < 0 || text.length() - point - 1 <= DIGITS_OF_NANOS;
  }

  /** The text without a point at its end, which means nothing. */
  private static String digitsOf(String text) {
    int last = text.length() - 1;
    return text.indexOf('.') == last ? text.substring(0, last) : text;
  }

  /**
   * The instant that {@code text} names, as {@link #parse(String)}, to the nanosecond.
   *
   * @param roundUp whether a missing part is the last possible one: of the time of day, and of a
   *     number of milliseconds without a fraction
   */
  static Optional<Instant> instant(String text, boolean roundUp) {
    if (text.isEmpty() || text.length() > 64) {
      return Optional.empty();
    }
    return isYear(text) ? isoInstant(text, roundUp) : instantOfMillis(text, roundUp);
  }

  /** The same for a date in the form {@code strict_date_optional_time} only. */
  static Optional<Instant> isoInstant(String text, boolean roundUp) {
    if (!isYear(text)) {
      return Optional.empty();
    }
    Timestamps reader = new Timestamps(text);
    return instant(reader.date(roundUp), reader.nanosOfMilli);
  }

  private static Optional<Instant> instantOfMillis(String text, boolean roundUp) {
    if (!hasShortFraction(text)) {
      return Optional.empty();
    }
    int point = text.indexOf('.');
    int nanos = roundUp ? NANOS_PER_MILLI - 1 : 0;
    if (point >= 0) {
      String fraction = (text.substring(point + 1) + "000000").substring(0, 6);
      nanos = isDigits(fraction, 0, 6) ? Integer.parseInt(fraction) : 0;
      nanos = text.startsWith("-") ? -nanos : nanos;
    }
    return instant(parseMillis(digitsOf(text)), nanos);
  }

  private static Optional<Instant> instant(OptionalLong millis, int nanos) {
    return millis.isPresent()
        ? Optional.of(Instant.ofEpochMilli(millis.getAsLong()).plusNanos(nanos))
        : Optional.empty();
  }

  /** Milliseconds since 1970 in decimal, possibly negative, possibly with a fraction to cut off. */
  public static OptionalLong parseMillis(String text) {
    int end = text.indexOf('.');
    if (end >= 0 && !isDigits(text, end + 1, text.length())) {
      return OptionalLong.empty();
    }
    end = end < 0 ? text.length() : end;
    int start = text.startsWith("-") ? 1 : 0;
    if (!isDigits(text, start, end)) {
      return OptionalLong.empty();
    }
    if (end - start > 18) {
      return OptionalLong.empty();
    }
    return OptionalLong.of(Long.parseLong(text.substring(0, end)));
  }

  /** Whether the text starts with exactly four digits. */
  private static boolean isYear(String text) {
    return text.length() >= 4
        && isDigits(text, 0, 4)
        && (text.length() == 4 || text.charAt(4) == '-');
  }

  private static boolean isDigits(String text, int start, int end) {
    if (start >= end) {
      return false;
    }
    for (int i = start; i < end; i++) {
      char c = text.charAt(i);
      if (c < '0' || c > '9') {
        return false;
      }
    }
    return true;
  }

  private OptionalLong date(boolean roundUp) {
    int year = digits(4);
    int month = 1;
    int day = 1;
    if (accept('-')) {
      month = digits(2);
      if (month >= 1 && accept('-')) {
        day = digits(2);
        if (day >= 1 && accept('T')) {
          return isDay(year, month, day) ? time(year, month, day, roundUp) : OptionalLong.empty();
        }
      }
    }
    if (!isDay(year, month, day) || !atEnd()) {
      return OptionalLong.empty();
    }
    long midnight = midnight(year, month, day);
    nanosOfMilli = roundUp ? NANOS_PER_MILLI - 1 : 0;
    return OptionalLong.of(roundUp ? midnight + MILLIS_PER_DAY - 1 : midnight);
  }

  /** Reads the time of day, of which all may be missing. */
  private OptionalLong time(int year, int month, int day, boolean roundUp) {
    int hour = roundUp ? 23 : 0;
    int minute = roundUp ? 59 : 0;
    int second = roundUp ? 59 : 0;
    int millis = roundUp ? 999 : 0;
    nanosOfMilli = roundUp ? NANOS_PER_MILLI - 1 : 0;
    if (!atEnd()) {
      hour = digits(2);
      if (hour >= 0 && accept(':')) {
        minute = digits(2);
        if (minute >= 0 && accept(':')) {
          second = digits(2);
          if (second >= 0 && (accept('.') || accept(','))) {
            millis = fraction();
          }
        }
      }
    }
    boolean valid = hour >= 0 && hour < 24 && minute >= 0 && minute < 60;
    valid &= second >= 0 && second < 60 && millis >= 0;
    if (!valid) {
      return OptionalLong.empty();
    }
    long local = midnight(year, month, day) / 1000 + hour * 3600L + minute * 60L + second;
    int zone = zone(local);
    return zone == WRONG || !atEnd()
        ? OptionalLong.empty()
        : OptionalLong.of((local - zone) * 1000 + millis);
  }

  /** Reads one to nine digits, the milliseconds; -1 if there are none or too many. */
  private int fraction() {
    int start = position;
    int nanos = 0;
    while (position < text.length() && Character.digit(text.charAt(position), 10) >= 0) {
      if (position - start < 9) {
        nanos = nanos * 10 + Character.digit(text.charAt(position), 10);
      }
      position++;
    }
    int count = position - start;
    for (int i = count; i < 9; i++) {
      nanos *= 10;
    }
    nanosOfMilli = nanos % NANOS_PER_MILLI;
    return isDigits(text, start, position) && count <= 9 ? nanos / NANOS_PER_MILLI : -1;
  }

  /**
   * Reads an offset from UTC in seconds; zero if there is none, the least int if it is wrong. As a
   * server does, takes a second offset behind the first, as in {@code ZZ}; not if it differs, since
   * it is then read in one way in documents and in another in queries.
   *
   * @param local the time in the zone, in seconds since 1970 there: offsets change in the year
   */
  private int zone(long local) {
    int start = position;
    int offset = oneZone(local);
    if (offset != WRONG && atEnd()) {
      return offset;
    }
    Matcher twice = TWICE.matcher(text).region(start, text.length());
    if (!twice.matches()) {
      return WRONG;
    }
    Timestamps first = new Timestamps(text.substring(0, twice.end(1)));
    Timestamps second = new Timestamps(twice.group(2));
    first.position = start;
    position = text.length();
    offset = first.oneZone(local);
    return first.atEnd() && offset == second.oneZone(local) ? offset : WRONG;
  }

  private int oneZone(long local) {
    if (atEnd() || position == text.length() - 1 && accept('Z')) {
      return 0;
    }
    int sign = accept('+') ? 1 : accept('-') ? -1 : 0;
    if (sign == 0) {
      return namedZone(local);
    }
    int hours = digits(2);
    int minutes = 0;
    int seconds = 0;
    boolean colon = false;
    if (hours >= 0 && !atEnd()) {
      colon = accept(':');
      minutes = digits(2);
    }
    if (minutes >= 0 && !atEnd()) {
      seconds = accept(':') == colon ? digits(2) : -1;
    }
    boolean valid = hours >= 0 && minutes >= 0 && minutes < 60 && seconds >= 0 && seconds < 60;
    int offset = hours * 3600 + minutes * 60 + seconds;
    return valid && offset <= 18 * 3600 ? sign * offset : WRONG;
  }

  /**
   * Reads the name of a zone, such as {@code UTC} or {@code Europe/Paris}, up to the end. A time
   * that clocks skip has the offset from before.
   */
  private int namedZone(long local) {
    try {
      ZoneId zone = ZoneId.of(text.substring(position));
      position = text.length();
      LocalDateTime time = LocalDateTime.ofEpochSecond(local, 0, ZoneOffset.UTC);
      return (int) (local - time.atZone(zone).toEpochSecond());
    } catch (DateTimeException e) {
      return WRONG;
    }
  }

  private static boolean isDay(int year, int month, int day) {
    if (year < 0 || month < 1 || month > 12 || day < 1) {
      return false;
    }
    return switch (month) {
      case 2 -> day <= (Year.isLeap(year) ? 29 : 28);
      case 4, 6, 9, 11 -> day <= 30;
      default -> day <= 31;
    };
  }

  private static long midnight(int year, int month, int day) {
    return LocalDate.of(year, month, day).toEpochDay() * MILLIS_PER_DAY;
  }

  /** Reads exactly {@code count} digits; -1 if there are fewer. */
  private int digits(int count) {
    int end = position + count;
    if (end > text.length() || !isDigits(text, position, end)) {
      return -1;
    }
    int value = 0;
    while (position < end) {
      value = value * 10 + (text.charAt(position++) - '0');
    }
    return value;
  }

  private boolean accept(char c) {
    if (position < text.length() && text.charAt(position) == c) {
      position++;
      return true;
    }
    return false;
  }

  private boolean atEnd() {
    return position == text.length();
  }
}
