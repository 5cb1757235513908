package dev.sigrun.runtime.internal.index.value;

import java.util.Arrays;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Finds literals in folded values. Of each literal a few bytes in a row, its gram, are chosen; a
 * value is searched for grams and, where one occurs, for the literals around it.
 */
public final class GramFilter {
  /** The minimum number of bytes in a literal. */
  public static final int LEAST = 3;

  private static final int MOST = Integer.BYTES;

  private static final int BITS_PER_GRAM = 32;
  private static final int LEAST_BITS = 512;
  private static final int MULTIPLIER = 0x9E3779B1;

  private final long[] bits;
  private final int shift;

  /** All grams of a filter are equally long: as long as the shortest literal allows. */
  private final int gramLength;

  private final int gramMask;

  /** The first literal plus one for each slot of a hash table over grams; 0 if free. */
  private final int[] slots;

  private final int[] grams;
  private final int[] offsets;
  private final int[] nextOfSameGram;
  private final byte[][] texts;
  private final int[][] candidates;

  private GramFilter(int size, int gramLength) {
    this.gramLength = gramLength;
    this.gramMask = gramLength == MOST ? -1 : (1 << gramLength * Byte.SIZE) - 1;
    int bitCount = Math.max(LEAST_BITS, Integer.highestOneBit(size) * BITS_PER_GRAM);
    this.shift = Integer.numberOfLeadingZeros(bitCount) + 1;
    this.bits = new long[bitCount / Long.SIZE];
    this.slots = new int[Integer.highestOneBit(size) * 4];
    this.grams = new int[size];
    this.offsets = new int[size];
    this.nextOfSameGram = new int[size];
    this.texts = new byte[size][];
    this.candidates = new int[size][];
  }

  /** The filter for these literals; null if there are none. */
  public static @Nullable GramFilter of(Map<Literal, IntList> byLiteral) {
    if (byLiteral.isEmpty()) {
      return null;
    }
    int shortest = byLiteral.keySet().stream().mapToInt(l -> l.text().length).min().orElse(MOST);
    GramFilter filter = new GramFilter(byLiteral.size(), Math.min(MOST, shortest));
    int number = 0;
    for (Map.Entry<Literal, IntList> each : byLiteral.entrySet()) {
      filter.put(number++, each.getKey().text(), each.getValue().toArray());
    }
    return filter;
  }

  private void put(int number, byte[] text, int[] filed) {
    int offset = GramRarity.rarest(text, gramLength);
    int gram = Words.intAt(Arrays.copyOf(text, text.length + 1), offset) & gramMask;
    texts[number] = text;
    offsets[number] = offset;
    grams[number] = gram;
    candidates[number] = filed;
    int bit = gram * MULTIPLIER >>> shift;
    bits[bit >>> 6] |= 1L << bit;
    int slot = slot(gram);
    while (slots[slot] != 0 && grams[slots[slot] - 1] != gram) {
      slot = slot + 1 & slots.length - 1;
    }
    nextOfSameGram[number] = slots[slot] - 1;
    slots[slot] = number + 1;
  }

  private int slot(int gram) {
    int mixed = gram * MULTIPLIER;
    return (mixed ^ mixed >>> 15) & slots.length - 1;
  }

  /**
   * Passes the entries filed under all literals in a value to {@code found}.
   *
   * @param start index of {@link FoldedText#START}
   * @param end index after {@link FoldedText#END}
   */
  public void search(byte[] bytes, int start, int end, GramHits found) {
    long[] filter = bits;
    int down = shift;
    int mask = gramMask;
    int last = end - gramLength;
    for (int position = start; position <= last; position++) {
      int gram = Words.intAt(bytes, position) & mask;
      int bit = gram * MULTIPLIER >>> down;
      if ((filter[bit >>> 6] & 1L << bit) != 0) {
        checkGram(gram, bytes, position, start, end, found);
      }
    }
  }

  private void checkGram(int gram, byte[] bytes, int position, int start, int end, GramHits found) {
    int slot = slot(gram);
    while (slots[slot] != 0) {
      int number = slots[slot] - 1;
      if (grams[number] == gram) {
        checkLiterals(number, bytes, position, start, end, found);
        return;
      }
      slot = slot + 1 & slots.length - 1;
    }
  }

  private void checkLiterals(
      int first, byte[] bytes, int position, int start, int end, GramHits found) {
    for (int number = first; number >= 0; number = nextOfSameGram[number]) {
      byte[] text = texts[number];
      int from = position - offsets[number];
      int to = from + text.length;
      if (from >= start && to <= end && Arrays.equals(text, 0, text.length, bytes, from, to)) {
        found.add(candidates[number]);
      }
    }
  }

  /** About how many bytes this takes. */
  public int weight() {
    int weight = bits.length * Long.BYTES + slots.length * 4 + grams.length * 20;
    for (int[] each : candidates) {
      weight += 16 + each.length * Integer.BYTES;
    }
    return weight;
  }
}
