package dev.sigrun.runtime.pattern;

import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A set of strings, case-sensitive or case-insensitive. */
public final class StringSet {
  private final boolean ignoringCase;
  private final Set<String> strings;
  private final List<String> inOrder;

  /**
   * Bit {@code n} is set when a string has length {@code n}; the last bit represents all longer
   * ones.
   */
  private final long lengths;

  private StringSet(boolean ignoringCase, Collection<String> strings) {
    Set<String> all = new LinkedHashSet<>();
    long bits = 0;
    for (String string : strings) {
      all.add(ignoringCase ? CaseFolding.fold(string) : string);
      bits |= lengthBit(string);
    }
    this.ignoringCase = ignoringCase;
    this.strings = all;
    this.inOrder = List.copyOf(all);
    this.lengths = bits;
  }

  /** The set of exactly these strings. */
  public static StringSet of(String... strings) {
    return new StringSet(false, Arrays.asList(strings));
  }

  /** The set of exactly these strings. */
  public static StringSet of(Collection<String> strings) {
    return new StringSet(false, strings);
  }

  /**
   * The set of these strings in all spellings that differ only by {@linkplain CaseFolding case}.
   */
  public static StringSet ignoringCase(String... strings) {
    return new StringSet(true, Arrays.asList(strings));
  }

  /**
   * The set of these strings in all spellings that differ only by {@linkplain CaseFolding case}.
   */
  public static StringSet ignoringCase(Collection<String> strings) {
    return new StringSet(true, strings);
  }

  /** Whether {@code value} is in the set. */
  public boolean contains(String value) {
    return (lengths & lengthBit(value)) != 0
        && strings.contains(ignoringCase ? CaseFolding.fold(value) : value);
  }

  /** Whether spellings that differ only by case count as equal. */
  public boolean isIgnoringCase() {
    return ignoringCase;
  }

  /** The strings, in folded form when case is ignored, each once, in the order given. */
  public List<String> strings() {
    return inOrder;
  }

  private static long lengthBit(String value) {
    return 1L << Math.min(value.length(), 63);
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof StringSet set
        && ignoringCase == set.ignoringCase
        && strings.equals(set.strings);
  }

  @Override
  public int hashCode() {
    return strings.hashCode();
  }

  @Override
  public String toString() {
    return strings.toString();
  }
}
