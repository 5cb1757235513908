package dev.sigrun.runtime.internal.index;

import dev.sigrun.runtime.internal.index.value.EventValues;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The classes of the values that the selectors of one event have: for each selector a number of
 * classes, then these in order, each once. Used again for event after event.
 */
final class SelectorKey {
  /** A selector with more values than this is not used. */
  private static final int MOST_VALUES = 8;

  private static final int TOO_MANY = -1;

  private final int[] selectors;
  private final int[] key;
  private int length;
  private int hash;

  SelectorKey(int[] selectors) {
    this.selectors = selectors;
    this.key = new int[selectors.length * (MOST_VALUES + 1)];
  }

  /** Takes the values of an event. */
  void read(EventValues values) {
    int end = 0;
    for (int selector : selectors) {
      int start = end++;
      for (int value = values.first(selector); value >= 0; value = values.next(selector, value)) {
        if (end - start > MOST_VALUES) {
          end = start;
          break;
        }
        end = insert(start + 1, end, values.valueClass(selector, value));
      }
      key[start] = end == start ? TOO_MANY : end - start - 1;
      end = Math.max(end, start + 1);
    }
    length = end;
    hash = hash(key, end);
  }

  private static int hash(int[] key, int length) {
    int hash = 0;
    for (int i = 0; i < length; i++) {
      hash = (hash ^ key[i]) * 0x9E3779B1;
      hash ^= hash >>> 15;
    }
    return hash;
  }

  static int hash(int[] key) {
    return hash(key, key.length);
  }

  private int insert(int start, int end, int valueClass) {
    int position = end;
    while (position > start && key[position - 1] >= valueClass) {
      if (key[position - 1] == valueClass) {
        return end;
      }
      position--;
    }
    System.arraycopy(key, position, key, position + 1, end - position);
    key[position] = valueClass;
    return end + 1;
  }

  int hash() {
    return hash;
  }

  boolean equalsKey(int[] other) {
    return Arrays.equals(key, 0, length, other, 0, other.length);
  }

  int[] toArray() {
    return Arrays.copyOf(key, length);
  }

  /** The classes of each field's values; null where they are not known. */
  static int[] @Nullable [] classes(int[] key, int[] selectors, int fieldCount) {
    int[] @Nullable [] classes = new int[fieldCount][];
    int position = 0;
    for (int selector : selectors) {
      int count = key[position++];
      if (count != TOO_MANY) {
        classes[selector] = Arrays.copyOfRange(key, position, position + count);
        position += count;
      }
    }
    return classes;
  }
}
