package dev.sigrun.runtime.internal.scan;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/**
 * The keys that are known at each node, as hash tables over their bytes. All tables lie in the same
 * array, each a run of slots whose number is a power of two. Immutable.
 *
 * <p>The first sixteen bytes of a key are stored in its slot, as two words padded with zeros, so
 * that most keys are found without a loop over their bytes and without a branch on their length.
 */
final class KeyTable {
  /** The result of {@link #find} for an unknown key. */
  static final int UNKNOWN = -1;

  private static final long MULTIPLIER = 0x9E3779B97F4A7C15L;
  private static final long OTHER_MULTIPLIER = 0xC2B2AE3D27D4EB4FL;

  /** The number of bytes of a key that are stored in its slot. */
  private static final int HEAD = 2 * Long.BYTES;

  private static final int STRIDE = 4;
  private static final int SECOND_WORD = 1;
  private static final int LENGTH_AND_CHILD = 2;

  /** The masks of the first word of a key, by its length; and those of the second. */
  private static final long[] FIRST_MASKS = new long[HEAD + 1];

  private static final long[] SECOND_MASKS = new long[HEAD + 1];

  static {
    for (int length = 0; length <= HEAD; length++) {
      FIRST_MASKS[length] = Words.lowest(-1, Math.min(length, Long.BYTES));
      SECOND_MASKS[length] = Words.lowest(-1, Math.max(length - Long.BYTES, 0));
    }
  }

  /** The first slot of each node in the upper half and, in the lower, its number of slots - 1. */
  private final long[] tables;

  /** The first words of each slot's key, then length and child; a free slot has the length -1. */
  private final long[] slots;

  /** The key of each slot. */
  private final byte[][] keys;

  private KeyTable(long[] tables, int slotCount) {
    this.tables = tables;
    this.slots = new long[slotCount * STRIDE];
    this.keys = new byte[slotCount][];
    for (int slot = 0; slot < slotCount; slot++) {
      slots[slot * STRIDE + LENGTH_AND_CHILD] = -1;
    }
  }

  static KeyTable of(List<Map<String, Integer>> childrenByNode) {
    long[] tables = new long[childrenByNode.size()];
    int slotCount = 0;
    for (int node = 0; node < tables.length; node++) {
      int size = childrenByNode.get(node).size();
      if (size > 0) {
        int capacity = Integer.highestOneBit(size) * 4;
        tables[node] = (long) slotCount << Integer.SIZE | (capacity - 1);
        slotCount += capacity;
      }
    }
    KeyTable table = new KeyTable(tables, slotCount);
    for (int node = 0; node < tables.length; node++) {
      int from = node;
      childrenByNode.get(node).forEach((key, child) -> table.put(from, key, child));
    }
    return table;
  }

  private void put(int node, String name, int child) {
    if (!Texts.isEncodable(name)) {
      // No key of an event is like that.
      return;
    }
    byte[] key = name.getBytes(StandardCharsets.UTF_8);
    long first = Words.upTo(key, 0, key.length);
    long second = key.length > Long.BYTES ? Words.upTo(key, Long.BYTES, key.length) : 0;
    int base = (int) (tables[node] >>> Integer.SIZE);
    int mask = (int) tables[node];
    int probe = hash(first, second, key.length);
    while (keys[base + (probe & mask)] != null) {
      probe++;
    }
    int free = base + (probe & mask);
    keys[free] = key;
    slots[free * STRIDE] = first;
    slots[free * STRIDE + SECOND_WORD] = second;
    slots[free * STRIDE + LENGTH_AND_CHILD] = (long) key.length << Integer.SIZE | child;
  }

  /** Whether no key is known at the node. */
  boolean isEmpty(int node) {
    return tables[node] == 0;
  }

  /** The node to which the key leads, or {@link #UNKNOWN}. */
  int find(int node, byte[] bytes, int start, int end) {
    int length = end - start;
    int head = Math.min(length, HEAD);
    long first = Words.upTo(bytes, start, bytes.length) & FIRST_MASKS[head];
    long second = Words.upTo(bytes, start + Long.BYTES, bytes.length) & SECOND_MASKS[head];
    long table = tables[node];
    int base = (int) (table >>> Integer.SIZE);
    int mask = (int) table;
    for (int probe = hash(first, second, length); ; probe++) {
      int slot = base + (probe & mask);
      long found = slots[slot * STRIDE + LENGTH_AND_CHILD];
      if (found < 0) {
        return UNKNOWN;
      }
      if (slots[slot * STRIDE] == first
          && slots[slot * STRIDE + SECOND_WORD] == second
          && found >>> Integer.SIZE == length
          && (length <= HEAD || isEqualBehindHead(keys[slot], bytes, start))) {
        return (int) found;
      }
    }
  }

  private static boolean isEqualBehindHead(byte[] key, byte[] bytes, int start) {
    int last = key.length - Long.BYTES;
    for (int i = HEAD; i < last; i += Long.BYTES) {
      if (Words.at(key, i) != Words.at(bytes, start + i)) {
        return false;
      }
    }
    // The last word overlaps the one before, so that no bytes after the key are compared.
    return Words.at(key, last) == Words.at(bytes, start + last);
  }

  private static int hash(long first, long second, int length) {
    long hash = (first ^ (second + length) * OTHER_MULTIPLIER) * MULTIPLIER;
    // A product's bit depends on no higher bit of the factors: so the high ones are folded down.
    return (int) ((hash ^ hash >>> Integer.SIZE) * MULTIPLIER >>> 40);
  }
}
