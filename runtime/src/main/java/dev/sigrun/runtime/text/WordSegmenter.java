package dev.sigrun.runtime.text;

import java.util.ArrayList;
import java.util.List;

/**
 * Splits text into words by the rules of Unicode Standard Annex 29, as search engines apply them.
 */
final class WordSegmenter {
  /** Longer words are cut into pieces of this many chars. */
  private static final int MAX_TOKEN_LENGTH = 255;

  private WordSegmenter() {}

  static List<String> tokens(String text) {
    List<String> tokens = new ArrayList<>();
    int position = 0;
    while (position < text.length()) {
      int start = skipToWord(text, position);
      if (start == text.length()) {
        break;
      }
      int end = wordEnd(text, start);
      add(text, start, end, tokens);
      position = end;
    }
    return List.copyOf(tokens);
  }

  /** Where the next letter, digit or connector that belongs to a word stands. */
  private static int skipToWord(String text, int start) {
    int position = start;
    while (position < text.length()) {
      int codePoint = text.codePointAt(position);
      WordBreak kind = WordBreak.of(codePoint);
      if (kind.isWord()) {
        return position;
      }
      if (kind == WordBreak.CONNECTOR) {
        int next = skipConnectors(text, position);
        if (next < text.length() && WordBreak.of(text.codePointAt(next)).joinsConnectors()) {
          return position;
        }
        position = next;
      } else {
        position += Character.charCount(codePoint);
      }
    }
    return position;
  }

  private static int skipConnectors(String text, int start) {
    int position = start;
    while (position < text.length()) {
      int codePoint = text.codePointAt(position);
      WordBreak kind = WordBreak.of(codePoint);
      if (kind != WordBreak.CONNECTOR && kind != WordBreak.EXTEND) {
        break;
      }
      position += Character.charCount(codePoint);
    }
    return position;
  }

  /** Where the word ends that starts at {@code start}. */
  private static int wordEnd(String text, int start) {
    int position = start;
    WordBreak previous = WordBreak.OTHER;
    while (position < text.length()) {
      int codePoint = text.codePointAt(position);
      WordBreak kind = WordBreak.of(codePoint);
      int next = position + Character.charCount(codePoint);
      if (kind == WordBreak.EXTEND) {
        position = next;
      } else if (position == start || previous.joins(kind)) {
        previous = kind;
        position = next;
        if (kind == WordBreak.SINGLE) {
          return skipExtends(text, position);
        }
      } else {
        int beyond = skipExtends(text, next);
        if (beyond == text.length()
            || !previous.joinsAcross(kind, WordBreak.of(text.codePointAt(beyond)))) {
          return position;
        }
        position = beyond;
      }
    }
    return position;
  }

  private static int skipExtends(String text, int start) {
    int position = start;
    while (position < text.length()
        && WordBreak.of(text.codePointAt(position)) == WordBreak.EXTEND) {
      position += Character.charCount(text.codePointAt(position));
    }
    return position;
  }

  private static void add(String text, int start, int end, List<String> tokens) {
    int from = start;
    while (end - from > MAX_TOKEN_LENGTH) {
      int cut = from + MAX_TOKEN_LENGTH;
      if (Character.isHighSurrogate(text.charAt(cut - 1))) {
        cut--;
      }
      tokens.add(lowerCase(text, from, cut));
      from = cut;
    }
    tokens.add(lowerCase(text, from, end));
  }

  /** Lower-cases each code point by itself, so that no context changes the length. */
  private static String lowerCase(String text, int start, int end) {
    for (int i = start; i < end; i++) {
      char c = text.charAt(i);
      if (c >= 128 || (c >= 'A' && c <= 'Z')) {
        StringBuilder lower = new StringBuilder(end - start);
        text.substring(start, end)
            .codePoints()
            .forEach(each -> lower.appendCodePoint(Character.toLowerCase(each)));
        return lower.toString();
      }
    }
    return text.substring(start, end);
  }
}
