package dev.sigrun.runtime.internal.index.value;

/**
 * Finds the few bytes of a literal that are rarest in values, estimated from the frequency of
 * characters.
 */
final class GramRarity {
  /** The characters of paths and command lines, from frequent to rare. */
  private static final String FREQUENT = "\\eis/tnoarc-d. lmpuhw\"0:1gbf2";

  private GramRarity() {}

  /** The start of the rarest gram. */
  static int rarest(byte[] text, int gramLength) {
    int best = 0;
    int bestScore = -1;
    for (int i = 0; i + gramLength <= text.length; i++) {
      int score = 0;
      for (int j = 0; j < gramLength; j++) {
        score += rarity(text[i + j]);
      }
      if (score > bestScore) {
        best = i;
        bestScore = score;
      }
    }
    return best;
  }

  private static int rarity(byte b) {
    int index = FREQUENT.indexOf((char) b);
    return index < 0 ? FREQUENT.length() : index;
  }
}
