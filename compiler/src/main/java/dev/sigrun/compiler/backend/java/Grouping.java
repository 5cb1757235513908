package dev.sigrun.compiler.backend.java;

import dev.sigrun.compiler.ir.Predicate;
import dev.sigrun.compiler.source.Origin;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.ToIntFunction;

/** Breaks long lists of terms into groups that mean the same together. */
final class Grouping {
  /**
   * The most leaves of one class. A leaf takes at most 14 bytes of the constructor, 20 of the class
   * initializer and 20 of the constant pool's entries; methods of more than 8,000 bytes are not
   * compiled at run time.
   */
  static final int MOST_LEAVES = 250;

  /** The most operands of one method. */
  static final int MOST_TERMS = 25;

  private final BiFunction<Origin, List<Predicate>, Predicate> join;

  private Grouping(BiFunction<Origin, List<Predicate>, Predicate> join) {
    this.join = join;
  }

  /** Groups terms of a conjunction. */
  static Grouping conjunction() {
    return new Grouping(Predicate::and);
  }

  /** Groups terms of a disjunction. */
  static Grouping disjunction() {
    return new Grouping(Predicate::or);
  }

  /** The same terms in groups for one method each, so that there are few enough for one method. */
  List<Predicate> forMethods(List<Predicate> terms) {
    List<Predicate> grouped = terms;
    while (grouped.size() > MOST_TERMS) {
      int groups = divideUp(grouped.size(), MOST_TERMS);
      grouped = pack(grouped, divideUp(grouped.size(), groups), term -> 1);
    }
    return grouped;
  }

  private static int divideUp(int dividend, int divisor) {
    return (dividend + divisor - 1) / divisor;
  }

  /** The same terms in groups for one class each, so that there are few enough for one method. */
  List<Predicate> forClasses(List<Predicate> terms) {
    return forMethods(pack(terms, MOST_LEAVES, Grouping::leaves));
  }

  private List<Predicate> pack(List<Predicate> terms, int limit, ToIntFunction<Predicate> weight) {
    List<Predicate> groups = new ArrayList<>();
    List<Predicate> group = new ArrayList<>();
    int sum = 0;
    for (Predicate term : terms) {
      int termWeight = weight.applyAsInt(term);
      if (!group.isEmpty() && sum + termWeight > limit) {
        groups.add(join(group));
        group.clear();
        sum = 0;
      }
      group.add(term);
      sum += termWeight;
    }
    groups.add(join(group));
    return groups;
  }

  private Predicate join(List<Predicate> terms) {
    Origin origin = terms.get(0).origin().to(terms.get(terms.size() - 1).origin());
    return join.apply(origin, List.copyOf(terms));
  }

  /** The number of leaves; computations count by their parts. */
  static int leaves(Predicate predicate) {
    if (predicate instanceof Predicate.Computed computed) {
      return 1
          + Computations.constantCount(computed.condition())
          + Computations.fields(computed.condition()).size();
    }
    if (predicate instanceof Predicate.AnyRow any) {
      return any.rows().usedFields().size()
          + (int) any.rows().pipeline().expressions().count() / 2
          + any.children().stream().mapToInt(Grouping::leaves).sum();
    }
    return Math.max(1, predicate.children().stream().mapToInt(Grouping::leaves).sum());
  }

  /** Whether a predicate is always written inline, without a method of its own. */
  static boolean isSimple(Predicate predicate) {
    return leaves(predicate) <= 2;
  }
}
