package dev.sigrun.oracle;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sigrun.compiler.ir.Predicate;
import dev.sigrun.oracle.predicate.Interpreter;
import dev.sigrun.oracle.random.RandomEvent;
import dev.sigrun.oracle.random.RandomPredicate;
import dev.sigrun.runtime.json.JsonValues;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Proof by example that a change of predicates keeps their meaning. */
public final class Agreement {
  private static final Instant NOW = Instant.parse("2024-05-02T10:30:00Z");
  private static final int EVENTS = 40;

  private Agreement() {}

  /**
   * Compares random predicates with what they are changed to, on random events.
   *
   * @param change gives the predicate itself where there is nothing to change
   * @param least how many predicates must have changed for the proof to count
   */
  public static void prove(
      long seed, int predicates, Function<Predicate, Predicate> change, int least) {
    Random random = new Random(seed);
    RandomPredicate source = new RandomPredicate(random);
    RandomEvent events = new RandomEvent(random);
    List<Map<String, @Nullable Object>> inputs =
        Stream.generate(events::next).limit(EVENTS).toList();
    int changes = 0;
    for (int i = 0; i < predicates; i++) {
      Predicate before = source.next(3);
      Predicate after = change.apply(before);
      if (!after.equals(before)) {
        changes++;
        for (Map<String, @Nullable Object> event : inputs) {
          assertThat(Interpreter.test(after, event, NOW))
              .as("seed %s: %s as %s on %s", seed, before, after, JsonValues.write(event))
              .isEqualTo(Interpreter.test(before, event, NOW));
        }
      }
    }
    assertThat(changes).as("changed predicates").isGreaterThanOrEqualTo(least);
  }
}
