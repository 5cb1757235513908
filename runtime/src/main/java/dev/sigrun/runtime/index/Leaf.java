package dev.sigrun.runtime.index;

/**
 * A test of one field, shared by all rules that make it. Answers are bits, because some tests only
 * know part of the answer. Immutable.
 */
abstract class Leaf {
  /** Set in an answer if the test may be true. */
  static final int MAY_BE_TRUE = 1;

  /** Set in an answer if the test may be false. */
  static final int MAY_BE_FALSE = 2;

  /** Not known. */
  static final int EITHER = MAY_BE_TRUE | MAY_BE_FALSE;

  private final int number;
  private final int field;

  Leaf(int number, int field) {
    this.number = number;
    this.field = field;
  }

  /** Index among all leaves. */
  final int number() {
    return number;
  }

  /** Index of the field. */
  final int field() {
    return field;
  }

  /** The answer for an event. */
  abstract int test(EventValues values);

  /**
   * The answer for all events whose values of the field are of the given classes.
   *
   * @param table the constants of the field
   */
  abstract int test(int[] valueClasses, ValueTable table);

  /** How likely what {@link #file} finds occurs in an event; 1 if nothing can be found. */
  abstract double likelihood();

  /** Files a candidate under what must occur for the test to be true. */
  abstract void file(Filing filing, int candidate);
}
