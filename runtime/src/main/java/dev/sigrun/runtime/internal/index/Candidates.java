package dev.sigrun.runtime.internal.index;

import dev.sigrun.runtime.internal.index.value.GramHits;
import dev.sigrun.runtime.internal.index.value.IntList;
import java.util.BitSet;

/** The rules of one context that an event could satisfy, found one after the other. */
final class Candidates implements GramHits {
  private final LeafMemo memo;

  /** The event for which each rule was last a candidate. */
  private final int[] seen;

  private final BitSet exact;

  /** Twice the number of each rule, plus one if it matches for certain. */
  private final IntList rules = new IntList();

  private Context context = Context.EMPTY;
  private int epoch;
  private long count;

  /**
   * None so far.
   *
   * @param exact the rules that match if, and only if, their conditions hold
   */
  Candidates(LeafMemo memo, int ruleCount, BitSet exact) {
    this.memo = memo;
    this.seen = new int[ruleCount];
    this.exact = exact;
  }

  /** Forgets the candidates of the last event. */
  void begin(Context context) {
    this.context = context;
    epoch++;
    rules.clear();
  }

  /** Takes candidates of the context; those that could be satisfied stay. */
  @Override
  public void add(int[] candidates) {
    for (int candidate : candidates) {
      int rule = context.rule(candidate);
      if (seen[rule] != epoch) {
        seen[rule] = epoch;
        count++;
        Skeleton rest = context.rest(candidate);
        if (rest.mayHold(memo)) {
          rules.add(rule << 1 | (exact.get(rule) && rest.mustHold(memo) ? 1 : 0));
        }
      }
    }
  }

  /** Puts them in the order of the rules. */
  void sort() {
    if (rules.size() > 1) {
      rules.sort();
    }
  }

  /** The number of rules that the event could satisfy. */
  int size() {
    return rules.size();
  }

  /** The number of one of them. */
  int rule(int index) {
    return rules.get(index) >>> 1;
  }

  /** Whether the event certainly satisfies that rule. */
  boolean isCertain(int index) {
    return (rules.get(index) & 1) != 0;
  }

  /** The number of candidates in all events so far. */
  long count() {
    return count;
  }
}
