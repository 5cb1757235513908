package dev.sigrun.runtime.internal.index.value;

/**
 * How often each gram of four bytes was met in folded values. Grams share counters, so that a count
 * may be too high. One thread adds; others may read meanwhile.
 */
public final class GramCounts {
  private static final int BITS = 13;
  private static final int SHIFT = Integer.SIZE - BITS;
  private static final int MULTIPLIER = 0x9E3779B1;

  private final byte[] counts = new byte[1 << BITS];

  /** Counts grams from zero on. */
  public GramCounts() {}

  private static int counter(int gram) {
    return gram * MULTIPLIER >>> SHIFT;
  }

  /** Counts the grams in a part of {@code bytes}. */
  public void add(byte[] bytes, int start, int end) {
    for (int position = start; position <= end - Integer.BYTES; position++) {
      int counter = counter(Words.intAt(bytes, position));
      if (counts[counter] < Byte.MAX_VALUE) {
        counts[counter]++;
      }
    }
  }

  /** How often the gram was met, up to a bound. */
  int of(int gram) {
    return counts[counter(gram)];
  }

  /** How often the rarest gram of a text was met; negative if the text is too short for one. */
  public int rarest(byte[] text) {
    int least = -1;
    for (int position = 0; position <= text.length - Integer.BYTES; position++) {
      int count = of(Words.intAt(text, position));
      least = least < 0 ? count : Math.min(least, count);
    }
    return least;
  }

  /** Halves all counts, so that older values count less than those to come. */
  public void age() {
    for (int i = 0; i < counts.length; i++) {
      counts[i] >>= 1;
    }
  }
}
