package dev.sigrun.compiler.explain;

import dev.sigrun.compiler.ir.Predicate;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntPredicate;

/**
 * Finds the fewest parts of a predicate whose truth values would have to change to make it true. Of
 * several choices it takes the first one written. Immutable.
 */
final class NearestMiss {
  private final List<Predicate> parts;

  /** The positions of the parts directly below each. */
  private final int[][] children;

  private NearestMiss(List<Predicate> parts, int[][] children) {
    this.parts = parts;
    this.children = children;
  }

  /**
   * Of a predicate.
   *
   * @param parts the predicate itself first, each part before the parts that it holds
   * @param depths for each, how many parts hold it
   */
  static NearestMiss of(List<Predicate> parts, int[] depths) {
    List<List<Integer>> children = new ArrayList<>();
    // The last part of each depth above the current one.
    int[] above = new int[parts.size() + 1];
    for (int i = 0; i < depths.length; i++) {
      children.add(new ArrayList<>());
      above[depths[i]] = i;
      if (depths[i] > 0) {
        children.get(above[depths[i] - 1]).add(i);
      }
    }
    return new NearestMiss(
        List.copyOf(parts),
        children.stream()
            .map(each -> each.stream().mapToInt(Integer::intValue).toArray())
            .toArray(int[][]::new));
  }

  /**
   * The positions of these parts; none if the predicate is true.
   *
   * @param truths whether the part at a position is true
   */
  List<Integer> of(IntPredicate truths) {
    List<Integer> changes = new ArrayList<>();
    toBecome(true, 0, truths, changes);
    return changes;
  }

  private void toBecome(boolean wanted, int index, IntPredicate truths, List<Integer> changes) {
    if (truths.test(index) == wanted) {
      return;
    }
    Predicate part = parts.get(index);
    if (!ConditionTree.isLogical(part)) {
      changes.add(index);
      return;
    }
    if (part instanceof Predicate.Not) {
      toBecome(!wanted, index + 1, truths, changes);
      return;
    }
    if (part instanceof Predicate.And == wanted) {
      for (int child : children[index]) {
        toBecome(wanted, child, truths, changes);
      }
      return;
    }
    List<Integer> best = List.of();
    long lowest = Long.MAX_VALUE;
    for (int child : children[index]) {
      List<Integer> choice = new ArrayList<>();
      toBecome(wanted, child, truths, choice);
      long cost = cost(choice);
      if (cost < lowest) {
        lowest = cost;
        best = choice;
      }
    }
    changes.addAll(best);
  }

  /** A constant never changes: any other choice is nearer. */
  private long cost(List<Integer> changes) {
    long cost = 0;
    for (int change : changes) {
      cost += parts.get(change) instanceof Predicate.Constant ? parts.size() : 1;
    }
    return cost;
  }
}
