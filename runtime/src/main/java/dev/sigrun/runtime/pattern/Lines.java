package dev.sigrun.runtime.pattern;

import java.util.ArrayList;
import java.util.List;

/**
 * Long lists of strings as text, one per line. Compiled rules hold long lists in this form, because
 * a class has room for much text but for few strings.
 */
public final class Lines {
  private Lines() {}

  /**
   * The lines of all {@code texts} together.
   *
   * @param texts joined before they are split, so that a line may span several. Lines end in line
   *     feeds, but for the last one. A backslash followed by {@code n} represents a line feed
   *     within a line, and a backslash followed by anything else for the latter.
   */
  public static String[] of(String... texts) {
    List<String> lines = new ArrayList<>();
    StringBuilder line = new StringBuilder();
    boolean escaped = false;
    for (String text : texts) {
      for (int i = 0; i < text.length(); i++) {
        char c = text.charAt(i);
        if (escaped) {
          line.append(c == 'n' ? '\n' : c);
          escaped = false;
        } else if (c == '\\') {
          escaped = true;
        } else if (c == '\n') {
          lines.add(line.toString());
          line.setLength(0);
        } else {
          line.append(c);
        }
      }
    }
    lines.add(line.toString());
    return lines.toArray(new String[0]);
  }
}
