package dev.sigrun.oracle.inventory;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sigrun.compiler.inventory.Reach;
import dev.sigrun.compiler.inventory.SeenEvents;
import dev.sigrun.compiler.ir.Field;
import dev.sigrun.compiler.ir.Predicate;
import dev.sigrun.compiler.ir.Query;
import dev.sigrun.compiler.ir.ValueType;
import dev.sigrun.oracle.predicate.Engine;
import dev.sigrun.oracle.predicate.FieldValues;
import dev.sigrun.oracle.predicate.Interpreter;
import dev.sigrun.oracle.random.RandomEvent;
import dev.sigrun.oracle.random.RandomPredicate;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** A query that matches one of the events has no obstacle; and some that match none have one. */
class ReachTest {
  private static final Instant NOW = Instant.parse("2024-05-02T00:00:00Z");

  @Test
  void findsNoObstacleWhereAnEventMatches() {
    Random random = new Random(31);
    RandomPredicate predicates = new RandomPredicate(random);
    RandomEvent events = new RandomEvent(random);
    int matched = 0;
    int blocked = 0;
    for (int i = 0; i < 3_000; i++) {
      Predicate predicate = predicates.next(3);
      List<Map<String, @Nullable Object>> seen =
          Stream.generate(events::next).limit(1 + random.nextInt(4)).toList();
      Query query = new Query.SingleEvent(RandomPredicate.ORIGIN, predicate, List.of());
      boolean hasObstacles = !Reach.obstacles(query, new Seen(seen)).isEmpty();
      Engine.Matcher matcher = Interpreter.engine().prepare(List.of(predicate), NOW).get(0);
      if (seen.stream().anyMatch(matcher::matches)) {
        matched++;
        assertThat(hasObstacles).as("%s over %s", predicate, seen).isFalse();
      } else if (hasObstacles) {
        blocked++;
      }
    }
    assertThat(matched).isGreaterThan(500);
    assertThat(blocked).isGreaterThan(100);
  }

  /** The values that the oracle sees in the events. */
  private record Seen(List<Map<String, @Nullable Object>> events) implements SeenEvents {
    @Override
    public boolean has(Field field) {
      return field.type() == ValueType.NESTED
          ? events.stream().anyMatch(event -> !FieldValues.elements(event, field).isEmpty())
          : events.stream().anyMatch(event -> FieldValues.isPresent(event, field))
              || !allValues(field).isEmpty();
    }

    @Override
    public Optional<Set<String>> values(Field field) {
      return Optional.of(allValues(field));
    }

    private Set<String> allValues(Field field) {
      return events.stream()
          .flatMap(event -> FieldValues.of(event, field).stream())
          .map(String::valueOf)
          .collect(Collectors.toSet());
    }
  }
}
