package dev.sigrun.compiler.backend.java;

import dev.sigrun.compiler.ir.Predicate;

/** Estimates the amount of code for a predicate. */
final class PredicateSize {
  /**
   * The most leaves of one class. A leaf takes at most 14 bytes of the constructor, 20 of the class
   * initializer and 20 of the constant pool's entries; methods of more than 8,000 bytes are not
   * compiled at run time.
   */
  static final int MOST_LEAVES = 250;

  private PredicateSize() {}

  /** The number of leaves; computations count by their parts. */
  static int leaves(Predicate predicate) {
    if (predicate instanceof Predicate.Computed computed) {
      return 1
          + Computations.constantCount(computed.condition())
          + Computations.fields(computed.condition()).size();
    }
    return Math.max(1, predicate.children().stream().mapToInt(PredicateSize::leaves).sum());
  }

  /** Whether a predicate is always written inline, without a method of its own. */
  static boolean isSimple(Predicate predicate) {
    return leaves(predicate) <= 2;
  }
}
