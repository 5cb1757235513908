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

  /**
   * A correlation on the way.
   *
   * @param name as the one before calls it
   * @param from the step before; empty if it is the first one
   */
  private record Step(ParsedCorrelation correlation, String name, Optional<Step> from) {
    /** The names up to here, after that of the start. */
    String way(String start) {
      Deque<String> names = new ArrayDeque<>();
      for (Optional<Step> step = Optional.of(this); step.isPresent(); step = step.get().from()) {
        names.addFirst(step.get().name());
      }
      names.addFirst(start);
      return String.join(" -> ", names);
    }
  }

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
    steps.add(new Step(first, name, Optional.empty()));
    while (!steps.isEmpty() && seen.size() < MOST) {
      Step step = steps.remove();
      if (step.correlation().equals(start)) {
        return Optional.of(step.way(own));
      }
      for (FieldName next : step.correlation().tree().rules()) {
        if (seen.add(next.name())) {
          set.find(next.name()).stream()
              .filter(ParsedCorrelation.class::isInstance)
              .map(ParsedCorrelation.class::cast)
              .forEach(found -> steps.add(new Step(found, next.name(), Optional.of(step))));
        }
      }
    }
    return Optional.empty();
  }
}
