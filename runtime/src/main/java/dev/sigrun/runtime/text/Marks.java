package dev.sigrun.runtime.text;

/** Runs of marks and invisible signs, which belong to the character before them. */
final class Marks {
  private Marks() {}

  /** The end of the marks that start at {@code start}. */
  static int skip(String text, int start, int limit) {
    int position = start;
    while (position < limit) {
      int codePoint = text.codePointAt(position);
      if ((WordTraits.of(codePoint) & WordTraits.EXTEND) == 0) {
        break;
      }
      position += Character.charCount(codePoint);
    }
    return position;
  }

  /** The same, but the selectors of a style, for text or for emoji, are not marks. */
  static int skipUnstyled(String text, int start, int limit) {
    int position = start;
    while (position < limit) {
      int codePoint = text.codePointAt(position);
      boolean isStyle = codePoint == 0xFE0E || codePoint == 0xFE0F;
      if (isStyle || (WordTraits.of(codePoint) & WordTraits.EXTEND) == 0) {
        break;
      }
      position += Character.charCount(codePoint);
    }
    return position;
  }
}
