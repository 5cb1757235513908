package dev.sigrun.runtime.internal.index.value;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Some patterns of which one must match. Of many, only those are tried whose literal the value
 * holds. Immutable, apart from parts that are created when first needed.
 */
public final class PatternList {
  /** From this number of patterns on, searching for literals is faster than trying all patterns. */
  private static final int MANY = 4;

  private final BytePattern[] patterns;
  private final @Nullable Literal[] literals;

  /** Whether no value in ASCII matches any of the patterns. */
  private final boolean beyondAscii;

  /** Created on first use, because most lists are never used; at worst created twice. */
  private @Nullable Search search;

  public PatternList(BytePattern[] patterns, @Nullable Literal[] literals) {
    this.patterns = patterns;
    this.literals = literals;
    this.beyondAscii = Arrays.stream(patterns).allMatch(BytePattern::isBeyondAscii);
  }

  /** The filter that finds literals, and the patterns that are always tried. */
  private record Search(@Nullable GramFilter filter, int[] others) {}

  /**
   * Texts that each value contains which a pattern matches.
   *
   * @param index of the pattern
   * @return as {@link BytePattern#texts()}
   */
  public List<byte[]> texts(int index) {
    return patterns[index].texts();
  }

  /** The patterns in quotes. */
  public List<String> describe() {
    return Arrays.stream(patterns).map(pattern -> "\"" + pattern + "\"").toList();
  }

  /** Whether a pattern matches the folded value. */
  public boolean matchesFolded(EventValues values, int value) {
    int start = values.foldedStart(value);
    int end = values.foldedEnd(value);
    return patterns.length < MANY
        ? matches(values.folded(), start, end)
        : matchesSome(values, value, values.folded(), start, end);
  }

  /** Whether a pattern matches the value in its own spelling. */
  public boolean matchesExact(EventValues values, int value) {
    values.makeExact(value);
    byte[] bytes = values.exactBytes();
    return patterns.length < MANY
        ? matches(bytes, values.exactStart(), values.exactEnd())
        : matchesSome(values, value, bytes, values.exactStart(), values.exactEnd());
  }

  /** Whether a pattern matches the text. */
  public boolean matches(byte[] text, int start, int end) {
    for (BytePattern pattern : patterns) {
      if (pattern.matches(text, start, end)) {
        return true;
      }
    }
    return false;
  }

  private boolean matchesSome(EventValues values, int value, byte[] text, int start, int end) {
    if (beyondAscii && Words.isAscii(text, start, end)) {
      return false;
    }
    Search known = search;
    if (known == null) {
      known = makeSearch();
      search = known;
    }
    for (int other : known.others()) {
      if (patterns[other].matches(text, start, end)) {
        return true;
      }
    }
    GramFilter filter = known.filter();
    if (filter == null) {
      return false;
    }
    int from = values.foldedStart(value) - 1;
    PatternHits hits = values.patternHits();
    hits.begin(patterns, text, start, end);
    filter.search(values.folded(), from, values.foldedEnd(value) + 1, hits);
    return hits.isMatched();
  }

  private Search makeSearch() {
    Map<Literal, IntList> byLiteral = new LinkedHashMap<>();
    IntList others = new IntList();
    for (int i = 0; i < patterns.length; i++) {
      Literal literal = literals[i];
      if (literal == null) {
        others.add(i);
      } else {
        byLiteral.computeIfAbsent(literal, ignored -> new IntList()).add(i);
      }
    }
    return new Search(GramFilter.of(byLiteral, null), others.toArray());
  }
}
