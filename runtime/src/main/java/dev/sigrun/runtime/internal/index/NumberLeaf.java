package dev.sigrun.runtime.internal.index;

import dev.sigrun.runtime.internal.index.value.EventValues;
import dev.sigrun.runtime.internal.index.value.IndexField;
import dev.sigrun.runtime.internal.index.value.IntList;
import dev.sigrun.runtime.internal.index.value.ValueTable;
import java.util.ArrayList;
import java.util.List;

/** True when some value is a number in one of some intervals. Knows it only of plain integers. */
final class NumberLeaf extends Leaf {
  /** So many digits surely fit a long. */
  private static final int MOST_DIGITS = 18;

  private static final double POINT = 0.01;
  private static final double INTERVAL = 0.2;

  /** The result of {@link #parse} for other text. */
  private static final long NO_INTEGER = Long.MIN_VALUE;

  /** Ends of the intervals, lower and upper by turns, both included. */
  private final long[] ends;

  private final long leastCertain;
  private final long greatestCertain;

  /** The approximate share of all values that lie in the intervals. */
  private final double share;

  /**
   * Makes the test.
   *
   * @param ends of the intervals, lower and upper by turns, both included
   * @param leastCertain integers from this one on are taken as they are written
   * @param greatestCertain likewise, up to this one
   */
  NumberLeaf(int number, int fieldNumber, long[] ends, long leastCertain, long greatestCertain) {
    super(number, fieldNumber);
    this.ends = ends;
    this.leastCertain = leastCertain;
    this.greatestCertain = greatestCertain;
    this.share = share(ends);
  }

  private static double share(long[] ends) {
    double share = 0;
    for (int i = 0; i < ends.length; i += 2) {
      share += ends[i] == ends[i + 1] ? POINT : INTERVAL;
    }
    return Math.min(1, share);
  }

  @Override
  int test(EventValues values) {
    int answer = MAY_BE_FALSE;
    for (int value = values.first(field()); value >= 0; value = values.next(field(), value)) {
      int each = test(parse(values, value));
      if (each == MAY_BE_TRUE) {
        return MAY_BE_TRUE;
      }
      answer |= each;
    }
    return answer;
  }

  /** The answer for one value as {@link #parse} reads it. */
  int test(long number) {
    if (number == NO_INTEGER || number < leastCertain || number > greatestCertain) {
      return EITHER;
    }
    for (int i = 0; i < ends.length; i += 2) {
      if (number >= ends[i] && number <= ends[i + 1]) {
        return MAY_BE_TRUE;
      }
    }
    return MAY_BE_FALSE;
  }

  /** The integer value; a value that cannot be parsed satisfies every test. */
  static long parse(EventValues values, int value) {
    return parse(values.event().bytes(), values.event().start(value), values.event().end(value));
  }

  private static long parse(byte[] text, int start, int end) {
    boolean negative = start < end && text[start] == '-';
    int first = negative ? start + 1 : start;
    if (first == end || end - first > MOST_DIGITS) {
      return NO_INTEGER;
    }
    long number = 0;
    for (int i = first; i < end; i++) {
      int digit = text[i] - '0';
      if (digit < 0 || digit > 9) {
        return NO_INTEGER;
      }
      number = number * 10 + digit;
    }
    return negative ? -number : number;
  }

  @Override
  int test(int[] valueClasses, ValueTable table) {
    int answer = MAY_BE_FALSE;
    for (int each : valueClasses) {
      int one = test(each, table);
      if (one == MAY_BE_TRUE) {
        return MAY_BE_TRUE;
      }
      answer |= one;
    }
    return answer;
  }

  /** Of values that are no constants nothing is known. */
  private int test(int valueClass, ValueTable table) {
    if (valueClass == ValueTable.UNKNOWN) {
      return EITHER;
    }
    byte[] text = table.folded(table.constantOf(valueClass));
    return test(parse(text, 0, text.length));
  }

  @Override
  int[] neededClasses(ValueTable table) {
    IntList needed = new IntList();
    for (int each = ValueTable.UNKNOWN; each < table.classCount(); each++) {
      if ((test(each, table) & MAY_BE_TRUE) != 0) {
        needed.add(each);
      }
    }
    return needed.toArray();
  }

  @Override
  double likelihood(Experience known) {
    return known.presence(field()) * share;
  }

  @Override
  String describe(IndexField field) {
    List<String> texts = new ArrayList<>();
    for (int i = 0; i < ends.length; i += 2) {
      String lower = ends[i] == -Long.MAX_VALUE ? "" : Long.toString(ends[i]);
      String upper = ends[i + 1] == Long.MAX_VALUE ? "" : Long.toString(ends[i + 1]);
      texts.add(lower.equals(upper) ? lower : lower + ".." + upper);
    }
    return nameOf(field) + " is " + list(texts);
  }

  @Override
  void file(Filing filing, int candidate) {
    filing.underNumbers(this, candidate);
  }
}
