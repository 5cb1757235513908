package dev.sigrun.oracle;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sigrun.compiler.ir.Predicate;
import dev.sigrun.compiler.rewrite.Rewriter;
import dev.sigrun.oracle.predicate.Engine;
import dev.sigrun.oracle.predicate.Interpreter;
import dev.sigrun.oracle.random.RandomEvent;
import dev.sigrun.oracle.random.RandomPredicate;
import dev.sigrun.runtime.json.JsonValues;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Generated Java, its index and the oracle answer the same on random predicates and random events.
 */
class GeneratedJavaTest {
  private static final Instant NOW = Instant.parse("2024-05-02T10:30:00Z");
  private static final int PREDICATES = 1_000;
  private static final int EVENTS = 100;

  static Stream<Arguments> seedsAndEngines() {
    return LongStream.rangeClosed(1, Boolean.getBoolean("sigrun.long") ? 20 : 2)
        .boxed()
        .flatMap(
            seed ->
                Stream.of(Arguments.of(seed, "generated Java"), Arguments.of(seed + 100, "index")));
  }

  @ParameterizedTest
  @MethodSource("seedsAndEngines")
  void answersAsTheOracle(long seed, String engine) {
    Random random = new Random(seed);
    RandomPredicate predicates = new RandomPredicate(random);
    RandomEvent events = new RandomEvent(random);
    List<Predicate> raw = Stream.generate(() -> predicates.next(3)).limit(PREDICATES).toList();
    List<Predicate> all = new ArrayList<>();
    raw.forEach(p -> all.add(random.nextBoolean() ? p : Rewriter.rewrite(p)));
    List<Map<String, @Nullable Object>> inputs =
        Stream.generate(events::next).limit(EVENTS).toList();
    List<Engine.Matcher> compiled = Engines.all().get(engine).prepare(all, NOW);
    int matches = 0;
    for (int i = 0; i < all.size(); i++) {
      for (Map<String, @Nullable Object> event : inputs) {
        boolean expected = Interpreter.test(all.get(i), event, NOW);
        matches += expected ? 1 : 0;
        if (compiled.get(i).matches(event) != expected) {
          assertThat(!expected)
              .as("%s, seed %s: %s on %s", engine, seed, all.get(i), JsonValues.write(event))
              .isEqualTo(expected);
        }
      }
    }
    // A test that always finds the same truth value would prove nothing.
    assertThat(matches).isBetween(PREDICATES * EVENTS / 5, PREDICATES * EVENTS * 4 / 5);
  }
}
