package dev.sigrun.compiler.diagnostic;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Finds the names that an author probably meant: the closest within {@code (length + 2) / 3} edits,
 * but not more than {@value #MOST_EDITS}, ignoring case. Ties go to the name that comes first in
 * the alphabet, so that messages do not depend on the order of a set. Immutable; finding a name
 * takes little time for each known one, also among thousands.
 */
public final class Suggestions {
  private static final int MOST_EDITS = 6;
  private static final int GROUPS = 32;

  private final List<Name> names;

  /** A known name, and how many characters of each of some groups it has. */
  private static final class Name {
    private final String text;
    private final String lower;
    private final int[] counts = new int[GROUPS];

    Name(String text) {
      this.text = text;
      lower = text.toLowerCase(Locale.ROOT);
      for (int i = 0; i < lower.length(); i++) {
        counts[lower.charAt(i) % GROUPS]++;
      }
    }

    /** Each character that only one of two names has costs an edit. */
    boolean mayBeWithin(Name other, int limit) {
      int surplus = 0;
      int missing = 0;
      for (int i = 0; i < GROUPS; i++) {
        int difference = counts[i] - other.counts[i];
        surplus += Math.max(difference, 0);
        missing += Math.max(-difference, 0);
      }
      return surplus < limit && missing < limit;
    }
  }

  private record Found(String name, int edits) {}

  private Suggestions(Collection<String> known) {
    names = known.stream().map(Name::new).toList();
  }

  /** Suggestions of {@code known} names. */
  public static Suggestions of(Collection<String> known) {
    return new Suggestions(known);
  }

  /** The name closest to {@code found}, if any is close enough. */
  public static Optional<String> closest(String found, Collection<String> known) {
    return of(known).closest(found, 1).stream().findFirst();
  }

  /**
   * A sentence to append to a message, with a leading blank: {@code " Did you mean 'x'?"} or empty.
   */
  public static String didYouMean(String found, Collection<String> known) {
    return closest(found, known).map(name -> " Did you mean '" + name + "'?").orElse("");
  }

  /** At most {@code most} names close to {@code found}, the closest first. */
  public List<String> closest(String found, int most) {
    Name wanted = new Name(found);
    int limit = Math.min((found.length() + 2) / 3, MOST_EDITS) + 1;
    List<Found> close = new ArrayList<>();
    for (Name name : names) {
      if (Math.abs(found.length() - name.text.length()) < limit
          && wanted.mayBeWithin(name, limit)) {
        int edits = distance(wanted.lower, name.lower, limit);
        if (edits < limit) {
          close.add(new Found(name.text, edits));
        }
      }
    }
    return close.stream()
        .sorted(Comparator.comparingInt(Found::edits).thenComparing(Found::name))
        .limit(most)
        .map(Found::name)
        .toList();
  }

  /** Edit distance with transpositions of neighbours, or {@code limit} if it is not below it. */
  private static int distance(String a, String b, int limit) {
    int[] beforePrevious = new int[b.length() + 1];
    int[] previous = new int[b.length() + 1];
    int[] current = new int[b.length() + 1];
    for (int j = 0; j <= b.length(); j++) {
      previous[j] = Math.min(j, limit);
    }
    for (int i = 1; i <= a.length(); i++) {
      // Further away from the diagonal everything costs the limit or more.
      int from = Math.max(1, i - limit + 1);
      int to = Math.min(b.length(), i + limit - 1);
      current[from - 1] = from == 1 ? Math.min(i, limit) : limit;
      int smallest = current[from - 1];
      for (int j = from; j <= to; j++) {
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
      if (to < b.length()) {
        current[to + 1] = limit;
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
