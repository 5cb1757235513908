package dev.sigrun.runtime.internal.index.value;

import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * Texts that are looked for anywhere in the JSON of an event, in any case. Since all of them are
 * longer than a gram, only positions at regular distances are examined. Immutable.
 *
 * <p>A value may hold a text that its JSON does not show: behind escapes with numbers, or in
 * letters beyond ASCII that are equal to a letter of the text but for case. Scanned events say
 * whether they {@linkplain dev.sigrun.runtime.internal.scan.ScannedEvent#mayHideLetters() hide}
 * such letters.
 */
public final class RawTexts {
  /** The minimum number of characters in a text. */
  public static final int LEAST = 5;

  private static final String OTHERS = " :_=;(),!#$%@~^{}|[]`*?'<>&0123456789.+-";

  /** Numbers have several spellings, so a text of these alone may be there in another one. */
  private static final String OF_NUMBERS = "0123456789.+-e";

  private static final int GRAM = Integer.BYTES;
  private static final int IN_LOWER_CASE = 0x20202020;
  private static final int LONGEST_STEP = 8;
  private static final int BITS = 1 << 14;
  private static final int SHIFT = 32 - 14;
  private static final int MULTIPLIER = 0x9E3779B1;

  private final byte[][] texts;

  /** The distance between the positions that are examined: 2, 4 or 8. */
  private final int step;

  private final long[] bits = new long[BITS / Long.SIZE];

  /** Grams of all texts that follow each other, as many of each as a step is long. */
  private final int[] grams;

  /** Where the first of them is in each text. */
  private final int[] offsets;

  /** The texts, to be found by the bytes of their grams. */
  public RawTexts(List<String> texts) {
    this.texts = new byte[texts.size()][];
    int shortest = Integer.MAX_VALUE;
    for (int i = 0; i < this.texts.length; i++) {
      if (!isFindable(texts.get(i))) {
        throw new IllegalArgumentException("Cannot be found in JSON: " + texts.get(i));
      }
      this.texts[i] = texts.get(i).getBytes(StandardCharsets.US_ASCII);
      shortest = Math.min(shortest, this.texts[i].length);
    }
    this.step = Math.min(LONGEST_STEP, Integer.highestOneBit(shortest - GRAM + 1));
    this.grams = new int[this.texts.length * step];
    this.offsets = new int[this.texts.length];
    for (int i = 0; i < this.texts.length; i++) {
      offsets[i] = GramRarity.rarest(this.texts[i], GRAM, step, null);
      for (int j = 0; j < step; j++) {
        int gram = Words.intAt(this.texts[i], offsets[i] + j) | IN_LOWER_CASE;
        grams[i * step + j] = gram;
        int bit = gram * MULTIPLIER >>> SHIFT;
        bits[bit >>> 6] |= 1L << bit;
      }
    }
  }

  /**
   * Whether JSON shows the text as it is, apart from case: it has letters in lower case and
   * characters that are not escaped but by number, and is not a part of a number.
   */
  public static boolean isFindable(String text) {
    return text.length() >= LEAST
        && text.chars().allMatch(RawTexts::isShown)
        && text.chars().anyMatch(c -> OF_NUMBERS.indexOf(c) < 0);
  }

  /** Whether JSON shows the character as it is. */
  public static boolean isShown(int c) {
    return c >= 'a' && c <= 'z' || OTHERS.indexOf(c) >= 0;
  }

  /** Whether one of the texts is in the part of {@code bytes}. */
  boolean occurs(byte[] bytes, int start, int end) {
    int at = start;
    // Only a constant step makes a loop that compilers know well.
    for (; at <= end - LONGEST_STEP - GRAM; at += LONGEST_STEP) {
      if (occursAround(bytes, at, start, end)
          || (step < 8 && occursAround(bytes, at + 4, start, end))
          || (step < 4 && occursAround(bytes, at + 2, start, end))
          || (step < 4 && occursAround(bytes, at + 6, start, end))) {
        return true;
      }
    }
    for (; at <= end - GRAM; at += step) {
      if (occursAround(bytes, at, start, end)) {
        return true;
      }
    }
    return false;
  }

  private boolean occursAround(byte[] bytes, int at, int start, int end) {
    int gram = Words.intAt(bytes, at) | IN_LOWER_CASE;
    int bit = gram * MULTIPLIER >>> SHIFT;
    return (bits[bit >>> 6] & 1L << bit) != 0 && occursAround(gram, bytes, at, start, end);
  }

  private boolean occursAround(int gram, byte[] bytes, int at, int start, int end) {
    for (int i = 0; i < grams.length; i++) {
      if (grams[i] == gram) {
        int from = at - offsets[i / step] - i % step;
        if (from >= start && isAt(texts[i / step], bytes, from, end)) {
          return true;
        }
      }
    }
    return false;
  }

  private static boolean isAt(byte[] text, byte[] bytes, int from, int end) {
    if (from + text.length > end) {
      return false;
    }
    for (int i = 0; i < text.length; i++) {
      byte b = bytes[from + i];
      if (text[i] != (b >= 'A' && b <= 'Z' ? b | 0x20 : b)) {
        return false;
      }
    }
    return true;
  }
}
