package dev.sigrun.runtime.internal.index;

import dev.sigrun.runtime.internal.index.value.GramHits;
import dev.sigrun.runtime.internal.index.value.IntList;

/** The rules of one context that an event could satisfy, found one after the other. */
final class Candidates implements GramHits {
  private final LeafMemo memo;

  /** The event for which each rule was last a candidate. */
  private final int[] seen;

  private final IntList rules = new IntList();
  private Context context = Context.EMPTY;
  private int epoch;
  private long count;

  Candidates(LeafMemo memo, int ruleCount) {
    this.memo = memo;
    this.seen = new int[ruleCount];
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
        if (context.rest(candidate).mayHold(memo)) {
          rules.add(rule);
        }
      }
    }
  }

  /** Numbers of the rules that the event could satisfy. */
  IntList rules() {
    return rules;
  }

  /** The number of candidates in all events so far. */
  long count() {
    return count;
  }
}
