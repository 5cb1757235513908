package dev.sigrun.proof.spl.eval;

/** Text in quotes. */
public final class Quoted {
  private Quoted() {}

  /** The position after the quote that closes the one at {@code start}. */
  public static int end(String text, int start) {
    char quote = text.charAt(start);
    for (int i = start + 1; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '\\') {
        i++;
      } else if (c == quote) {
        return i + 1;
      } else if (c == '`') {
        throw new UndocumentedException("whether a back-tick in quotes starts a macro");
      }
    }
    throw new SplException("The quotes are not closed: " + text.substring(start));
  }

  /**
   * The text that is meant. A backslash makes a quote or a backslash plain; before anything else it
   * is literal.
   */
  public static String unescaped(String content, char quote) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < content.length(); i++) {
      char c = content.charAt(i);
      boolean escapes = c == '\\' && i + 1 < content.length();
      if (escapes && (content.charAt(i + 1) == '\\' || content.charAt(i + 1) == quote)) {
        i++;
      }
      text.append(content.charAt(i));
    }
    return text.toString();
  }
}
