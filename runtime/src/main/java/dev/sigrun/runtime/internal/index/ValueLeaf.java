package dev.sigrun.runtime.internal.index;

import dev.sigrun.runtime.internal.index.value.EventValues;
import dev.sigrun.runtime.internal.index.value.FoldedText;
import dev.sigrun.runtime.internal.index.value.IndexField;
import dev.sigrun.runtime.internal.index.value.ValueTable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** True when some value is one of some constants. */
final class ValueLeaf extends Leaf {
  private static final int FEW = 4;

  /** In order. */
  private final int[] classes;

  /** The numbers of the constants, each once. */
  private final int[] constants;

  /**
   * Makes the test.
   *
   * @param classes of the constants, in order
   */
  ValueLeaf(int number, int fieldNumber, int[] classes, IndexField field) {
    super(number, fieldNumber);
    this.classes = classes;
    this.constants = Arrays.stream(classes).map(field.values()::constantOf).distinct().toArray();
  }

  /** The classes of the constants, in order; not to be changed. */
  @Override
  int[] neededClasses(ValueTable table) {
    return classes;
  }

  @Override
  int test(EventValues values) {
    for (int value = values.first(field()); value >= 0; value = values.next(field(), value)) {
      if (contains(values.valueClass(field(), value))) {
        return MAY_BE_TRUE;
      }
    }
    return MAY_BE_FALSE;
  }

  @Override
  int test(int[] valueClasses, ValueTable table) {
    for (int each : valueClasses) {
      if (contains(each)) {
        return MAY_BE_TRUE;
      }
    }
    return MAY_BE_FALSE;
  }

  private boolean contains(int valueClass) {
    if (valueClass == ValueTable.UNKNOWN) {
      return false;
    }
    if (classes.length > FEW) {
      return Arrays.binarySearch(classes, valueClass) >= 0;
    }
    for (int each : classes) {
      if (each == valueClass) {
        return true;
      }
    }
    return false;
  }

  @Override
  double likelihood(Experience known) {
    return Math.min(sum(known), known.presence(field()));
  }

  private double sum(Experience known) {
    double sum = 0;
    for (int constant : constants) {
      sum += known.value(field(), constant);
    }
    return sum;
  }

  @Override
  String describe(IndexField field) {
    List<String> texts = new ArrayList<>();
    int folded = -1;
    for (int each : classes) {
      int constant = field.values().constantOf(each);
      byte[] spelling = field.values().spelling(each);
      if (spelling == null) {
        folded = constant;
        texts.add(FoldedText.quoted(field.values().folded(constant)) + " in any case");
      } else if (constant != folded) {
        texts.add(FoldedText.quoted(spelling));
      }
    }
    return nameOf(field) + " is " + list(texts);
  }

  @Override
  void file(Filing filing, int candidate) {
    if (sum(filing.experience()) >= filing.experience().presence(field())) {
      filing.underPresence(field(), candidate);
      return;
    }
    for (int each : classes) {
      filing.underValue(field(), each, candidate);
    }
  }
}
