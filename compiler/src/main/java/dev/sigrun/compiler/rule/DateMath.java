package dev.sigrun.compiler.rule;

import java.time.Duration;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Date math relative to now, such as {@code now-6m}. */
public final class DateMath {
  private static final Pattern RELATIVE =
      Pattern.compile("now((?:[+-][0-9]{1,6}[yMwdhHms]){0,8})(?:/([yMwdhHms]))?");
  private static final Pattern STEP = Pattern.compile("([+-])([0-9]{1,6})([yMwdhHms])");

  private DateMath() {}

  /**
   * The distance from {@code text} to now; negative if it is after now. A month counts 30 days, a
   * year 365. Rounding down to a unit may reach back by that unit.
   */
  public static Optional<Duration> beforeNow(String text) {
    Matcher matcher = RELATIVE.matcher(text);
    if (!matcher.matches()) {
      return Optional.empty();
    }
    Duration before = Duration.ZERO;
    Matcher step = STEP.matcher(matcher.group(1));
    while (step.find()) {
      Duration amount = unit(step.group(3)).multipliedBy(Long.parseLong(step.group(2)));
      before = step.group(1).equals("-") ? before.plus(amount) : before.minus(amount);
    }
    return Optional.of(matcher.group(2) == null ? before : before.plus(unit(matcher.group(2))));
  }

  private static Duration unit(String letter) {
    return switch (letter) {
      case "s" -> Duration.ofSeconds(1);
      case "m" -> Duration.ofMinutes(1);
      case "h", "H" -> Duration.ofHours(1);
      case "d" -> Duration.ofDays(1);
      case "w" -> Duration.ofDays(7);
      case "M" -> Duration.ofDays(30);
      case "y" -> Duration.ofDays(365);
      default -> throw new IllegalArgumentException("'" + letter + "' is not a unit of time.");
    };
  }
}
