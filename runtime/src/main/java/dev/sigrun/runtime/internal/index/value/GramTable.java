package dev.sigrun.runtime.internal.index.value;

import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Literals by a few bytes in a row, their grams. Of each literal as many grams that follow each
 * other are known as positions are skipped when a value is searched: one of them is at a position
 * that is looked at. Immutable.
 */
final class GramTable {
  /** Skips three of four positions. All its literals are at least as long as this. */
  static final int LEAST_TO_SKIP = 7;

  /** The same for every other position. */
  private static final int LEAST_FOR_EVERY_OTHER = 5;

  private static final int MOST = Integer.BYTES;
  private static final int SKIPPING = 4;
  private static final int BITS_PER_GRAM = 128;
  private static final int BITS_PER_GRAM_OF_MANY = 64;
  private static final int MANY = 1024;
  private static final int LEAST_BITS = 512;
  private static final int MULTIPLIER = 0x9E3779B1;

  private static final int STRIDE = 4;
  private static final int MARK_OFFSET = 1;
  private static final int MARK = 2;

  private final long[] bits;
  private final int shift;

  /** All grams of a table are equally long: as long as the shortest literal allows. */
  private final int gramLength;

  private final int gramMask;

  /** The number of positions from one that is looked at to the next; 1, 2 or {@link #SKIPPING}. */
  private final int step;

  private final int stepBits;

  /**
   * A hash table over grams: in the bits of {@link #numberMask} the number of the gram plus one,
   * above them a part of its hash; 0 if free.
   */
  private final int[] slots;

  private final int numberMask;

  /**
   * For each literal where the first of its grams is, where its mark is, and the mark: another gram
   * to compare before the whole text, which is elsewhere in memory.
   */
  private final int[] places;

  private final byte[][] texts;
  private final int[][] candidates;

  /** Which grams of its literals a table knows. */
  enum Place {
    /** The rarest ones. */
    ANYWHERE,
    /** Those at the start. */
    FIRST,
    /** Those at the end. */
    LAST
  }

  /** A literal and what is filed under it. */
  record Entry(byte[] text, int[] candidates) {}

  /**
   * Creates the table.
   *
   * @param counts how often grams were met in values; null if that is not known
   */
  GramTable(List<Entry> entries, Place place, @Nullable GramCounts counts) {
    int size = entries.size();
    int shortest = entries.stream().mapToInt(entry -> entry.text().length).min().orElse(MOST);
    this.gramLength = Math.min(MOST, shortest);
    this.gramMask = gramLength == MOST ? -1 : (1 << gramLength * Byte.SIZE) - 1;
    this.step = place == Place.ANYWHERE ? step(shortest) : 1;
    this.stepBits = Integer.numberOfTrailingZeros(step);
    int grams = size * step;
    int bitsPerGram = grams < MANY ? BITS_PER_GRAM : BITS_PER_GRAM_OF_MANY;
    int bitCount = Math.max(LEAST_BITS, Integer.highestOneBit(grams) * bitsPerGram);
    this.shift = Integer.numberOfLeadingZeros(bitCount) + 1;
    this.bits = new long[bitCount / Long.SIZE];
    this.slots = new int[Integer.highestOneBit(grams) * 4];
    this.numberMask = Integer.highestOneBit(grams) * 2 - 1;
    this.places = new int[size * STRIDE];
    this.texts = new byte[size][];
    this.candidates = new int[size][];
    for (int i = 0; i < size; i++) {
      texts[i] = entries.get(i).text();
      candidates[i] = entries.get(i).candidates();
      int offset =
          switch (place) {
            case ANYWHERE -> GramRarity.rarest(texts[i], gramLength, step, counts);
            case FIRST -> 0;
            case LAST -> texts[i].length - gramLength;
          };
      byte[] padded = Arrays.copyOf(texts[i], texts[i].length + 1);
      for (int j = 0; j < step; j++) {
        put(Words.intAt(padded, offset + j) & gramMask, i * step + j);
      }
      int mark = GramRarity.rarest(texts[i], gramLength, 1, counts);
      places[i * STRIDE] = offset;
      places[i * STRIDE + MARK_OFFSET] = mark;
      places[i * STRIDE + MARK] = Words.intAt(padded, mark) & gramMask;
    }
  }

  private static int step(int shortest) {
    return shortest >= LEAST_TO_SKIP ? SKIPPING : shortest >= LEAST_FOR_EVERY_OTHER ? 2 : 1;
  }

  private void put(int gram, int number) {
    int hash = gram * MULTIPLIER;
    int bit = hash >>> shift;
    bits[bit >>> 6] |= 1L << bit;
    int slot = slot(hash);
    while (slots[slot] != 0) {
      slot = slot + 1 & slots.length - 1;
    }
    slots[slot] = hash & ~numberMask | number + 1;
  }

  private int slot(int hash) {
    return (hash ^ hash >>> 15) & slots.length - 1;
  }

  /** Searches a value from {@code start} to {@code end}. */
  void search(byte[] bytes, int start, int end, GramHits found) {
    if (step == SKIPPING) {
      searchSkipping(bytes, start, end, found);
    } else {
      searchAll(bytes, start, end, found);
    }
  }

  private void searchSkipping(byte[] bytes, int start, int end, GramHits found) {
    long[] filter = bits;
    int down = shift;
    // Only a constant step makes a loop that compilers know.
    for (int position = start; position <= end - MOST; position += SKIPPING) {
      int hash = Words.intAt(bytes, position) * MULTIPLIER;
      int bit = hash >>> down;
      if ((filter[bit >>> 6] & 1L << bit) != 0) {
        check(hash, bytes, position, start, end, found);
      }
    }
  }

  private void searchAll(byte[] bytes, int start, int end, GramHits found) {
    long[] filter = bits;
    int down = shift;
    int mask = gramMask;
    int distance = step;
    int last = end - gramLength;
    for (int position = start; position <= last; position += distance) {
      int hash = (Words.intAt(bytes, position) & mask) * MULTIPLIER;
      int bit = hash >>> down;
      if ((filter[bit >>> 6] & 1L << bit) != 0) {
        check(hash, bytes, position, start, end, found);
      }
    }
  }

  /** Looks only at the start of a value, for literals with which it must start. */
  void searchFirst(byte[] bytes, int start, int end, GramHits found) {
    searchAt(bytes, start, start, end, found);
  }

  /** Looks only at the end of a value, for literals with which it must end. */
  void searchLast(byte[] bytes, int start, int end, GramHits found) {
    searchAt(bytes, end - gramLength, start, end, found);
  }

  private void searchAt(byte[] bytes, int position, int start, int end, GramHits found) {
    if (position >= start && position + gramLength <= end) {
      int hash = (Words.intAt(bytes, position) & gramMask) * MULTIPLIER;
      int bit = hash >>> shift;
      if ((bits[bit >>> 6] & 1L << bit) != 0) {
        check(hash, bytes, position, start, end, found);
      }
    }
  }

  private void check(int hash, byte[] bytes, int position, int start, int end, GramHits found) {
    int wrap = slots.length - 1;
    for (int slot = slot(hash); slots[slot] != 0; slot = slot + 1 & wrap) {
      int entry = slots[slot];
      if (((entry ^ hash) & ~numberMask) == 0) {
        int gram = (entry & numberMask) - 1;
        int number = gram >>> stepBits;
        int from = position - places[number * STRIDE] - (gram & step - 1);
        int mark = from + places[number * STRIDE + MARK_OFFSET];
        if (from >= start
            && mark <= end - gramLength
            && (Words.intAt(bytes, mark) & gramMask) == places[number * STRIDE + MARK]) {
          compare(number, bytes, from, end, found);
        }
      }
    }
  }

  private void compare(int number, byte[] bytes, int from, int end, GramHits found) {
    byte[] text = texts[number];
    int to = from + text.length;
    if (to <= end && Arrays.equals(text, 0, text.length, bytes, from, to)) {
      found.add(candidates[number]);
    }
  }

  /** About how many bytes this takes. */
  int weight() {
    int weight = bits.length * Long.BYTES + (slots.length + places.length) * Integer.BYTES;
    weight += texts.length * 8;
    for (int[] each : candidates) {
      weight += 16 + each.length * Integer.BYTES;
    }
    return weight;
  }
}
