package dev.sigrun.runtime.internal.index;

import dev.sigrun.runtime.internal.index.value.EventValues;
import dev.sigrun.runtime.internal.index.value.IndexField;
import dev.sigrun.runtime.internal.index.value.ValueTable;

/** True when the field has a value, or, of other tests, what is known of them by that. */
final class ExistsLeaf extends Leaf {
  private final int answerIfPresent;

  /**
   * Makes the test.
   *
   * @param certain whether any value will do; otherwise it depends on the value in an unknown way
   */
  ExistsLeaf(int number, int fieldNumber, boolean certain) {
    super(number, fieldNumber);
    this.answerIfPresent = certain ? MAY_BE_TRUE : EITHER;
  }

  @Override
  int test(EventValues values) {
    return values.exists(field()) ? answerIfPresent : MAY_BE_FALSE;
  }

  @Override
  int test(int[] valueClasses, ValueTable table) {
    return valueClasses.length > 0 ? answerIfPresent : MAY_BE_FALSE;
  }

  @Override
  double likelihood(Experience known) {
    return known.presence(field());
  }

  @Override
  String describe(IndexField field) {
    return nameOf(field) + (answerIfPresent == MAY_BE_TRUE ? " exists" : " has a certain value");
  }

  @Override
  void file(Filing filing, int candidate) {
    filing.underPresence(field(), candidate);
  }
}
