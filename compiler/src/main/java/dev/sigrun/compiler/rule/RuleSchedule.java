package dev.sigrun.compiler.rule;

import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * When a rule runs, and which time range it covers.
 *
 * @param from start of the time it looks at, as date math; {@code now-6m} unless written
 * @param to end of that time, as date math; {@code now} unless written
 * @param interval time between runs, {@code 5m} unless written
 * @param lookBack the time from {@code from} to {@code to}, positive
 * @param period the interval as a duration, positive
 * @param maxSignals the most alerts of one run, 100 unless written
 * @param enabled whether it is switched on when installed
 */
public record RuleSchedule(
    String from,
    String to,
    String interval,
    Duration lookBack,
    Duration period,
    long maxSignals,
    boolean enabled) {
  /** As rules run that set nothing: every five minutes over six. */
  public static final RuleSchedule DEFAULTS =
      new RuleSchedule(
          "now-6m", "now", "5m", Duration.ofMinutes(6), Duration.ofMinutes(5), 100, false);

  private static final Pattern BEFORE_NOW = Pattern.compile("now-(\\d{1,6})([smhdw])");

  /**
   * The distance from the end of the time range to now; zero unless the range ends a plain span
   * before now.
   */
  public Duration delay() {
    Matcher before = BEFORE_NOW.matcher(to);
    if (!before.matches()) {
      return Duration.ZERO;
    }
    long count = Long.parseLong(before.group(1));
    return switch (before.group(2)) {
      case "s" -> Duration.ofSeconds(count);
      case "m" -> Duration.ofMinutes(count);
      case "h" -> Duration.ofHours(count);
      case "d" -> Duration.ofDays(count);
      default -> Duration.ofDays(7 * count);
    };
  }
}
