package dev.sigrun.runtime.text;

import java.util.ArrayList;
import java.util.List;

/**
 * Splits text into words by the rules of Unicode Standard Annex 29, as the standard tokenizer of
 * Lucene applies them: at each place the longest word, emoji, ideograph or run of Southeast Asian
 * letters is a token, and anything else is skipped.
 */
final class WordSegmenter {
  /** Nothing beyond this many chars is looked at for a token, so that longer words are cut. */
  private static final int MAX_TOKEN_LENGTH = 255;

  private WordSegmenter() {}

  static List<String> tokens(String text) {
    List<String> tokens = new ArrayList<>();
    int position = 0;
    while (position < text.length()) {
      int codePoint = text.codePointAt(position);
      int limit = limit(text, position);
      int end = end(text, position, limit, WordTraits.of(codePoint), codePoint);
      if (end > position) {
        tokens.add(lowerCase(text, position, end));
        position = end;
      } else {
        position += Character.charCount(codePoint);
      }
    }
    return List.copyOf(tokens);
  }

  private static int limit(String text, int start) {
    int limit = start + MAX_TOKEN_LENGTH;
    if (limit >= text.length()) {
      return text.length();
    }
    return Character.isHighSurrogate(text.charAt(limit - 1)) ? limit - 1 : limit;
  }

  /** The end of the token that starts at {@code start}; {@code start} if there is none. */
  private static int end(String text, int start, int limit, int traits, int codePoint) {
    int end = start;
    if (traits != 0) {
      end = WordRule.end(text, start, limit);
      if ((traits & WordTraits.SOUTHEAST_ASIAN) != 0) {
        end = Math.max(end, runEnd(text, start, limit));
      } else if ((traits & WordTraits.SINGLE) != 0) {
        end = Math.max(end, Marks.skip(text, start + Character.charCount(codePoint), limit));
      }
    }
    boolean mayBeEmoji = codePoint >= 128 || codePoint == '#' || codePoint == '*';
    return mayBeEmoji ? Math.max(end, EmojiRule.end(text, start, limit)) : end;
  }

  private static int runEnd(String text, int start, int limit) {
    int position = start;
    while (position < limit) {
      int codePoint = text.codePointAt(position);
      int wanted = WordTraits.SOUTHEAST_ASIAN | WordTraits.EXTEND;
      if ((WordTraits.of(codePoint) & wanted) == 0) {
        break;
      }
      position += Character.charCount(codePoint);
    }
    return position;
  }

  /** Lower-cases each code point on its own, so that no context changes the length. */
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
