package dev.sigrun.lsp.feature;

import dev.sigrun.compiler.source.Span;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A place in the tables that a value holds, as in {@code event = { process.name = "sh" }}, which
 * outlines take for one value.
 *
 * @param key the key whose value is being written; empty if a key is
 * @param word what is written of it, from its start
 */
record InlineTable(Optional<String> key, Span word) {
  /** More of a value than this is not looked at. */
  private static final int MOST = 20_000;

  private static final Pattern KEY = Pattern.compile("[{,]\\s*+([A-Za-z0-9_.@-]*+)$");
  private static final Pattern VALUE =
      Pattern.compile(
          "[{,]\\s*+([A-Za-z0-9_.@-]++)\\s*+=\\s*+(?:\\[[^\\]{}]*+)?\"?([^\"{},\\[\\]]*+)$");

  /** The place of an offset in a value; empty if that is not in a table. */
  static Optional<InlineTable> at(String text, Span value, int offset) {
    int from = Math.max(value.start(), offset - MOST);
    String before = text.substring(Math.min(from, offset), offset);
    if (depth(before) == 0) {
      return Optional.empty();
    }
    Matcher key = KEY.matcher(before);
    if (key.find()) {
      return Optional.of(
          new InlineTable(Optional.empty(), new Span(offset - key.group(1).length(), offset)));
    }
    Matcher written = VALUE.matcher(before);
    return written.find()
        ? Optional.of(
            new InlineTable(
                Optional.of(written.group(1)),
                new Span(offset - written.group(2).length(), offset)))
        : Optional.empty();
  }

  /** How many tables are open at the end. */
  private static int depth(String text) {
    int depth = 0;
    char open = 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (open != 0) {
        i += c == '\\' && open == '"' ? 1 : 0;
        open = c == open ? 0 : open;
      } else if (c == '"' || c == '\'') {
        open = c;
      } else {
        depth += c == '{' ? 1 : c == '}' ? -1 : 0;
      }
    }
    return depth;
  }

  /** Keys that hold tables with the same keys as their own. */
  static String table(String key) {
    return key.equals("warm_up") ? "event" : key;
  }
}
