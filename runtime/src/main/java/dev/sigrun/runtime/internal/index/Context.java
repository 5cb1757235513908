package dev.sigrun.runtime.internal.index;

import dev.sigrun.runtime.internal.index.value.EventValues;

/**
 * The rules that remain for events whose selectors have certain values: their remaining conditions,
 * and the values under which they are filed. Immutable.
 */
final class Context {
  /** A context without rules. */
  static final Context EMPTY =
      new Context(new int[0], new int[0], new Skeleton[0], new int[0], new FieldPlan[0]);

  private static final int SKELETON_WEIGHT = 24;

  private final int[] key;
  private final int[] rules;
  private final Skeleton[] rests;
  private final int[] always;
  private final FieldPlan[] plans;

  Context(int[] key, int[] rules, Skeleton[] rests, int[] always, FieldPlan[] plans) {
    this.key = key;
    this.rules = rules;
    this.rests = rests;
    this.always = always;
    this.plans = plans;
  }

  /** The values of selectors, as {@link SelectorKey} has them; not to be changed. */
  int[] key() {
    return key;
  }

  /** The rule that a candidate represents. */
  int rule(int candidate) {
    return rules[candidate];
  }

  /** The remaining tests for a candidate. */
  Skeleton rest(int candidate) {
    return rests[candidate];
  }

  /** Finds the rules that the event could satisfy. */
  void search(EventValues values, Candidates candidates) {
    candidates.begin(this);
    candidates.add(always);
    for (FieldPlan plan : plans) {
      plan.search(values, candidates);
    }
  }

  /** About how many bytes this takes. */
  int weight() {
    int weight = 100 + (key.length + rules.length + always.length) * Integer.BYTES;
    weight += rests.length * SKELETON_WEIGHT;
    for (FieldPlan plan : plans) {
      weight += plan.weight();
    }
    return weight;
  }
}
