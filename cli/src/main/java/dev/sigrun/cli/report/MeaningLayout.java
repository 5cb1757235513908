package dev.sigrun.cli.report;

import java.util.ArrayList;
import java.util.List;

/**
 * Lays out the printed meaning of a rule for reading: what does not fit on a line is broken into a
 * line for each term of an {@code and} or {@code or}, indented.
 */
public final class MeaningLayout {
  private static final int WIDTH = 100;
  private static final List<String> BROKEN =
      List.of("(and ", "(or ", "(not ", "(any ", "(computed ");

  private MeaningLayout() {}

  /** {@code printed}, line by line. */
  public static String of(String printed) {
    StringBuilder out = new StringBuilder();
    for (String line : printed.split("\n", -1)) {
      int start = line.indexOf('(');
      int end = line.lastIndexOf(')') + 1;
      if (out.length() > 0) {
        out.append('\n');
      }
      if (start < 0 || end <= start || line.length() <= WIDTH) {
        out.append(line);
      } else {
        out.append(line, 0, start);
        write(line.substring(start, end), start, out);
        out.append(line, end, line.length());
      }
    }
    return out.toString();
  }

  private static void write(String expression, int indent, StringBuilder out) {
    boolean breaks = BROKEN.stream().anyMatch(expression::startsWith);
    if (!breaks || indent + expression.length() <= WIDTH) {
      out.append(expression);
      return;
    }
    List<String> parts = parts(expression.substring(1, expression.length() - 1));
    out.append('(').append(parts.get(0));
    for (String part : parts.subList(1, parts.size())) {
      out.append('\n').append(" ".repeat(indent + 2));
      write(part, indent + 2, out);
    }
    out.append(')');
  }

  /** The parts that are separated by spaces outside brackets and quotes. */
  private static List<String> parts(String text) {
    List<String> parts = new ArrayList<>();
    int depth = 0;
    int start = 0;
    boolean quoted = false;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (quoted && c == '\\') {
        i++;
      } else if (c == '"') {
        quoted = !quoted;
      } else if (!quoted && c == ' ' && depth == 0) {
        parts.add(text.substring(start, i));
        start = i + 1;
      } else if (!quoted) {
        depth += c == '(' ? 1 : c == ')' ? -1 : 0;
      }
    }
    parts.add(text.substring(start));
    return parts;
  }
}
