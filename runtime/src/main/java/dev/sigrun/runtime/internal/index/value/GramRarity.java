package dev.sigrun.runtime.internal.index.value;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Finds the few bytes of a literal that are rarest in values: those that were met least often, and
 * of such the ones that are rare by the frequency of their characters.
 */
final class GramRarity {
  /** The characters of paths and command lines, from frequent to rare. */
  private static final String FREQUENT = "\\eis/tnoarc-d. lmpuhw\"0:1gbf2";

  private GramRarity() {}

  /**
   * The start of the first of some grams that follow each other and are the rarest.
   *
   * @param number how many grams
   * @param counts how often grams of four bytes were met in values; null if that is not known
   */
  static int rarest(byte[] text, int gramLength, int number, @Nullable GramCounts counts) {
    boolean counted = counts != null && gramLength == Integer.BYTES;
    int best = 0;
    int bestCount = Integer.MAX_VALUE;
    int bestScore = -1;
    byte[] padded = Arrays.copyOf(text, text.length + 1);
    for (int i = 0; i + gramLength + number - 1 <= text.length; i++) {
      int count = counts == null || !counted ? 0 : count(padded, i, number, counts);
      int score = score(text, i, gramLength + number - 1);
      if (count < bestCount || (count == bestCount && score > bestScore)) {
        best = i;
        bestCount = count;
        bestScore = score;
      }
    }
    return best;
  }

  private static int count(byte[] text, int start, int number, GramCounts counts) {
    int count = 0;
    for (int i = 0; i < number; i++) {
      count += counts.of(Words.intAt(text, start + i));
    }
    return count;
  }

  private static int score(byte[] text, int start, int length) {
    int score = 0;
    for (int i = start; i < start + length; i++) {
      score += rarity(text[i]);
    }
    return score;
  }

  private static int rarity(byte b) {
    int index = FREQUENT.indexOf((char) b);
    return index < 0 ? FREQUENT.length() : index;
  }
}
