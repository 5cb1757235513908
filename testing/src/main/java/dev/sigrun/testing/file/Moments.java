package dev.sigrun.testing.file;

import dev.sigrun.compiler.document.DataValue;
import dev.sigrun.runtime.time.Timestamps;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Parses times and durations of test files. All are milliseconds. */
public final class Moments {
  private static final Pattern PART = Pattern.compile("([0-9]{1,9})(ms|s|m|h|d)");
  private static final Pattern DURATION = Pattern.compile("(?:[0-9]{1,9}(?:ms|[smhd])){1,5}");

  /** A thousand years: far enough, and sums of a few do not overflow. */
  private static final long LONGEST = 365_000L * 86_400_000;

  private Moments() {}

  /** A duration such as {@code 5s}, {@code 10m} or {@code 1h30m}, not negative. */
  static OptionalLong duration(String text) {
    if (!DURATION.matcher(text).matches()) {
      return OptionalLong.empty();
    }
    long sum = 0;
    Matcher parts = PART.matcher(text);
    while (parts.find()) {
      sum += Long.parseLong(parts.group(1)) * millis(parts.group(2));
    }
    return sum > LONGEST ? OptionalLong.empty() : OptionalLong.of(sum);
  }

  /** An instant: a string, a TOML date or milliseconds since 1970. */
  static OptionalLong instant(DataValue value) {
    if (value instanceof DataValue.Whole whole) {
      return plausible(OptionalLong.of(whole.value()));
    }
    Optional<String> text =
        value instanceof DataValue.Date date
            ? Optional.of(date.value().replace(' ', 'T'))
            : value.asText();
    return plausible(text.map(Timestamps::parse).orElse(OptionalLong.empty()));
  }

  /** An instant, or a distance from {@code start} such as {@code +5s} or {@code -3d}. */
  static OptionalLong instant(DataValue value, long start) {
    String text = value.asText().orElse("");
    boolean signed = text.startsWith("+") || text.startsWith("-");
    OptionalLong distance = duration(signed ? text.substring(1) : text);
    if (distance.isPresent()) {
      long sign = text.startsWith("-") ? -1 : 1;
      return OptionalLong.of(start + sign * distance.getAsLong());
    }
    return signed ? OptionalLong.empty() : instant(value);
  }

  /** The distance between {@code start} and {@code time}: {@code +1m1s}. */
  public static String distance(long start, long time) {
    long left = Math.abs(time - start);
    StringBuilder text = new StringBuilder();
    for (String unit : List.of("d", "h", "m", "s", "ms")) {
      long count = left / millis(unit);
      left -= count * millis(unit);
      if (count > 0) {
        text.append(count).append(unit);
      }
    }
    return (time < start ? "-" : "+") + (text.length() == 0 ? "0s" : text);
  }

  private static OptionalLong plausible(OptionalLong instant) {
    return instant.isPresent() && Math.abs(instant.getAsLong()) <= 20 * LONGEST
        ? instant
        : OptionalLong.empty();
  }

  private static long millis(String unit) {
    return switch (unit) {
      case "ms" -> 1;
      case "s" -> 1_000;
      case "m" -> 60_000;
      case "h" -> 3_600_000;
      default -> 86_400_000;
    };
  }
}
