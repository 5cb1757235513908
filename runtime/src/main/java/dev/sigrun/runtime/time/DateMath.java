package dev.sigrun.runtime.time;

import java.time.DateTimeException;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.time.temporal.TemporalAdjusters;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * An instant that is fixed or depends on the current time, such as {@code 2024-05-01}, {@code
 * now-1d/d} or {@code 2024-05-01||+1M}. In UTC; weeks start on Monday.
 */
public final class DateMath {
  private static final int MAX_AMOUNT_DIGITS = 9;
  private static final int MAX_STEPS = 100;
  private static final long NANOS_PER_SECOND = 1_000_000_000;

  private final String text;
  private final boolean fromNow;
  private final Instant anchor;
  private final List<Step> steps;
  private final boolean roundUp;

  /** Adds an amount of units, or rounds to the unit. */
  private record Step(int amount, ChronoUnit unit, boolean isRounding) {}

  private DateMath(
      String text, boolean fromNow, Instant anchor, List<Step> steps, boolean roundUp) {
    this.text = text;
    this.fromNow = fromNow;
    this.anchor = anchor;
    this.steps = steps;
    this.roundUp = roundUp;
  }

  /**
   * Reads {@code text}: {@code now} or a date with {@code ||} after, then any number of {@code +N},
   * {@code -N} and {@code /} with one of the units {@code y M w d h H m s}; or just a date.
   *
   * @param roundUp whether missing parts of the time of day go to the last nanosecond, and {@code
   *     /unit} to the last millisecond, instead of the first; true for the bounds {@code gt} and
   *     {@code lte}
   * @throws IllegalArgumentException if the text is malformed
   */
  public static DateMath parse(String text, boolean roundUp) {
    return parse(text, roundUp, DateFormat.usual());
  }

  /** The same with dates in another format. */
  public static DateMath parse(String text, boolean roundUp, DateFormat format) {
    if (text.startsWith("now")) {
      DateMath math = new DateMath(text, true, Instant.EPOCH, steps(text, 3), roundUp);
      math.compute(Instant.EPOCH);
      return math;
    }
    int bars = text.indexOf("||");
    String date = bars < 0 ? text : text.substring(0, bars);
    Optional<Instant> anchor = format.parse(date, roundUp && bars < 0);
    if (anchor.isEmpty()) {
      throw new IllegalArgumentException("\"" + date + "\" is neither a date nor now.");
    }
    List<Step> steps = bars < 0 ? List.of() : steps(text, bars + 2);
    DateMath math = new DateMath(text, false, anchor.get(), steps, roundUp);
    return new DateMath(text, false, math.compute(Instant.EPOCH), List.of(), roundUp);
  }

  /** The fixed instant {@code millis}, in milliseconds since 1970. */
  public static DateMath ofMillis(long millis) {
    return new DateMath(
        Long.toString(millis), false, Instant.ofEpochMilli(millis), List.of(), false);
  }

  /** Whether the instant depends on the current time. */
  public boolean dependsOnNow() {
    return fromNow;
  }

  /**
   * The instant in milliseconds since 1970. Results outside the calendar become the minimum or
   * maximum long.
   *
   * @param nowMillis the current time in milliseconds since 1970
   */
  public long resolve(long nowMillis) {
    if (fromNow && steps.isEmpty()) {
      return nowMillis;
    }
    try {
      return instant(nowMillis).toEpochMilli();
    } catch (IllegalArgumentException | ArithmeticException e) {
      return nowMillis < 0 ? Long.MIN_VALUE : Long.MAX_VALUE;
    }
  }

  /**
   * The instant in nanoseconds since 1970. Results outside the range of a long or outside the
   * calendar become the minimum or maximum long.
   *
   * @param nowMillis the current time in milliseconds since 1970
   */
  public long resolveNanos(long nowMillis) {
    try {
      Instant instant = instant(nowMillis);
      try {
        return Math.addExact(
            Math.multiplyExact(instant.getEpochSecond(), NANOS_PER_SECOND), instant.getNano());
      } catch (ArithmeticException e) {
        return instant.getEpochSecond() < 0 ? Long.MIN_VALUE : Long.MAX_VALUE;
      }
    } catch (IllegalArgumentException e) {
      return nowMillis < 0 ? Long.MIN_VALUE : Long.MAX_VALUE;
    }
  }

  /**
   * The instant.
   *
   * @throws IllegalArgumentException if it lies beyond the calendar
   */
  public Instant instant(long nowMillis) {
    return compute(fromNow ? Instant.ofEpochMilli(nowMillis) : anchor);
  }

  private Instant compute(Instant now) {
    Instant start = fromNow ? now : anchor;
    if (steps.isEmpty()) {
      return start;
    }
    try {
      LocalDateTime time = LocalDateTime.ofInstant(start, ZoneOffset.UTC);
      for (Step step : steps) {
        time = step.isRounding() ? round(time, step.unit()) : time.plus(step.amount(), step.unit());
      }
      return time.toInstant(ZoneOffset.UTC);
    } catch (DateTimeException | ArithmeticException e) {
      throw new IllegalArgumentException("\"" + text + "\" is outside the range of dates.", e);
    }
  }

  private LocalDateTime round(LocalDateTime time, ChronoUnit unit) {
    LocalDateTime floor =
        switch (unit) {
          case YEARS -> time.withDayOfYear(1).truncatedTo(ChronoUnit.DAYS);
          case MONTHS -> time.withDayOfMonth(1).truncatedTo(ChronoUnit.DAYS);
          case WEEKS ->
              time.with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY))
                  .truncatedTo(ChronoUnit.DAYS);
          default -> time.truncatedTo(unit);
        };
    return roundUp ? floor.plus(1, unit).minus(1, ChronoUnit.MILLIS) : floor;
  }

  private static List<Step> steps(String text, int start) {
    List<Step> steps = new ArrayList<>();
    int position = start;
    while (position < text.length()) {
      char operator = text.charAt(position++);
      if (operator != '+' && operator != '-' && operator != '/') {
        throw malformed(text, "expected +, - or / at offset " + (position - 1));
      }
      int digitsStart = position;
      while (position < text.length() && isDigit(text.charAt(position))) {
        position++;
      }
      String digits = text.substring(digitsStart, position);
      if (digits.length() > MAX_AMOUNT_DIGITS || steps.size() == MAX_STEPS) {
        throw malformed(text, "it is too large");
      }
      int amount = digits.isEmpty() ? 1 : Integer.parseInt(digits);
      if (operator == '/' && amount != 1) {
        throw malformed(text, "only a single unit can follow /");
      }
      if (position == text.length()) {
        throw malformed(text, "the unit is missing at the end");
      }
      ChronoUnit unit = unit(text, text.charAt(position++));
      steps.add(new Step(operator == '-' ? -amount : amount, unit, operator == '/'));
    }
    return List.copyOf(steps);
  }

  private static ChronoUnit unit(String text, char letter) {
    return switch (letter) {
      case 'y' -> ChronoUnit.YEARS;
      case 'M' -> ChronoUnit.MONTHS;
      case 'w' -> ChronoUnit.WEEKS;
      case 'd' -> ChronoUnit.DAYS;
      case 'h', 'H' -> ChronoUnit.HOURS;
      case 'm' -> ChronoUnit.MINUTES;
      case 's' -> ChronoUnit.SECONDS;
      default -> throw malformed(text, "the units are y, M, w, d, h, H, m and s, not " + letter);
    };
  }

  private static IllegalArgumentException malformed(String text, String reason) {
    return new IllegalArgumentException("\"" + text + "\" is not valid date math: " + reason + ".");
  }

  private static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }

  /** The text as it was given. */
  @Override
  public String toString() {
    return text;
  }
}
