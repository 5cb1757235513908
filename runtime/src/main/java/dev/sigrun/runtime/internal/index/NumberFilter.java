package dev.sigrun.runtime.internal.index;

import dev.sigrun.runtime.internal.index.value.IntList;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Candidates by intervals in which a number must lie. Immutable. */
final class NumberFilter {
  private final NumberLeaf[] leaves;
  private final int[][] candidates;

  private NumberFilter(NumberLeaf[] leaves, int[][] candidates) {
    this.leaves = leaves;
    this.candidates = candidates;
  }

  /** The filter for candidates of these leaves; null if there are none. */
  static @Nullable NumberFilter of(Map<NumberLeaf, IntList> byLeaf) {
    return byLeaf.isEmpty()
        ? null
        : new NumberFilter(
            byLeaf.keySet().toArray(new NumberLeaf[0]),
            byLeaf.values().stream().map(IntList::toArray).toArray(int[][]::new));
  }

  /** Tells {@code found} the candidates for a number. */
  void search(long number, Candidates found) {
    for (int i = 0; i < leaves.length; i++) {
      if ((leaves[i].test(number) & Leaf.MAY_BE_TRUE) != 0) {
        found.add(candidates[i]);
      }
    }
  }

  /** About how many bytes this takes. */
  int weight() {
    int weight = leaves.length * 8;
    for (int[] each : candidates) {
      weight += 16 + each.length * Integer.BYTES;
    }
    return weight;
  }
}
