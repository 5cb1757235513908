package dev.sigrun.runtime.text;

/**
 * Emoji, by Unicode Technical Standard 51: single signs, those with a variation selector or a skin
 * tone, those joined by zero width joiners, tag sequences, flags and key caps.
 */
final class EmojiRule {
  private static final int JOINER = 0x200D;
  private static final int EMOJI_STYLE = 0xFE0F;
  private static final int KEY_CAP = 0x20E3;
  private static final int FIRST_TAG = 0xE0020;
  private static final int LAST_TAG = 0xE007F;

  private EmojiRule() {}

  /** The end of the longest emoji that starts at {@code start}; {@code start} if there is none. */
  static int end(String text, int start, int limit) {
    int codePoint = text.codePointAt(start);
    if ((WordTraits.of(codePoint) & WordTraits.REGIONAL) != 0) {
      return flagEnd(text, start, limit);
    }
    return codePoint == '#' || codePoint == '*'
        ? keyCapEnd(text, start, limit)
        : sequenceEnd(text, start, limit);
  }

  private static int flagEnd(String text, int start, int limit) {
    int second = Marks.skip(text, next(text, start), limit);
    return second < limit && has(text, second, WordTraits.REGIONAL)
        ? Marks.skip(text, next(text, second), limit)
        : start;
  }

  private static int keyCapEnd(String text, int start, int limit) {
    int marks = Marks.skipUnstyled(text, start + 1, limit);
    if (isAt(text, marks, limit, EMOJI_STYLE) && isAt(text, marks + 1, limit, KEY_CAP)) {
      return Marks.skipUnstyled(text, marks + 2, limit);
    }
    return text.substring(start, marks).indexOf(KEY_CAP) >= 0 ? marks : start;
  }

  private static int sequenceEnd(String text, int start, int limit) {
    int end = elementEnd(text, start, limit);
    if (end == start) {
      return start;
    }
    int tagged = tagsEnd(text, end, limit);
    if (tagged > end) {
      return tagged;
    }
    while (end < limit) {
      int joiners = end;
      while (isAt(text, joiners, limit, JOINER)) {
        joiners++;
      }
      boolean isJoined = joiners > end || text.charAt(end - 1) == JOINER;
      int further = isJoined && joiners < limit ? elementEnd(text, joiners, limit) : joiners;
      boolean isTone = joiners < limit && has(text, joiners, WordTraits.MODIFIER);
      if (further == joiners || (isTone && joiners > end + 1)) {
        break;
      }
      end = further;
    }
    return end;
  }

  /** A sign with the marks after it, or a skin tone alone; joiners may precede a sign. */
  private static int elementEnd(String text, int start, int limit) {
    int position = start;
    while (isAt(text, position, limit, JOINER)) {
      position++;
    }
    if (position == limit) {
      return start;
    }
    if (has(text, position, WordTraits.PICTOGRAPH)) {
      int marks = Marks.skipUnstyled(text, next(text, position), limit);
      return isAt(text, marks, limit, EMOJI_STYLE) ? marks + 1 : marks;
    }
    return position == start && has(text, start, WordTraits.MODIFIER)
        ? Marks.skipUnstyled(text, next(text, start), limit)
        : start;
  }

  /** Tags after a style; elsewhere they are marks like others. */
  private static int tagsEnd(String text, int start, int limit) {
    int position = start;
    while (position < limit) {
      int codePoint = text.codePointAt(position);
      if (codePoint < FIRST_TAG || codePoint > LAST_TAG) {
        break;
      }
      position += Character.charCount(codePoint);
      if (codePoint == LAST_TAG) {
        return position - start > Character.charCount(codePoint) ? position : start;
      }
    }
    return start;
  }

  private static int next(String text, int position) {
    return position + Character.charCount(text.codePointAt(position));
  }

  private static boolean isAt(String text, int position, int limit, int character) {
    return position < limit && text.charAt(position) == character;
  }

  private static boolean has(String text, int position, int trait) {
    return (WordTraits.of(text.codePointAt(position)) & trait) != 0;
  }
}
