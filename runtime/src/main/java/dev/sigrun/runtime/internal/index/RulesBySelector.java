package dev.sigrun.runtime.internal.index;

import dev.sigrun.runtime.internal.index.value.IndexField;
import dev.sigrun.runtime.internal.index.value.IntList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The rules by values of selectors of which they need one, so that making a context does not look
 * at all rules. Immutable.
 */
final class RulesBySelector {
  private final IndexField[] fields;

  /**
   * The number of rules that require each selector and class, while rules are filed: the fewer, the
   * better.
   */
  private final Map<Long, Integer> askers = new HashMap<>();

  private final Map<Long, IntList> rulesByValue = new HashMap<>();

  /** The values of which each leaf needs one, while rules are filed; none if that is not known. */
  private final Map<Leaf, long[]> valuesByLeaf = new HashMap<>();

  /** Rules that need no value of a selector. */
  private final IntList others = new IntList();

  private final int ruleCount;

  RulesBySelector(IndexField[] fields, Skeleton[] rules) {
    this.fields = fields;
    this.ruleCount = rules.length;
    for (Skeleton rule : rules) {
      count(rule);
    }
    for (int rule = 0; rule < rules.length; rule++) {
      Needed needed = needed(rules[rule]);
      if (needed == null) {
        others.add(rule);
      } else {
        for (long value : needed.values()) {
          rulesByValue.computeIfAbsent(value, ignored -> new IntList()).add(rule);
        }
      }
    }
    askers.clear();
    valuesByLeaf.clear();
  }

  /**
   * Values of selectors of which a rule needs one.
   *
   * @param askers how many rules require them
   */
  private record Needed(long[] values, int askers) {}

  private void count(Skeleton skeleton) {
    for (Skeleton part : skeleton.parts()) {
      count(part);
    }
    if (skeleton.kind() == Skeleton.Kind.TEST) {
      for (long value : values(skeleton.leaf())) {
        askers.merge(value, 1, Integer::sum);
      }
    }
  }

  private long[] values(Leaf leaf) {
    return valuesByLeaf.computeIfAbsent(leaf, this::valuesOf);
  }

  private long[] valuesOf(Leaf leaf) {
    IndexField field = fields[leaf.field()];
    int[] classes = field.selector() ? leaf.neededClasses(field.values()) : null;
    return classes == null
        ? new long[0]
        : Arrays.stream(classes).mapToLong(each -> value(leaf.field(), each)).toArray();
  }

  private static long value(int field, int valueClass) {
    return (long) field << Integer.SIZE | valueClass;
  }

  private @Nullable Needed needed(Skeleton skeleton) {
    return switch (skeleton.kind()) {
      case TRUE, NEGATED_TEST -> null;
      case FALSE -> new Needed(new long[0], 0);
      case TEST -> neededBy(skeleton.leaf());
      case ALL -> fewest(skeleton.parts());
      case ANY -> union(skeleton.parts());
    };
  }

  private @Nullable Needed neededBy(Leaf leaf) {
    long[] values = values(leaf);
    int sum = 0;
    for (long value : values) {
      sum += askers.getOrDefault(value, 0);
    }
    return values.length == 0 ? null : new Needed(values, sum);
  }

  private @Nullable Needed fewest(Skeleton[] parts) {
    Needed best = null;
    for (Skeleton part : parts) {
      Needed needed = needed(part);
      if (needed != null && (best == null || needed.askers() < best.askers())) {
        best = needed;
      }
    }
    return best;
  }

  private @Nullable Needed union(Skeleton[] parts) {
    long[] values = new long[0];
    int sum = 0;
    for (Skeleton part : parts) {
      Needed needed = needed(part);
      if (needed == null) {
        return null;
      }
      int length = values.length;
      values = Arrays.copyOf(values, length + needed.values().length);
      System.arraycopy(needed.values(), 0, values, length, needed.values().length);
      sum += needed.askers();
    }
    return new Needed(Arrays.stream(values).distinct().toArray(), sum);
  }

  /**
   * The rules that may be satisfied by an event whose selectors have values of these classes.
   *
   * @param classes for each field, null where they are not known
   */
  BitSet rules(int[] selectors, int[] @Nullable [] classes) {
    BitSet found = new BitSet(ruleCount);
    add(others, found);
    for (int selector : selectors) {
      int[] known = classes[selector];
      if (known == null) {
        found.set(0, ruleCount);
        return found;
      }
      for (int each : known) {
        IntList rules = rulesByValue.get(value(selector, each));
        if (rules != null) {
          add(rules, found);
        }
      }
    }
    return found;
  }

  private static void add(IntList rules, BitSet found) {
    for (int i = 0; i < rules.size(); i++) {
      found.set(rules.get(i));
    }
  }
}
