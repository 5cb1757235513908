package dev.sigrun.runtime.pattern;

import java.util.Arrays;
import java.util.Collection;
import java.util.List;

/**
 * A list of {@link Wildcard} patterns, case-sensitive or case-insensitive. A value matches when one
 * of the patterns matches all of it. Takes time linear in the value. Immutable and safe to share.
 */
public final class Wildcards {
  private final List<Wildcard> patterns;
  private final boolean ignoringCase;
  private final WildcardProgram program;

  private Wildcards(Collection<Wildcard> patterns, boolean ignoringCase) {
    this.patterns = List.copyOf(patterns);
    this.ignoringCase = ignoringCase;
    this.program = WildcardProgram.compile(this.patterns, ignoringCase);
  }

  /** Patterns in the form that {@link Wildcard#parse} reads. */
  public static Wildcards of(String... patterns) {
    return of(Arrays.stream(patterns).map(Wildcard::parse).toList());
  }

  /** Patterns in the form that {@link Wildcard#parse} reads, matching in any case. */
  public static Wildcards ignoringCase(String... patterns) {
    return ignoringCase(Arrays.stream(patterns).map(Wildcard::parse).toList());
  }

  /** Patterns in the form that {@link Wildcard#parseEscaped} reads. */
  public static Wildcards ofEscaped(String... patterns) {
    return of(Arrays.stream(patterns).map(Wildcard::parseEscaped).toList());
  }

  /** Patterns in the form that {@link Wildcard#parseEscaped} reads, matching in any case. */
  public static Wildcards ignoringCaseEscaped(String... patterns) {
    return ignoringCase(Arrays.stream(patterns).map(Wildcard::parseEscaped).toList());
  }

  /** The given patterns. */
  public static Wildcards of(Collection<Wildcard> patterns) {
    return new Wildcards(patterns, false);
  }

  /** The given patterns, matching in any {@linkplain CaseFolding case}. */
  public static Wildcards ignoringCase(Collection<Wildcard> patterns) {
    return new Wildcards(patterns, true);
  }

  /** Whether one of the patterns matches the whole {@code value}. */
  public boolean matches(String value) {
    return program.matches(ignoringCase ? CaseFolding.fold(value) : value);
  }

  /** The patterns, as given. */
  public List<Wildcard> patterns() {
    return patterns;
  }

  /** Whether spellings that differ only by case count as equal. */
  public boolean isIgnoringCase() {
    return ignoringCase;
  }

  @Override
  public String toString() {
    return patterns.toString();
  }
}
