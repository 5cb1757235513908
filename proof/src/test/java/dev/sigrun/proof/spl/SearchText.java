package dev.sigrun.proof.spl;

import dev.sigrun.proof.spl.eval.Quoted;
import dev.sigrun.proof.spl.eval.SplException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The text of a search before its commands are read: comments, macros, pipes. */
final class SearchText {
  private static final int MAX_DEPTH = 10;

  private SearchText() {}

  /** The text without comments and with its macros replaced by what they stand for. */
  static String expanded(String text, Map<String, String> macros) {
    return expanded(text, macros, 0);
  }

  private static String expanded(String text, Map<String, String> macros, int depth) {
    if (depth > MAX_DEPTH) {
      throw new SplException("Macros are nested too deep: " + text);
    }
    StringBuilder expanded = new StringBuilder();
    int position = 0;
    while (position < text.length()) {
      char c = text.charAt(position);
      if (text.startsWith("```", position)) {
        int end = text.indexOf("```", position + 3);
        if (end < 0) {
          throw new SplException("The comment is not closed: " + text.substring(position));
        }
        // The text before a comment stays separate from the text after it.
        expanded.append(' ');
        position = end + 3;
      } else if (c == '`') {
        int end = text.indexOf('`', position + 1);
        String name = end < 0 ? "" : text.substring(position + 1, end);
        String definition = macros.get(name);
        if (definition == null) {
          throw new SplException("No such macro: " + text.substring(position));
        }
        expanded.append(expanded(definition, macros, depth + 1));
        position = end + 1;
      } else if (c == '"') {
        int end = Quoted.end(text, position);
        expanded.append(text, position, end);
        position = end;
      } else {
        expanded.append(c);
        position++;
      }
    }
    return expanded.toString();
  }

  /** The texts of the commands; the first is empty if the search starts with a pipe. */
  static List<String> commands(String text) {
    List<String> commands = new ArrayList<>();
    int start = 0;
    int depth = 0;
    int position = 0;
    while (position < text.length()) {
      char c = text.charAt(position);
      if (c == '"') {
        position = Quoted.end(text, position);
        continue;
      }
      if (c == '[') {
        depth++;
      } else if (c == ']') {
        depth--;
      } else if (c == '|' && depth == 0) {
        commands.add(text.substring(start, position).strip());
        start = position + 1;
      }
      if (depth < 0) {
        throw new SplException("A bracket is closed that was not opened: " + text);
      }
      position++;
    }
    if (depth != 0) {
      throw new SplException("A bracket is not closed: " + text);
    }
    commands.add(text.substring(start).strip());
    return commands;
  }
}
