package dev.sigrun.compiler.backend.java;

import java.util.Arrays;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Texts of a rule as comments, which they cannot leave and in which they show as they are. */
final class Comments {
  /** The maximum length of the query that a class quotes. */
  private static final int LONGEST_QUERY = 20_000;

  /** The maximum length of a quoted clause or title. */
  private static final int LONGEST_LINE = 200;

  private static final int LINE_WIDTH = 90;

  /** Text that Javadoc interprets as a tag anywhere. */
  private static final Pattern TAG = Pattern.compile("(?m)^\\s*@");

  private Comments() {}

  /** A sentence for Javadoc, on one line. */
  static String sentence(String text) {
    return escaped(shortLine(text));
  }

  /** A query for Javadoc, with its lines. */
  static String block(String query) {
    String text =
        Arrays.stream(abbreviated(query, LONGEST_QUERY).split("\\R", -1))
            .map(line -> clean(line).stripTrailing())
            .collect(Collectors.joining("\n"))
            .strip();
    return isPlain(text)
        ? "<pre>{@code\n" + unescapable(text) + "\n}</pre>"
        : "<pre>\n" + escaped(text) + "\n</pre>";
  }

  /** A clause of a query for Javadoc, on a few lines. */
  static String clause(String text) {
    String line = wrapped(shortLine(text));
    return isPlain(line)
        ? "{@code " + unescapable(line) + "}"
        : "<code>" + escaped(line) + "</code>";
  }

  /** The path of a rule file for a comment: relative and below the place where it is read from. */
  static String path(String path) {
    String slashes = path.replace('\\', '/');
    boolean below =
        !slashes.startsWith("/")
            && !slashes.startsWith("~")
            && slashes.indexOf(':') < 0
            && !Arrays.asList(slashes.split("/")).contains("..");
    String shown = below ? slashes : slashes.substring(slashes.lastIndexOf('/') + 1);
    return shortLine(shown);
  }

  /** Whether {@code text} may occur between the braces of an inline tag. */
  private static boolean isPlain(String text) {
    int depth = 0;
    for (int i = 0; i < text.length(); i++) {
      depth += text.charAt(i) == '{' ? 1 : text.charAt(i) == '}' ? -1 : 0;
      if (depth < 0) {
        return false;
      }
    }
    return depth == 0 && !text.contains("*/") && !TAG.matcher(text).find();
  }

  private static String escaped(String text) {
    StringBuilder out = new StringBuilder(text.length());
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      switch (c) {
        case '&' -> out.append("&amp;");
        case '<' -> out.append("&lt;");
        case '>' -> out.append("&gt;");
        case '@' -> out.append("&#64;");
        case '{' -> out.append("&#123;");
        case '}' -> out.append("&#125;");
        case '/' -> out.append(i > 0 && text.charAt(i - 1) == '*' ? "&#47;" : "/");
        default -> out.append(c);
      }
    }
    return unescapable(out.toString());
  }

  /**
   * Writes each backslash that javac would take for the start of a Unicode escape as such an escape
   * of itself: it reads those even in comments, but never twice.
   */
  private static String unescapable(String text) {
    StringBuilder out = new StringBuilder(text.length());
    int backslashes = 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      boolean starts =
          c == '\\' && backslashes % 2 == 0 && i + 1 < text.length() && text.charAt(i + 1) == 'u';
      out.append(starts ? "\\u005c" : c);
      backslashes = c == '\\' ? backslashes + 1 : 0;
    }
    return out.toString();
  }

  /** The start of a text on one line. Looks no further than needed: clauses may be very long. */
  private static String shortLine(String text) {
    String start = abbreviated(text, 4 * LONGEST_LINE);
    return abbreviated(clean(start.replaceAll("\\s+", " ").strip()), LONGEST_LINE);
  }

  /** The text with line feeds instead of blanks where lines get too long. */
  private static String wrapped(String text) {
    StringBuilder out = new StringBuilder(text);
    int start = 0;
    while (out.length() - start > LINE_WIDTH) {
      int blank = out.lastIndexOf(" ", start + LINE_WIDTH);
      int end = blank > start ? blank : out.indexOf(" ", start + LINE_WIDTH);
      if (end < 0) {
        break;
      }
      out.setCharAt(end, '\n');
      start = end + 1;
    }
    return out.toString();
  }

  /** Replaces what does not show or changes how other characters show. */
  private static String clean(String text) {
    StringBuilder out = new StringBuilder(text.length());
    text.codePoints()
        .forEach(
            c -> {
              switch (Character.getType(c)) {
                case Character.CONTROL -> out.append(c == '\t' ? "  " : "\uFFFD");
                case Character.FORMAT,
                    Character.SURROGATE,
                    Character.PRIVATE_USE,
                    Character.UNASSIGNED,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR ->
                    out.append('\uFFFD');
                default -> out.appendCodePoint(c);
              }
            });
    return out.toString();
  }

  private static String abbreviated(String text, int limit) {
    if (text.length() <= limit) {
      return text;
    }
    int end = Character.isHighSurrogate(text.charAt(limit - 1)) ? limit - 1 : limit;
    return text.substring(0, end).stripTrailing() + "…";
  }
}
