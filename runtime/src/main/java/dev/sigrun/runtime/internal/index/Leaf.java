package dev.sigrun.runtime.internal.index;

import dev.sigrun.runtime.internal.index.value.EventValues;
import dev.sigrun.runtime.internal.index.value.IndexField;
import dev.sigrun.runtime.internal.index.value.ValueTable;
import java.util.List;
import org.jspecify.annotations.Nullable;

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

  private static final int MOST_SHOWN = 3;

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

  /**
   * The classes of which a value of the field must be of one for the test to be true; null if that
   * is not known.
   *
   * @param table the constants of the field
   */
  int @Nullable [] neededClasses(ValueTable table) {
    return null;
  }

  /** The likelihood that an event contains what {@link #file} finds; 1 if nothing can be found. */
  abstract double likelihood(Experience known);

  /** Whether texts are searched for in values. */
  boolean searchesTexts() {
    return false;
  }

  /**
   * In words like those of a query.
   *
   * @param field the field of this leaf
   */
  abstract String describe(IndexField field);

  /** The first few of some texts, joined, and how many more there are. */
  static String shortened(List<String> texts, String separator) {
    int shown = texts.size() <= MOST_SHOWN + 1 ? texts.size() : MOST_SHOWN;
    String joined = String.join(separator, texts.subList(0, shown));
    return shown == texts.size() ? joined : joined + separator + (texts.size() - shown) + " more";
  }

  /** The paths of a field, in words. */
  static String nameOf(IndexField field) {
    List<String> names = field.names();
    return names.size() == 1 ? names.get(0) : "(" + shortened(names, " or ") + ")";
  }

  /** A list in parentheses, unless it is one text. */
  static String list(List<String> texts) {
    return texts.size() == 1 ? texts.get(0) : "(" + shortened(texts, ", ") + ")";
  }

  /** Files a candidate under what must occur for the test to be true. */
  abstract void file(Filing filing, int candidate);
}
