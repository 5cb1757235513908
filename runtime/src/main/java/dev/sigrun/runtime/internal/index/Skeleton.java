package dev.sigrun.runtime.internal.index;

import dev.sigrun.runtime.internal.index.value.IndexField;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.function.ToIntFunction;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The condition that must hold for a rule to match, as far as the index can decide it: leaves,
 * plain or negated, under conjunctions and disjunctions. Immutable; parts are shared.
 */
final class Skeleton {
  static final Skeleton TRUE = new Skeleton(Kind.TRUE, null, new Skeleton[0]);
  static final Skeleton FALSE = new Skeleton(Kind.FALSE, null, new Skeleton[0]);

  private final Kind kind;
  private final @Nullable Leaf leaf;
  private final Skeleton[] parts;

  /** The kind of a skeleton. */
  enum Kind {
    TRUE,
    FALSE,
    ALL,
    ANY,
    TEST,
    NEGATED_TEST
  }

  private Skeleton(Kind kind, @Nullable Leaf leaf, Skeleton[] parts) {
    this.kind = kind;
    this.leaf = leaf;
    this.parts = parts;
  }

  /** The test of a leaf. */
  static Skeleton test(Leaf leaf, boolean negated) {
    return new Skeleton(negated ? Kind.NEGATED_TEST : Kind.TEST, leaf, new Skeleton[0]);
  }

  /** Holds when all parts do. */
  static Skeleton all(Skeleton... parts) {
    return parts.length == 0 ? TRUE : parts.length == 1 ? parts[0] : of(Kind.ALL, parts);
  }

  /** Holds when one part does. */
  static Skeleton any(Skeleton... parts) {
    return parts.length == 0 ? FALSE : parts.length == 1 ? parts[0] : of(Kind.ANY, parts);
  }

  private static Skeleton of(Kind kind, Skeleton[] parts) {
    return new Skeleton(kind, null, parts.clone());
  }

  /** The kind. */
  Kind kind() {
    return kind;
  }

  /** The leaf of a test. */
  Leaf leaf() {
    if (leaf == null) {
      throw new IllegalStateException("A " + kind + " has no leaf.");
    }
    return leaf;
  }

  /** The operands of a conjunction or disjunction; must not be modified. */
  Skeleton[] parts() {
    return parts;
  }

  /** The likelihood of what must occur in an event for this to hold; 1 if nothing must. */
  double likelihood(Experience known) {
    return switch (kind) {
      case TRUE, NEGATED_TEST -> 1;
      case FALSE -> 0;
      case TEST -> leaf().likelihood(known);
      case ALL -> Arrays.stream(parts).mapToDouble(p -> p.likelihood(known)).min().orElse(1);
      case ANY -> Math.min(1, Arrays.stream(parts).mapToDouble(p -> p.likelihood(known)).sum());
    };
  }

  /** Whether this holds, as far as the leaves can decide. */
  boolean mayHold(LeafMemo memo) {
    return switch (kind) {
      case TRUE -> true;
      case FALSE -> false;
      case TEST -> (memo.answer(leaf()) & Leaf.MAY_BE_TRUE) != 0;
      case NEGATED_TEST -> (memo.answer(leaf()) & Leaf.MAY_BE_FALSE) != 0;
      case ALL -> !somePart(memo, false);
      case ANY -> somePart(memo, true);
    };
  }

  /** Whether this holds for certain. */
  boolean mustHold(LeafMemo memo) {
    return switch (kind) {
      case TRUE -> true;
      case FALSE -> false;
      case TEST -> memo.answer(leaf()) == Leaf.MAY_BE_TRUE;
      case NEGATED_TEST -> memo.answer(leaf()) == Leaf.MAY_BE_FALSE;
      case ALL -> !someCertainty(memo, false);
      case ANY -> someCertainty(memo, true);
    };
  }

  /** Whether there is a part that holds for certain, or of which that cannot be said. */
  private boolean someCertainty(LeafMemo memo, boolean certain) {
    for (Skeleton part : parts) {
      if (part.mustHold(memo) == certain) {
        return true;
      }
    }
    return false;
  }

  /** Whether there is a part that holds, or does not, as far as the leaves can decide. */
  private boolean somePart(LeafMemo memo, boolean holding) {
    for (Skeleton part : parts) {
      if (part.mayHold(memo) == holding) {
        return true;
      }
    }
    return false;
  }

  /**
   * Returns the remaining condition when the answers of some leaves are known.
   *
   * @param known the answer of a leaf for all events in question, or {@link
   *     KnownSelectors#NOTHING}; {@link Leaf#EITHER} assumes that every test on it holds
   */
  Skeleton given(ToIntFunction<Leaf> known) {
    return switch (kind) {
      case TRUE, FALSE -> this;
      case TEST -> given(known.applyAsInt(leaf()), Leaf.MAY_BE_TRUE);
      case NEGATED_TEST -> given(known.applyAsInt(leaf()), Leaf.MAY_BE_FALSE);
      case ALL, ANY -> partsGiven(known);
    };
  }

  private Skeleton given(int answer, int wanted) {
    if (answer == KnownSelectors.NOTHING) {
      return this;
    }
    return (answer & wanted) != 0 ? TRUE : FALSE;
  }

  private Skeleton partsGiven(ToIntFunction<Leaf> known) {
    Skeleton decisive = kind == Kind.ALL ? FALSE : TRUE;
    Skeleton neutral = kind == Kind.ALL ? TRUE : FALSE;
    Skeleton[] left = parts;
    int count = 0;
    for (int i = 0; i < parts.length; i++) {
      Skeleton part = parts[i].given(known);
      if (part == decisive) {
        return decisive;
      }
      if (left == parts && part != parts[i]) {
        left = Arrays.copyOf(parts, parts.length);
        count = i;
      }
      if (left != parts && part != neutral) {
        left[count++] = part;
      }
    }
    if (left == parts) {
      return this;
    }
    Skeleton[] rest = Arrays.copyOf(left, count);
    return kind == Kind.ALL ? all(rest) : any(rest);
  }

  /** The skeleton in words like those of a query. */
  String describe(IndexField[] fields) {
    return switch (kind) {
      case TRUE -> "anything";
      case FALSE -> "nothing";
      case TEST -> leaf().describe(fields[leaf().field()]);
      case NEGATED_TEST -> "not " + leaf().describe(fields[leaf().field()]);
      case ALL -> join(" and ", fields);
      case ANY -> join(" or ", fields);
    };
  }

  private String join(String word, IndexField[] fields) {
    List<String> texts =
        Arrays.stream(parts).map(part -> part.describe(fields)).collect(Collectors.toList());
    return "(" + Leaf.shortened(texts, word) + ")";
  }

  /**
   * The fields without which this never holds: of alternatives, those of the one that lacks the
   * fewest.
   *
   * @param seen whether some event has a value of the field
   */
  Set<String> lacking(IndexField[] fields, Predicate<String> seen) {
    return switch (kind) {
      case TRUE, FALSE, NEGATED_TEST -> Set.of();
      case TEST -> {
        List<String> names = fields[leaf().field()].names();
        // Tests of the whole event belong to a field without a name.
        boolean met = names.contains("") || names.stream().anyMatch(seen);
        yield met ? Set.of() : Set.of(names.get(0));
      }
      case ALL -> {
        Set<String> all = new TreeSet<>();
        for (Skeleton part : parts) {
          all.addAll(part.lacking(fields, seen));
        }
        yield all;
      }
      case ANY ->
          Arrays.stream(parts)
              .map(part -> part.lacking(fields, seen))
              .min(Comparator.comparingInt(Set::size))
              .orElse(Set.of());
    };
  }

  /** Files a candidate under the rarest that must occur for this to hold. */
  void file(Filing filing, int candidate) {
    switch (kind) {
      case TRUE, NEGATED_TEST -> filing.always(candidate);
      case FALSE -> {
        // Never a candidate.
      }
      case TEST -> leaf().file(filing, candidate);
      case ALL -> rarestPart(filing.experience()).file(filing, candidate);
      case ANY -> {
        for (Skeleton part : parts) {
          part.file(filing, candidate);
        }
      }
    }
  }

  /** The conditions that must each hold. */
  List<Skeleton> conjuncts() {
    return switch (kind) {
      case TRUE -> List.of();
      case ALL -> List.of(parts);
      case FALSE, ANY, TEST, NEGATED_TEST -> List.of(this);
    };
  }

  /** The requirement that the least likely events satisfy. */
  Skeleton rarestPart(Experience known) {
    if (kind != Kind.ALL) {
      return this;
    }
    Skeleton rarest = parts[0];
    double least = rarest.likelihood(known);
    for (int i = 1; i < parts.length; i++) {
      double likelihood = parts[i].likelihood(known);
      if (likelihood < least) {
        rarest = parts[i];
        least = likelihood;
      }
    }
    return rarest;
  }
}
