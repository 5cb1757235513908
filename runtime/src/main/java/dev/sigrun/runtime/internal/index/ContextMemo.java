package dev.sigrun.runtime.internal.index;

import dev.sigrun.runtime.internal.index.value.Words;
import dev.sigrun.runtime.internal.scan.ScannedEvent;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Remembers which context events with certain bytes in their selectors have, so that mostly nothing
 * needs to be looked up about the values themselves. For one thread.
 */
final class ContextMemo {
  private static final int SLOT_BITS = 12;

  /** Events whose selectors have more bytes than this, rounded to eight, are not remembered. */
  private static final int MAX_WORDS = 128;

  private static final long[] NO_KEY = {};

  private final ScannedEvent event;

  /** The paths of the selectors, as {@link ScannedEvent#occurringWord} has them. */
  private final long[] selectors;

  /** The storage for the key of each slot, which is reused when another key takes the slot. */
  private final long[][] keys = new long[1 << SLOT_BITS][];

  /** The number of bytes that the key occupies; 0 if the slot is free. */
  private final int[] lengths = new int[1 << SLOT_BITS];

  private final Context[] contexts = new Context[1 << SLOT_BITS];

  /** The bytes of the selectors in the current event. */
  private final long[] key = new long[MAX_WORDS];

  private int length;

  /**
   * Makes an empty memo.
   *
   * @param paths of the selectors
   */
  ContextMemo(ScannedEvent event, int[] paths) {
    this.event = event;
    this.selectors = new long[event.occurringWords()];
    Arrays.fill(keys, NO_KEY);
    for (int path : paths) {
      selectors[path >>> 6] |= 1L << path;
    }
  }

  /** The context of the event that was scanned last, if an event like it is remembered. */
  @Nullable Context find() {
    if (!readKey()) {
      return null;
    }
    int slot = slot();
    return length > 0 && Arrays.equals(keys[slot], 0, lengths[slot], key, 0, length)
        ? contexts[slot]
        : null;
  }

  /** Forgets everything. */
  void clear() {
    Arrays.fill(lengths, 0);
    Arrays.fill(contexts, Context.EMPTY);
  }

  /** Remembers the context of the event for which {@link #find} was last called. */
  void put(Context context) {
    if (length > 0) {
      int slot = slot();
      if (keys[slot].length < length) {
        keys[slot] = new long[length];
      }
      System.arraycopy(key, 0, keys[slot], 0, length);
      lengths[slot] = length;
      contexts[slot] = context;
    }
  }

  /** Whether the key of the event is short enough to be remembered. */
  private boolean readKey() {
    length = 0;
    for (int i = 0; i < selectors.length; i++) {
      for (long word = event.occurringWord(i) & selectors[i]; word != 0; word &= word - 1) {
        int path = i * Long.SIZE + Long.numberOfTrailingZeros(word);
        for (int value = event.first(path); value >= 0; value = event.next(value)) {
          if (!readValue(path, event.start(value), event.end(value))) {
            length = 0;
            return false;
          }
        }
      }
    }
    return true;
  }

  private boolean readValue(int path, int start, int end) {
    int size = end - start;
    if (length + size / Long.BYTES + 2 > MAX_WORDS) {
      return false;
    }
    byte[] bytes = event.bytes();
    key[length++] = (long) path << Integer.SIZE | size;
    int position = start;
    for (; position <= end - Long.BYTES; position += Long.BYTES) {
      key[length++] = Words.longAt(bytes, position);
    }
    if (position < end) {
      key[length++] =
          position <= bytes.length - Long.BYTES
              ? Words.lowest(Words.longAt(bytes, position), end - position)
              : Words.rest(bytes, position, end);
    }
    return true;
  }

  private int slot() {
    long hash = length;
    for (int i = 0; i < length; i++) {
      hash += Words.mix(key[i] + i);
    }
    return (int) (hash ^ hash >>> Integer.SIZE) & (1 << SLOT_BITS) - 1;
  }
}
