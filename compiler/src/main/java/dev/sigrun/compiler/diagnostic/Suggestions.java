package dev.sigrun.compiler.diagnostic;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Finds the names that an author probably meant: the closest within {@code (length + 2) / 3} edits,
 * but not more than {@value #MOST_EDITS}, ignoring case. Ties go to the name that comes first in
 * the alphabet, so that messages do not depend on the order of a set. Immutable; of thousands of
 * known names only a few are compared letter by letter, so that a rule with as many unknown names
 * is reported quickly.
 */
public final class Suggestions {
  private static final int MOST_EDITS = 6;
  private static final int GROUPS = 32;

  /** The names of each length, the shortest first. */
  private final NavigableMap<Integer, List<Name>> names = new TreeMap<>();

  /** A known name, and what can be compared of it at a glance. */
  private static final class Name {
    private final String text;
    private final String lower;

    /** A bit for each character that occurs; a few characters share one. */
    private final long letters;

    /** The number of characters in each group. */
    private final int[] counts = new int[GROUPS];

    Name(String text) {
      this.text = text;
      lower = text.toLowerCase(Locale.ROOT);
      long bits = 0;
      for (int i = 0; i < lower.length(); i++) {
        bits |= 1L << lower.charAt(i);
        counts[lower.charAt(i) % GROUPS]++;
      }
      letters = bits;
    }

    /** Each character that only one of two names has costs an edit. */
    boolean mayBeWithin(Name other, int limit) {
      return Long.bitCount(letters & ~other.letters) < limit
          && Long.bitCount(other.letters & ~letters) < limit
          && countsMayBeWithin(other, limit);
    }

    private boolean countsMayBeWithin(Name other, int limit) {
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
    for (String name : known) {
      names.computeIfAbsent(name.length(), length -> new ArrayList<>()).add(new Name(name));
    }
  }

  /** Suggestions of {@code known} names. */
  public static Suggestions of(Collection<String> known) {
    return new Suggestions(known);
  }

  /** The name closest to {@code found}, if any is close enough. */
  public static Optional<String> closest(String found, Collection<String> known) {
    return of(known).closest(found, 1).stream().findFirst();
  }

  /** The name that {@code found} was probably meant to be: an argument for a message. */
  public static DidYouMean didYouMean(String found, Collection<String> known) {
    return of(known).didYouMean(found);
  }

  /** The same of these names. */
  public DidYouMean didYouMean(String found) {
    return new DidYouMean(found, closest(found, 1));
  }

  /** At most {@code most} names close to {@code found}, the closest first. */
  public List<String> closest(String found, int most) {
    return within(found, MOST_EDITS, most);
  }

  /** The same, but they are also no more than {@code edits} edits away. */
  public List<String> within(String found, int edits, int most) {
    Name wanted = new Name(found);
    int limit = Math.min(limit(found), edits + 1);
    List<Found> close = new ArrayList<>();
    for (Name name : candidates(wanted)) {
      int distance = distance(wanted.lower, name.lower, limit);
      if (distance < limit) {
        close.add(new Found(name.text, distance));
      }
    }
    return close.stream()
        .sorted(Comparator.comparingInt(Found::edits).thenComparing(Found::name))
        .limit(most)
        .map(Found::name)
        .toList();
  }

  /**
   * The number of known names that are compared letter by letter to find those close to {@code
   * found}.
   */
  int comparisons(String found) {
    return candidates(new Name(found)).size();
  }

  /** One more than the edits that a name may be away from {@code found}. */
  private static int limit(String found) {
    return Math.min((found.length() + 2) / 3, MOST_EDITS) + 1;
  }

  private List<Name> candidates(Name wanted) {
    int length = wanted.text.length();
    int limit = limit(wanted.text);
    List<Name> candidates = new ArrayList<>();
    for (List<Name> group : names.subMap(length - limit, false, length + limit, false).values()) {
      for (Name name : group) {
        if (wanted.mayBeWithin(name, limit)) {
          candidates.add(name);
        }
      }
    }
    return candidates;
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
