package dev.sigrun.runtime.time;

import java.time.Duration;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Intervals as rules write them: a whole number of seconds, minutes, hours or days. */
public final class Intervals {
  private static final Pattern FORM = Pattern.compile("([0-9]{1,6})([smhd])");

  private Intervals() {}

  /** The length of {@code text}, such as {@code 5m}; empty if it is not an interval. */
  public static Optional<Duration> parse(String text) {
    Matcher form = FORM.matcher(text);
    if (!form.matches()) {
      return Optional.empty();
    }
    long number = Long.parseLong(form.group(1));
    return Optional.of(
        switch (form.group(2)) {
          case "s" -> Duration.ofSeconds(number);
          case "m" -> Duration.ofMinutes(number);
          case "h" -> Duration.ofHours(number);
          default -> Duration.ofDays(number);
        });
  }
}
