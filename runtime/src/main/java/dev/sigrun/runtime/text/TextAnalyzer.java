package dev.sigrun.runtime.text;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The ways to split text into tokens. */
public enum TextAnalyzer {
  /** Words by Unicode's rules for text segmentation, in lower case. */
  STANDARD {
    @Override
    public List<String> tokens(String text) {
      return WordSegmenter.tokens(text);
    }
  },

  /** Runs of letters, digits, underscores and hyphens, all of them ASCII, in lower case. */
  SCRIPT {
    @Override
    public List<String> tokens(String text) {
      List<String> tokens = new ArrayList<>();
      int start = 0;
      for (int i = 0; i <= text.length(); i++) {
        if (i == text.length() || !isScriptWord(text.charAt(i))) {
          if (i > start) {
            tokens.add(text.substring(start, i).toLowerCase(Locale.ROOT));
          }
          start = i + 1;
        }
      }
      return List.copyOf(tokens);
    }
  };

  /** The tokens of {@code text} in their order; unmodifiable, empty when there is no word. */
  public abstract List<String> tokens(String text);

  private static boolean isScriptWord(char c) {
    return (c >= 'a' && c <= 'z')
        || (c >= 'A' && c <= 'Z')
        || (c >= '0' && c <= '9')
        || c == '_'
        || c == '-';
  }
}
