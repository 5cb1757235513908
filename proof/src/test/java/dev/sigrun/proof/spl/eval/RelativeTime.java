package dev.sigrun.proof.spl.eval;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Time modifiers: {@code now}, {@code -9m}, {@code -7d@d}, and seconds since 1970. In UTC. */
public final class RelativeTime {
  private static final Pattern MODIFIER =
      Pattern.compile("(?:([+-])([0-9]*)([a-z]+))?(?:@([a-z]+))?");

  private static final Map<String, ChronoUnit> UNITS =
      Map.ofEntries(
          Map.entry("s", ChronoUnit.SECONDS),
          Map.entry("sec", ChronoUnit.SECONDS),
          Map.entry("second", ChronoUnit.SECONDS),
          Map.entry("seconds", ChronoUnit.SECONDS),
          Map.entry("m", ChronoUnit.MINUTES),
          Map.entry("min", ChronoUnit.MINUTES),
          Map.entry("minute", ChronoUnit.MINUTES),
          Map.entry("minutes", ChronoUnit.MINUTES),
          Map.entry("h", ChronoUnit.HOURS),
          Map.entry("hr", ChronoUnit.HOURS),
          Map.entry("hour", ChronoUnit.HOURS),
          Map.entry("hours", ChronoUnit.HOURS),
          Map.entry("d", ChronoUnit.DAYS),
          Map.entry("day", ChronoUnit.DAYS),
          Map.entry("days", ChronoUnit.DAYS),
          Map.entry("w", ChronoUnit.WEEKS),
          Map.entry("mon", ChronoUnit.MONTHS));

  private RelativeTime() {}

  /**
   * The time that {@code modifier} names.
   *
   * @param from seconds since 1970 that count as now
   * @return seconds since 1970
   */
  public static double resolve(String modifier, double from) {
    if (modifier.equals("now") || modifier.equals("now()")) {
      return from;
    }
    if (modifier.matches("[0-9]+(\\.[0-9]+)?")) {
      return Double.parseDouble(modifier);
    }
    Matcher matcher = MODIFIER.matcher(modifier);
    if (modifier.isEmpty() || !matcher.matches()) {
      throw new SplException("No time modifier: " + modifier);
    }
    ZonedDateTime time = Instant.ofEpochMilli(Math.round(from * 1000)).atZone(ZoneOffset.UTC);
    if (matcher.group(1) != null) {
      long count = matcher.group(2).isEmpty() ? 1 : Long.parseLong(matcher.group(2));
      time = time.plus(matcher.group(1).equals("-") ? -count : count, unit(matcher.group(3)));
    }
    if (matcher.group(4) != null) {
      time = time.truncatedTo(unit(matcher.group(4)));
    }
    return time.toInstant().toEpochMilli() / 1000.0;
  }

  /** The length of a span such as {@code 5m}, in seconds. */
  public static double span(String span) {
    Matcher matcher = Pattern.compile("([0-9]+)([a-z]*)").matcher(span);
    if (!matcher.matches()) {
      throw new SplException("No span of time: " + span);
    }
    String unit = matcher.group(2).isEmpty() ? "s" : matcher.group(2);
    return Long.parseLong(matcher.group(1)) * (double) unit(unit).getDuration().toSeconds();
  }

  private static ChronoUnit unit(String name) {
    ChronoUnit unit = UNITS.get(name);
    if (unit == null) {
      throw new SplException("No unit of time: " + name);
    }
    return unit;
  }
}
