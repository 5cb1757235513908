package dev.sigrun.compiler.language.sigma.syntax;

import dev.sigrun.runtime.pattern.Wildcard;
import dev.sigrun.runtime.pattern.Wildcards;
import java.util.ArrayList;
import java.util.List;

/**
 * The search identifiers that a quantifier applies to. Only patterns that start with an underscore
 * match names that do.
 */
public final class NamePattern {
  private final String written;
  private final Wildcards wildcards;
  private final boolean takesHidden;

  private NamePattern(String written, Wildcard pattern, boolean takesHidden) {
    this.written = written;
    this.wildcards = Wildcards.of(List.of(pattern));
    this.takesHidden = takesHidden;
  }

  /** The search identifiers that {@code quantified} refers to. */
  public static NamePattern of(SigmaCondition.Quantified quantified) {
    String pattern = quantified.pattern().orElse("*");
    return new NamePattern(
        quantified.pattern().orElse("them"), wildcard(pattern), pattern.startsWith("_"));
  }

  /** Whether the search identifier {@code name} is meant. */
  public boolean matches(String name) {
    return (takesHidden || !name.startsWith("_")) && wildcards.matches(name);
  }

  /** Only the asterisk is special. */
  private static Wildcard wildcard(String pattern) {
    List<Wildcard.Segment> segments = new ArrayList<>();
    int start = 0;
    for (int i = 0; i <= pattern.length(); i++) {
      if (i == pattern.length() || pattern.charAt(i) == '*') {
        if (i > start) {
          segments.add(new Wildcard.Literal(pattern.substring(start, i)));
        }
        if (i < pattern.length()) {
          segments.add(new Wildcard.AnyRun());
        }
        start = i + 1;
      }
    }
    return Wildcard.of(segments);
  }

  @Override
  public String toString() {
    return written;
  }
}
