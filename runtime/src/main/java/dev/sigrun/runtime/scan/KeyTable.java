package dev.sigrun.runtime.scan;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/**
 * The keys that are known at each node, as hash tables over their bytes. All tables lie in the same
 * arrays, each a run of slots whose number is a power of two. Immutable.
 */
final class KeyTable {
  private static final long MULTIPLIER = 0x9E3779B97F4A7C15L;

  /** For each node its first slot; the slots are {@code base + (0..mask)}. */
  private final int[] base;

  private final int[] mask;

  /**
   * Two words for each slot: the first eight bytes of the key, then its length in the upper half
   * and the node to which it leads in the lower. A free slot has the length -1.
   */
  private final long[] slots;

  /** For each slot the remaining bytes of its key. */
  private final byte[][] keys;

  private KeyTable(int[] base, int[] mask, int slotCount) {
    this.base = base;
    this.mask = mask;
    this.slots = new long[slotCount * 2];
    this.keys = new byte[slotCount][];
    for (int slot = 0; slot < slotCount; slot++) {
      slots[slot * 2 + 1] = -1;
    }
  }

  static KeyTable of(List<Map<String, Integer>> childrenByNode) {
    int[] base = new int[childrenByNode.size()];
    int[] mask = new int[childrenByNode.size()];
    int slotCount = 0;
    for (int node = 0; node < base.length; node++) {
      int size = childrenByNode.get(node).size();
      int capacity = size == 0 ? 1 : Integer.highestOneBit(size) * 4;
      base[node] = slotCount;
      mask[node] = size == 0 ? -1 : capacity - 1;
      slotCount += size == 0 ? 0 : capacity;
    }
    KeyTable table = new KeyTable(base, mask, slotCount);
    for (int node = 0; node < base.length; node++) {
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
    int slot = (int) (hash(key, 0, key.length) >>> Integer.SIZE);
    while (keys[base[node] + (slot & mask[node])] != null) {
      slot++;
    }
    int free = base[node] + (slot & mask[node]);
    keys[free] = key;
    slots[free * 2] = Words.upTo(key, 0, key.length);
    slots[free * 2 + 1] = (long) key.length << Integer.SIZE | child;
  }

  /** Whether no key is known at the node. */
  boolean isEmpty(int node) {
    return mask[node] < 0;
  }

  /** The node to which the key leads; negative if it is unknown. */
  int find(int node, byte[] bytes, int start, int end) {
    int nodeMask = mask[node];
    if (nodeMask < 0) {
      return -1;
    }
    int length = end - start;
    long word = Words.lowest(Words.upTo(bytes, start, bytes.length), length);
    long hash = length <= Long.BYTES ? mix(word, length) : hash(bytes, start, end);
    int nodeBase = base[node];
    for (int probe = (int) (hash >>> Integer.SIZE); ; probe++) {
      int slot = nodeBase + (probe & nodeMask);
      long found = slots[slot * 2 + 1];
      if (found < 0) {
        return -1;
      }
      if (slots[slot * 2] == word
          && found >>> Integer.SIZE == length
          && (length <= Long.BYTES || equalRest(keys[slot], bytes, start))) {
        return (int) found;
      }
    }
  }

  private static boolean equalRest(byte[] key, byte[] bytes, int start) {
    int last = key.length - Long.BYTES;
    for (int i = Long.BYTES; i < last; i += Long.BYTES) {
      if (Words.at(key, i) != Words.at(bytes, start + i)) {
        return false;
      }
    }
    return Words.at(key, last) == Words.at(bytes, start + last);
  }

  private static long hash(byte[] bytes, int start, int end) {
    int length = end - start;
    long hash = mix(Words.upTo(bytes, start, end), length);
    if (length > Long.BYTES) {
      int position = start + Long.BYTES;
      for (; position < end - Long.BYTES; position += Long.BYTES) {
        hash = mix(hash ^ Words.at(bytes, position), length);
      }
      // The last word overlaps the one before, so that no byte behind the key is read.
      hash = mix(hash ^ Words.at(bytes, end - Long.BYTES), length);
    }
    return hash;
  }

  private static long mix(long word, int length) {
    long product = (word + length) * MULTIPLIER;
    return product ^ product >>> 29;
  }
}
