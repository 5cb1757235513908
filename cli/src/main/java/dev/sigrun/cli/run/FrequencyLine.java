package dev.sigrun.cli.run;

import dev.sigrun.cli.terminal.Environment;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.NavigableMap;
import java.util.Optional;

/** How many alerts there are over time, as a line of bars. */
final class FrequencyLine {
  private static final int USUAL_WIDTH = 80;
  private static final String BLOCKS = " \u2581\u2582\u2583\u2584\u2585\u2586\u2587\u2588";
  private static final String PLAIN = " .:-=+*#@";

  private final TimeHistogram histogram;
  private final String bars;

  /**
   * A line without alerts.
   *
   * @param width the most columns; empty if lines may have any width
   * @param ascii whether only characters of ASCII can be shown
   */
  FrequencyLine(Optional<Integer> width, boolean ascii) {
    this.histogram = new TimeHistogram(Math.min(USUAL_WIDTH, width.orElse(USUAL_WIDTH)));
    this.bars = ascii ? PLAIN : BLOCKS;
  }

  /** Whether the locale or the terminal has no characters but those of ASCII. */
  static boolean isAscii(Environment environment) {
    String locale =
        environment
            .variable("LC_ALL")
            .or(() -> environment.variable("LC_CTYPE"))
            .or(() -> environment.variable("LANG"))
            .orElse("");
    String encoding = locale.toLowerCase(Locale.ROOT).replace("-", "");
    boolean dumb = environment.variable("TERM").filter("dumb"::equals).isPresent();
    return dumb || !encoding.contains("utf8");
  }

  /** Counts an alert, unless its time is beyond all calendars. */
  void add(Instant time) {
    try {
      histogram.add(time.toEpochMilli(), "");
    } catch (ArithmeticException e) {
      // More than 292 million years from 1970: a mistake in the event.
    }
  }

  /** The line with what it means; empty if all alerts are in one interval. */
  String text() {
    NavigableMap<Long, Long> totals = histogram.totals();
    if (totals.size() < 2) {
      return "";
    }
    long length = histogram.length();
    long most = totals.values().stream().mapToLong(Long::longValue).max().orElse(1);
    StringBuilder line = new StringBuilder();
    for (long at = totals.firstKey(); at <= totals.lastKey(); at += length) {
      line.append(bar(totals.getOrDefault(at, 0L), most));
    }
    return "\nAlerts over time, at most %s in %s:\n%s\n%s to %s\n"
        .formatted(
            most,
            duration(Duration.ofMillis(length)),
            line,
            Instant.ofEpochMilli(totals.firstKey()),
            Instant.ofEpochMilli(totals.lastKey() + length));
  }

  /** Any alert shows; the highest bar is that of the most. */
  private char bar(long count, long most) {
    int highest = bars.length() - 1;
    return bars.charAt((int) ((count * highest + most - 1) / most));
  }

  private static String duration(Duration duration) {
    if (duration.toDays() > 0) {
      return duration.toDays() + " d";
    }
    if (duration.toHours() > 0) {
      return duration.toHours() + " h";
    }
    return duration.toMinutes() > 0 ? duration.toMinutes() + " min" : duration.toSeconds() + " s";
  }
}
