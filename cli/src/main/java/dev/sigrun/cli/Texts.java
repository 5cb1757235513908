package dev.sigrun.cli;

import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** Numbers and lists in sentences. */
final class Texts {
  private Texts() {}

  /** {@code 1 rule}, {@code 2 rules}. */
  static String count(long number, String noun) {
    return number + " " + noun + (number == 1 ? "" : "s");
  }

  /** {@code 209 ES|QL, 106 machine learning}: the most frequent first. */
  static String counts(Map<String, Integer> counts) {
    return counts.entrySet().stream()
        .sorted(
            Map.Entry.<String, Integer>comparingByValue()
                .reversed()
                .thenComparing(Map.Entry.comparingByKey()))
        .map(entry -> entry.getValue() + " " + entry.getKey())
        .collect(Collectors.joining(", "));
  }

  /** A duration in seconds with one digit behind the point. */
  static String seconds(long nanos) {
    return String.format(Locale.ROOT, "%.1f s", nanos / 1e9);
  }
}
