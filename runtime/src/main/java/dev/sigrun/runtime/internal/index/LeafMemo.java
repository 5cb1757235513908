package dev.sigrun.runtime.internal.index;

import dev.sigrun.runtime.internal.index.value.EventValues;
import java.util.Arrays;

/** The answers of leaves for one event, each computed at most once. */
final class LeafMemo {
  private static final int ANSWER_BITS = 2;
  private static final int MAX_EPOCH = Integer.MAX_VALUE >>> ANSWER_BITS;

  private final EventValues values;

  /** The event for which each leaf was last evaluated, and the answer. */
  private final int[] answers;

  private int epoch;

  LeafMemo(EventValues values, int leafCount) {
    this.values = values;
    this.answers = new int[leafCount];
  }

  /** Forgets the answers for the last event. */
  void begin() {
    if (epoch == MAX_EPOCH) {
      Arrays.fill(answers, 0);
      epoch = 0;
    }
    epoch++;
  }

  /** The answer of the leaf for the current event. */
  int answer(Leaf leaf) {
    int known = answers[leaf.number()];
    if (known >>> ANSWER_BITS == epoch) {
      return known & Leaf.EITHER;
    }
    int answer = leaf.test(values);
    answers[leaf.number()] = epoch << ANSWER_BITS | answer;
    return answer;
  }
}
