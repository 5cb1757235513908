package dev.sigrun.compiler.diagnostic;

import java.util.Map;
import java.util.stream.Collectors;

/** Formats numbers of things for sentences. */
public final class Counts {
  private Counts() {}

  /** {@code 1 rule}, {@code 2 rules}. */
  public static String of(long number, String noun) {
    return number + " " + noun + (number == 1 ? "" : "s");
  }

  /** {@code 209 ES|QL, 106 machine learning}: the most frequent first. */
  public static String byLabel(Map<String, Integer> counts) {
    return counts.entrySet().stream()
        .sorted(
            Map.Entry.<String, Integer>comparingByValue()
                .reversed()
                .thenComparing(Map.Entry.comparingByKey()))
        .map(entry -> entry.getValue() + " " + entry.getKey())
        .collect(Collectors.joining(", "));
  }
}
