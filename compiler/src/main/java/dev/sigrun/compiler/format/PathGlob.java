package dev.sigrun.compiler.format;

import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/**
 * A pattern of paths as shells know it: {@code *} and {@code ?} stay in a folder, {@code **}{@code
 * /} is any number of folders, none included, <code>{a,b}</code> are alternatives and {@code [a-z]}
 * is a choice of characters. Paths are written with slashes.
 */
final class PathGlob {
  private final String glob;
  private final Pattern pattern;

  /** Refuses a pattern whose brackets do not match, with a {@link PatternSyntaxException}. */
  PathGlob(String glob) {
    this.glob = glob;
    this.pattern = Pattern.compile(regex(glob));
  }

  static boolean isGlob(String text) {
    return text.chars().anyMatch(c -> "*?[{".indexOf(c) >= 0);
  }

  boolean matches(String path) {
    return pattern.matcher(path).matches();
  }

  /** The folder that holds every path that fits; empty for the current one. */
  String folder() {
    int first = 0;
    while ("*?[{".indexOf(glob.charAt(first)) < 0) {
      first++;
    }
    int slash = glob.lastIndexOf('/', first);
    return slash < 0 ? "" : slash == 0 ? "/" : glob.substring(0, slash);
  }

  private static String regex(String glob) {
    StringBuilder regex = new StringBuilder();
    int braces = 0;
    int i = 0;
    while (i < glob.length()) {
      char c = glob.charAt(i);
      if (glob.startsWith("**/", i)) {
        regex.append("(?:.*/)?");
        i += 2;
      } else if (glob.startsWith("**", i)) {
        regex.append(".*");
        i += 1;
      } else if (c == '*') {
        regex.append("[^/]*");
      } else if (c == '?') {
        regex.append("[^/]");
      } else if (c == '[') {
        i = appendChoice(glob, i, regex);
      } else if (c == '{') {
        regex.append("(?:");
        braces++;
      } else if (c == '}' && braces > 0) {
        regex.append(')');
        braces--;
      } else if (c == ',' && braces > 0) {
        regex.append('|');
      } else {
        regex.append(Pattern.quote(String.valueOf(c)));
      }
      i++;
    }
    return regex.toString();
  }

  private static int appendChoice(String glob, int start, StringBuilder regex) {
    int end = glob.indexOf(']', start + 2);
    if (end < 0) {
      throw new PatternSyntaxException("A bracket is not closed", glob, start);
    }
    String choice = glob.substring(start + 1, end).replace("\\", "\\\\").replace("[", "\\[");
    String inner = choice.replace("&", "\\&").replace("^", "\\^");
    regex.append(choice.startsWith("!") ? "[^" + inner.substring(1) : "[" + inner).append(']');
    return end;
  }
}
