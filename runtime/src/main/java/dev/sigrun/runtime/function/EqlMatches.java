package dev.sigrun.runtime.function;

import dev.sigrun.runtime.number.NumberSet;
import dev.sigrun.runtime.pattern.Regex;
import dev.sigrun.runtime.pattern.StringSet;
import dev.sigrun.runtime.pattern.Wildcards;
import org.jspecify.annotations.Nullable;

/**
 * Tests of single values against constant sets and patterns. A null value makes the result null.
 */
public final class EqlMatches {
  private EqlMatches() {}

  /** Whether {@code value} is in {@code set}. */
  public static @Nullable Boolean in(@Nullable String value, StringSet set) {
    return value == null ? null : (Boolean) set.contains(value);
  }

  /** Whether {@code value} is in {@code set}. */
  public static @Nullable Boolean in(@Nullable Number value, NumberSet set) {
    return value == null ? null : (Boolean) set.contains(value);
  }

  /** Whether {@code value} matches one of {@code wildcards}. */
  public static @Nullable Boolean like(@Nullable String value, Wildcards wildcards) {
    return value == null ? null : (Boolean) wildcards.matches(value);
  }

  /** Whether {@code value} as a whole matches {@code regex}. */
  public static @Nullable Boolean like(@Nullable String value, Regex regex) {
    return value == null ? null : (Boolean) regex.matches(value);
  }
}
