package dev.sigrun.runtime.internal.index;

import dev.sigrun.runtime.internal.index.value.EventValues;
import dev.sigrun.runtime.internal.index.value.RawFilter;
import org.jspecify.annotations.Nullable;

/**
 * The rules that remain for events whose selectors have certain values: their remaining conditions,
 * and the values under which they are filed. Immutable.
 */
final class Context {
  /** A context without rules. */
  static final Context EMPTY =
      new Context(new int[0], new int[0], new Skeleton[0], new int[0], null, new FieldPlan[0]);

  private static final int SKELETON_WEIGHT = 24;

  private final int[] key;
  private final int[] rules;
  private final Skeleton[] rests;
  private final int[] always;
  private final @Nullable RawFilter texts;

  /** In the order of their fields. */
  private final FieldPlan[] plans;

  /** The fields that have a plan, as words of bits: events have values in few of them. */
  private final long[] planned;

  /** For each of these words how many plans come before those of its fields. */
  private final int[] plansBefore;

  Context(
      int[] key,
      int[] rules,
      Skeleton[] rests,
      int[] always,
      @Nullable RawFilter texts,
      FieldPlan[] plans) {
    this.key = key;
    this.rules = rules;
    this.rests = rests;
    this.always = always;
    this.texts = texts;
    this.plans = plans;
    int words = plans.length == 0 ? 0 : (plans[plans.length - 1].field() >>> 6) + 1;
    this.planned = new long[words];
    this.plansBefore = new int[words + 1];
    for (FieldPlan plan : plans) {
      planned[plan.field() >>> 6] |= 1L << plan.field();
    }
    for (int i = 0; i < words; i++) {
      plansBefore[i + 1] = plansBefore[i] + Long.bitCount(planned[i]);
    }
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
    if (texts != null) {
      texts.search(values, candidates);
    }
    for (int i = 0; i < planned.length; i++) {
      for (long word = planned[i] & values.present(i); word != 0; word &= word - 1) {
        long below = (word & -word) - 1;
        plans[plansBefore[i] + Long.bitCount(planned[i] & below)].search(values, candidates);
      }
    }
  }

  /** About how many bytes this takes. */
  int weight() {
    int weight = 100 + (key.length + rules.length + always.length) * Integer.BYTES;
    weight += rests.length * SKELETON_WEIGHT + planned.length * (Long.BYTES + Integer.BYTES);
    weight += texts == null ? 0 : texts.weight();
    for (FieldPlan plan : plans) {
      weight += plan.weight();
    }
    return weight;
  }
}
