package dev.sigrun.proof.events;

import dev.sigrun.compiler.ir.Field;
import dev.sigrun.compiler.ir.Predicate;
import dev.sigrun.oracle.predicate.Interpreter;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/**
 * Finds events for which a predicate is true, or false, by trying: values for the leaves that shall
 * be true, kept away from those that should be false. What it returns is checked by the
 * interpreter.
 */
final class EventSearch {
  private static final int ATTEMPTS = 120;
  private static final int VALUES = 12;

  private final Random random;
  private final LeafValues values;
  private final Instant now;

  EventSearch(Random random, Instant now) {
    this.random = random;
    this.values = new LeafValues(random);
    this.now = now;
  }

  /** An event for which {@code predicate} is {@code value}; empty if none was found. */
  Optional<Map<String, @Nullable Object>> find(Predicate predicate, boolean value) {
    for (int i = 0; i < ATTEMPTS; i++) {
      Goal goal = Goal.of(predicate, value, random);
      if (goal.isPossible()) {
        Map<String, @Nullable Object> event = attempt(goal);
        if (Interpreter.test(predicate, event, now) == value) {
          return Optional.of(event);
        }
      }
    }
    return Optional.empty();
  }

  private Map<String, @Nullable Object> attempt(Goal goal) {
    EventDraft draft = new EventDraft();
    List<Predicate> computed = new ArrayList<>();
    for (Predicate leaf : goal.wanted()) {
      if (leaf instanceof Predicate.Computed) {
        computed.add(leaf);
      } else {
        satisfy(leaf, goal, draft);
      }
    }
    for (Predicate leaf : goal.unwanted()) {
      if (leaf instanceof Predicate.Computed) {
        computed.add(leaf);
      }
    }
    for (Predicate leaf : computed) {
      ComputedValues.choose(
          (Predicate.Computed) leaf, goal.wanted().contains(leaf), draft, random, now);
    }
    return draft.tree();
  }

  private void satisfy(Predicate leaf, Goal goal, EventDraft draft) {
    Field field = Leaves.field(leaf).orElseThrow();
    String place = EventDraft.place(field);
    if (leaf instanceof Predicate.NestedAny any) {
      find(any.element(), true).ifPresent(element -> draft.add(place, element));
      return;
    }
    if (draft.get(place).stream().anyMatch(value -> isTrue(leaf, place, value))) {
      return;
    }
    List<Predicate> others =
        goal.wanted().stream()
            .filter(
                other ->
                    Leaves.field(other).map(EventDraft::place).filter(place::equals).isPresent())
            .toList();
    Object chosen = null;
    for (int i = 0; i < VALUES; i++) {
      boolean joins = i % 4 == 3 && others.size() > 1;
      Object tried = joins && field.type().isKeyword() ? joined(others) : values.like(leaf);
      if (isTrue(leaf, place, tried) && isHarmless(goal, place, tried)) {
        chosen = tried;
        // One value for all that is asked of the field is likeliest to be met in the field.
        if (others.stream().allMatch(other -> isTrue(other, place, tried))) {
          break;
        }
      }
    }
    if (chosen != null) {
      draft.add(place, chosen);
    }
  }

  /** Used for texts that must contain several things. */
  private Object joined(List<Predicate> leaves) {
    StringBuilder text = new StringBuilder();
    leaves.forEach(leaf -> text.append(text.isEmpty() ? "" : " ").append(values.like(leaf)));
    return text.toString();
  }

  private boolean isTrue(Predicate leaf, String place, Object value) {
    EventDraft draft = new EventDraft();
    draft.add(place, value);
    return Interpreter.test(leaf, draft.tree(), now);
  }

  private boolean isHarmless(Goal goal, String place, Object value) {
    return goal.unwanted().stream()
        .filter(leaf -> !(leaf instanceof Predicate.Computed))
        .noneMatch(leaf -> isTrue(leaf, place, value));
  }
}
