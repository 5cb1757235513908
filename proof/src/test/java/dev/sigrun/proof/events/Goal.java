package dev.sigrun.proof.events;

import dev.sigrun.compiler.ir.Predicate;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;

/** Leaves that shall be true and leaves that shall be false so that a predicate is as wanted. */
final class Goal {
  private final Random random;
  private final Set<Predicate> wanted = new LinkedHashSet<>();
  private final Set<Predicate> unwanted = new LinkedHashSet<>();
  private boolean possible = true;

  private Goal(Random random) {
    this.random = random;
  }

  /** One of the ways in which {@code predicate} is {@code value}. */
  static Goal of(Predicate predicate, boolean value, Random random) {
    Goal goal = new Goal(random);
    goal.add(predicate, value);
    return goal;
  }

  private void add(Predicate predicate, boolean value) {
    if (predicate instanceof Predicate.Constant constant) {
      possible &= constant.value() == value;
    } else if (predicate instanceof Predicate.Not not) {
      add(not.operand(), !value);
    } else if (Leaves.isLeaf(predicate)) {
      (value ? wanted : unwanted).add(predicate);
    } else if (predicate instanceof Predicate.And == value) {
      predicate.children().forEach(child -> add(child, value));
    } else {
      add(Texts.pick(predicate.children(), random), value);
    }
  }

  /** Whether no constant and no leaf contradicts it. */
  boolean isPossible() {
    return possible && wanted.stream().noneMatch(unwanted::contains);
  }

  List<Predicate> wanted() {
    return List.copyOf(wanted);
  }

  List<Predicate> unwanted() {
    return List.copyOf(unwanted);
  }
}
