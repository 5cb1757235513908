package dev.sigrun.runtime.internal.index;

import java.util.List;
import java.util.Map;

/**
 * A condition of a rule as a tree, evaluated without any of the index: every leaf looks at every
 * value of its field. A result is a set of bits as of {@link Leaf}.
 */
sealed interface Condition {
  /** Whether the condition may hold, given the values by number of the path. */
  boolean mayHold(Map<Integer, List<Object>> event);

  /** Whether it holds for certain: its opposite may not. */
  default boolean mustHold(Map<Integer, List<Object>> event) {
    return !opposite().mayHold(event);
  }

  /** The condition that holds where this does not. */
  Condition opposite();

  /** Holds always, or never. */
  record Constant(boolean holds) implements Condition {
    @Override
    public Condition opposite() {
      return new Constant(!holds);
    }

    @Override
    public boolean mayHold(Map<Integer, List<Object>> event) {
      return holds;
    }
  }

  /** Holds when all parts do. */
  record All(List<Condition> parts) implements Condition {
    @Override
    public Condition opposite() {
      return new Any(parts.stream().map(Condition::opposite).toList());
    }

    @Override
    public boolean mayHold(Map<Integer, List<Object>> event) {
      return parts.stream().allMatch(part -> part.mayHold(event));
    }
  }

  /** Holds when one part does. */
  record Any(List<Condition> parts) implements Condition {
    @Override
    public Condition opposite() {
      return new All(parts.stream().map(Condition::opposite).toList());
    }

    @Override
    public boolean mayHold(Map<Integer, List<Object>> event) {
      return parts.stream().anyMatch(part -> part.mayHold(event));
    }
  }

  /** Holds when a leaf may be true, or, negated, when it may be false. */
  record Test(RandomIndex.AnyLeaf leaf, boolean negated) implements Condition {
    @Override
    public Condition opposite() {
      return new Test(leaf, !negated);
    }

    @Override
    public boolean mayHold(Map<Integer, List<Object>> event) {
      int answer = Leaf.MAY_BE_FALSE;
      for (int path : RandomIndex.paths(leaf.field())) {
        for (Object value : event.getOrDefault(path, List.of())) {
          answer |= leaf.test().answer(value);
          if (leaf.test().answer(value) == Leaf.MAY_BE_TRUE) {
            return !negated;
          }
        }
      }
      return (answer & (negated ? Leaf.MAY_BE_FALSE : Leaf.MAY_BE_TRUE)) != 0;
    }
  }
}
