package dev.sigrun.runtime.internal.index.value;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

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
  private static final int LEAST_BITS = 1 << 14;
  private static final int BITS_PER_GRAM = 32;
  private static final int MULTIPLIER = 0x9E3779B1;

  private final byte[][] texts;

  /** The distance between the positions that are examined: 1, 2, 4, 6 or 8. */
  private final int step;

  private final long[] bits;
  private final int shift;

  /** Grams of all texts that follow each other, as many of each as a step is long. */
  private final int[] grams;

  /** Where the first of them is in each text. */
  private final int[] offsets;

  /** A hash table over grams: the number of each plus one; 0 if free. */
  private final int[] slots;

  /** Remembers whether a text was found. */
  private static final class Found implements GramHits {
    private boolean any;

    @Override
    public void add(int[] filed) {
      any = true;
    }
  }

  /**
   * The texts, to be found by the bytes of their grams.
   *
   * @param counts how often grams were met in events; null if that is not known
   */
  public RawTexts(List<String> texts, @Nullable GramCounts counts) {
    this.texts = new byte[texts.size()][];
    int shortest = Integer.MAX_VALUE;
    for (int i = 0; i < this.texts.length; i++) {
      if (!isFindable(texts.get(i))) {
        throw new IllegalArgumentException("Cannot be found in JSON: " + texts.get(i));
      }
      this.texts[i] = texts.get(i).getBytes(StandardCharsets.US_ASCII);
      shortest = Math.min(shortest, this.texts[i].length);
    }
    this.step = step(shortest);
    this.grams = new int[this.texts.length * step];
    this.offsets = new int[this.texts.length];
    int room = Integer.highestOneBit(Math.max(1, grams.length));
    this.slots = new int[room * 4];
    int bitCount = Math.max(LEAST_BITS, room * BITS_PER_GRAM);
    this.bits = new long[bitCount / Long.SIZE];
    this.shift = Integer.numberOfLeadingZeros(bitCount) + 1;
    for (int i = 0; i < this.texts.length; i++) {
      offsets[i] = GramRarity.rarest(inLowerCase(this.texts[i]), GRAM, step, counts);
      for (int j = 0; j < step; j++) {
        put(Words.intAt(this.texts[i], offsets[i] + j) | IN_LOWER_CASE, i * step + j);
      }
    }
  }

  /** As {@link #hash} sees the text: some characters become others, too. */
  private static byte[] inLowerCase(byte[] text) {
    byte[] changed = text.clone();
    for (int i = 0; i < text.length; i++) {
      changed[i] |= (byte) IN_LOWER_CASE;
    }
    return changed;
  }

  /** Counts the grams that a search of the part of {@code bytes} may examine. */
  static void count(byte[] bytes, int start, int end, GramCounts counts) {
    counts.add(inLowerCase(Arrays.copyOfRange(bytes, start, end)), 0, end - start);
  }

  private static int step(int shortest) {
    int longest = shortest - GRAM + 1;
    return longest >= 8 ? 8 : longest >= 6 ? 6 : longest >= 4 ? 4 : longest >= 2 ? 2 : 1;
  }

  private void put(int gram, int number) {
    grams[number] = gram;
    int hash = gram * MULTIPLIER;
    bits[hash >>> shift >>> 6] |= 1L << (hash >>> shift);
    int slot = slot(hash);
    while (slots[slot] != 0) {
      slot = slot + 1 & slots.length - 1;
    }
    slots[slot] = number + 1;
  }

  private int slot(int hash) {
    return (hash ^ hash >>> 15) & slots.length - 1;
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
    Found found = new Found();
    search(bytes, start, end, new int[texts.length][], found);
    return found.any;
  }

  /**
   * Passes what is filed under each of the texts in a part of {@code bytes} to {@code found}.
   *
   * @param filed for each text
   */
  void search(byte[] bytes, int start, int end, int[][] filed, GramHits found) {
    int last = end - GRAM;
    for (int at = next(bytes, start, last); at >= 0; at = next(bytes, at + step, last)) {
      check(bytes, at, start, end, filed, found);
    }
  }

  /** The first position from {@code at} on, in steps, where a gram may be; negative if none. */
  private int next(byte[] bytes, int at, int last) {
    // Only constant steps make loops that compilers know well.
    return switch (step) {
      case 8 -> next(bits, shift, bytes, at, last, 8);
      case 6 -> next(bits, shift, bytes, at, last, 6);
      case 4 -> next(bits, shift, bytes, at, last, 4);
      default -> next(bits, shift, bytes, at, last, step);
    };
  }

  private static int next(long[] filter, int down, byte[] bytes, int at, int last, int step) {
    int position = at;
    // Four at a time, with one branch.
    for (; position <= last - 3 * step; position += 4 * step) {
      int first = hash(bytes, position) >>> down;
      int second = hash(bytes, position + step) >>> down;
      int third = hash(bytes, position + 2 * step) >>> down;
      int fourth = hash(bytes, position + 3 * step) >>> down;
      long some = filter[first >>> 6] >>> first | filter[second >>> 6] >>> second;
      some |= filter[third >>> 6] >>> third | filter[fourth >>> 6] >>> fourth;
      if ((some & 1) != 0) {
        break;
      }
    }
    for (; position <= last; position += step) {
      int bit = hash(bytes, position) >>> down;
      if ((filter[bit >>> 6] & 1L << bit) != 0) {
        return position;
      }
    }
    return -1;
  }

  private static int hash(byte[] bytes, int position) {
    return (Words.intAt(bytes, position) | IN_LOWER_CASE) * MULTIPLIER;
  }

  private void check(byte[] bytes, int at, int start, int end, int[][] filed, GramHits found) {
    int gram = Words.intAt(bytes, at) | IN_LOWER_CASE;
    for (int slot = slot(gram * MULTIPLIER); slots[slot] != 0; slot = slot + 1 & slots.length - 1) {
      int number = slots[slot] - 1;
      if (grams[number] == gram) {
        int text = number / step;
        int from = at - offsets[text] - number % step;
        if (from >= start && isAt(texts[text], bytes, from, end)) {
          found.add(filed[text]);
        }
      }
    }
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

  /** About how many bytes this takes. */
  int weight() {
    int weight = bits.length * Long.BYTES + (slots.length + grams.length) * Integer.BYTES;
    for (byte[] text : texts) {
      weight += text.length + 24;
    }
    return weight;
  }
}
