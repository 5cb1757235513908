package dev.sigrun.runtime.internal.index.value;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Candidates by classes of values, behind a filter that hashes of most values do not pass. */
public final class ClassFilter {
  private static final int BITS_PER_CLASS = 16;
  private static final int[] NONE = {};

  private final long[] bits;
  private final int bitMask;

  /** The lengths of the constants; the last bit represents all longer ones. */
  private long lengths;

  private final int[] classes;
  private final int[][] candidates;

  private ClassFilter(int size) {
    int room = Integer.highestOneBit(size) * 4;
    this.bitMask = Math.max(Long.SIZE, Integer.highestOneBit(size) * BITS_PER_CLASS) - 1;
    this.bits = new long[(bitMask + 1) / Long.SIZE];
    this.classes = new int[room];
    this.candidates = new int[room][];
  }

  /** The filter for these classes; null if there are none. */
  public static @Nullable ClassFilter of(ValueTable table, Map<Integer, IntList> byClass) {
    if (byClass.isEmpty()) {
      return null;
    }
    ClassFilter filter = new ClassFilter(byClass.size());
    byClass.forEach(
        (valueClass, candidates) -> filter.put(valueClass, table, candidates.toArray()));
    return filter;
  }

  private void put(int valueClass, ValueTable table, int[] filed) {
    int hash = table.hashOf(valueClass);
    int length = table.folded(table.constantOf(valueClass)).length;
    lengths |= 1L << Math.min(length, Long.SIZE - 1);
    bits[(hash & bitMask) >>> 6] |= 1L << hash;
    int slot = slot(valueClass);
    while (classes[slot & classes.length - 1] != ValueTable.UNKNOWN) {
      slot++;
    }
    classes[slot & classes.length - 1] = valueClass;
    candidates[slot & classes.length - 1] = filed;
  }

  /**
   * Whether a value of this length may have candidates.
   *
   * @param length of the folded value
   */
  public boolean mayHaveLength(int length) {
    return (lengths & 1L << Math.min(length, Long.SIZE - 1)) != 0;
  }

  /** Whether a value of this hash may have candidates. */
  public boolean mayHave(int hash) {
    return (bits[(hash & bitMask) >>> 6] & 1L << hash) != 0;
  }

  /** The candidates of a class. */
  public int[] candidates(int valueClass) {
    if (valueClass == ValueTable.UNKNOWN) {
      return NONE;
    }
    for (int slot = slot(valueClass); ; slot++) {
      int found = classes[slot & classes.length - 1];
      if (found == valueClass) {
        return candidates[slot & classes.length - 1];
      }
      if (found == ValueTable.UNKNOWN) {
        return NONE;
      }
    }
  }

  private static int slot(int valueClass) {
    int mixed = valueClass * 0x9E3779B9;
    return mixed >>> 12;
  }

  /** About how many bytes this takes. */
  public int weight() {
    int weight = bits.length * Long.BYTES + classes.length * 12;
    for (int[] each : candidates) {
      weight += each == null ? 0 : 16 + each.length * Integer.BYTES;
    }
    return weight;
  }
}
