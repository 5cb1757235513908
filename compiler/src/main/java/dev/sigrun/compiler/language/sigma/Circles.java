package dev.sigrun.compiler.language.sigma;

import dev.sigrun.compiler.rule.FieldName;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/** Finds correlations that are about themselves. */
final class Circles {
  /** How many correlations are looked at; more are refused for their number. */
  private static final int MOST = 1_000;

  /** A correlation on the way, and how one came to it. */
  private record Step(ParsedCorrelation correlation, String way) {}

  private Circles() {}

  /**
   * The shortest way from {@code start} over the correlation that it calls {@code name} back to
   * itself; empty if there is none.
   */
  static Optional<String> through(
      ParsedCorrelation start, String name, ParsedCorrelation first, SigmaSet set) {
    String own = start.identity().name().or(() -> start.identity().id()).orElse("it");
    Set<String> seen = new HashSet<>();
    Deque<Step> steps = new ArrayDeque<>();
    steps.add(new Step(first, own + " -> " + name));
    while (!steps.isEmpty() && seen.size() < MOST) {
      Step step = steps.remove();
      if (step.correlation().equals(start)) {
        return Optional.of(step.way());
      }
      for (FieldName next : step.correlation().tree().rules()) {
        if (seen.add(next.name())) {
          set.find(next.name()).stream()
              .filter(ParsedCorrelation.class::isInstance)
              .map(ParsedCorrelation.class::cast)
              .forEach(found -> steps.add(new Step(found, step.way() + " -> " + next.name())));
        }
      }
    }
    return Optional.empty();
  }
}
