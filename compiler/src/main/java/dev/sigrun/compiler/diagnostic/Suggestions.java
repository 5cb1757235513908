package dev.sigrun.compiler.diagnostic;

import java.util.Collection;
import java.util.Locale;
import java.util.Optional;

/**
 * Finds the name that an author probably meant: the closest within {@code (length + 2) / 3} edits,
 * ignoring case. Ties go to the name that comes first in the alphabet, so that messages do not
 * depend on the order of a set.
 */
public final class Suggestions {
  private Suggestions() {}

  /** The name closest to {@code found}, if any is close enough. */
  public static Optional<String> closest(String found, Collection<String> known) {
    String lower = found.toLowerCase(Locale.ROOT);
    int best = (found.length() + 2) / 3 + 1;
    String answer = null;
    for (String candidate : known) {
      int limit = answer != null && candidate.compareTo(answer) < 0 ? best + 1 : best;
      int distance = distance(lower, candidate.toLowerCase(Locale.ROOT), limit);
      if (distance < limit) {
        best = distance;
        answer = candidate;
      }
    }
    return Optional.ofNullable(answer);
  }

  /**
   * A sentence to append to a message, with a leading blank: {@code " Did you mean 'x'?"} or empty.
   */
  public static String didYouMean(String found, Collection<String> known) {
    return closest(found, known).map(name -> " Did you mean '" + name + "'?").orElse("");
  }

  /** Edit distance with transpositions of neighbours, or {@code limit} if it is not below it. */
  private static int distance(String a, String b, int limit) {
    if (Math.abs(a.length() - b.length()) >= limit) {
      return limit;
    }
    int[] beforePrevious = new int[b.length() + 1];
    int[] previous = new int[b.length() + 1];
    int[] current = new int[b.length() + 1];
    for (int j = 0; j <= b.length(); j++) {
      previous[j] = j;
    }
    for (int i = 1; i <= a.length(); i++) {
      current[0] = i;
      int smallest = i;
      for (int j = 1; j <= b.length(); j++) {
        int change = a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1;
        int cost = Math.min(Math.min(previous[j], current[j - 1]) + 1, previous[j - 1] + change);
        if (i > 1
            && j > 1
            && a.charAt(i - 1) == b.charAt(j - 2)
            && a.charAt(i - 2) == b.charAt(j - 1)) {
          cost = Math.min(cost, beforePrevious[j - 2] + 1);
        }
        current[j] = cost;
        smallest = Math.min(smallest, cost);
      }
      if (smallest >= limit) {
        return limit;
      }
      int[] reused = beforePrevious;
      beforePrevious = previous;
      previous = current;
      current = reused;
    }
    return Math.min(previous[b.length()], limit);
  }
}
