package dev.sigrun.runtime.row;

/**
 * Finds a text in another one in linear time. The search of the JDK looks again at what it has
 * seen, so that {@code aaaab} in a long run of {@code a} takes as much time as both lengths
 * multiplied.
 */
final class TextSearch {
  /** Shorter texts are found fast enough by the JDK, whose search is intrinsic. */
  private static final int SHORT = 32;

  private TextSearch() {}

  /** The index of the first occurrence at or behind {@code from}; negative if there is none. */
  static int indexOf(String text, String part, int from) {
    if (part.length() <= SHORT) {
      return text.indexOf(part, from);
    }
    if (part.length() > text.length() - from) {
      return -1;
    }
    int[] borders = borders(part);
    int matched = 0;
    for (int i = Math.max(0, from); i < text.length(); i++) {
      while (matched > 0 && text.charAt(i) != part.charAt(matched)) {
        matched = borders[matched - 1];
      }
      if (text.charAt(i) == part.charAt(matched)) {
        matched++;
      }
      if (matched == part.length()) {
        return i - matched + 1;
      }
    }
    return -1;
  }

  /** For each start of a text, the length of the longest shorter start that it ends in. */
  private static int[] borders(String part) {
    int[] borders = new int[part.length()];
    int length = 0;
    for (int i = 1; i < part.length(); i++) {
      while (length > 0 && part.charAt(i) != part.charAt(length)) {
        length = borders[length - 1];
      }
      if (part.charAt(i) == part.charAt(length)) {
        length++;
      }
      borders[i] = length;
    }
    return borders;
  }
}
