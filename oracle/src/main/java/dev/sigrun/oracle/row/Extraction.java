package dev.sigrun.oracle.row;

import dev.sigrun.compiler.ir.row.TextPattern;
import dev.sigrun.runtime.row.GrokPattern;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Takes one text apart: a cell for each key of a pattern, or none if the text does not fit. */
final class Extraction implements TextPattern.Visitor<List<List<Object>>> {
  private final String text;

  Extraction(String text) {
    this.text = text;
  }

  @Override
  public List<List<Object>> visitGrok(TextPattern.Grok grok) {
    List<List<Object>> parts = new ArrayList<>();
    for (Object cell : GrokPattern.of(grok.text()).apply(text)) {
      parts.add(
          cell instanceof List<?> list
              ? List.copyOf(list)
              : cell == null ? List.of() : List.of(cell));
    }
    return parts;
  }

  /** Letter by letter: where the literal of the key stands, its value ends. */
  @Override
  public List<List<Object>> visitDissect(TextPattern.Dissect dissect) {
    List<String> keys = new ArrayList<>();
    List<String> literals = new ArrayList<>();
    String start = split(dissect.text(), keys, literals);
    if (!text.startsWith(start) || text.equals(start)) {
      return List.of();
    }
    List<String> found = new ArrayList<>();
    int from = start.length();
    for (int i = from; i <= text.length() && found.size() < keys.size(); i++) {
      String literal = literals.get(found.size());
      if (literal.isEmpty()) {
        found.add(text.substring(from));
      } else if (text.startsWith(literal, i)) {
        found.add(text.substring(from, i));
        from = i + literal.length();
        // The same literal again: padding, or the end of an empty value.
        while (text.startsWith(literal, from)) {
          if (!keys.get(found.size() - 1).endsWith("->")) {
            if (found.size() == keys.size()) {
              break;
            }
            found.add("");
          }
          from += literal.length();
        }
        i = from - 1;
      }
    }
    return found.size() < keys.size() ? List.of() : values(keys, found, dissect.separator());
  }

  /** Adds each key and the text behind it, and returns the text before the first one. */
  private static String split(String pattern, List<String> keys, List<String> literals) {
    int open = pattern.indexOf("%{");
    String start = pattern.substring(0, open);
    while (open >= 0) {
      int close = pattern.indexOf('}', open);
      keys.add(pattern.substring(open + 2, close));
      // What follows a key at once is its literal, be it a key or not.
      open = close + 2 > pattern.length() ? -1 : pattern.indexOf("%{", close + 2);
      literals.add(pattern.substring(close + 1, open < 0 ? pattern.length() : open));
    }
    return start;
  }

  private static List<List<Object>> values(
      List<String> keys, List<String> found, String separator) {
    Map<String, Map<Integer, String>> values = new LinkedHashMap<>();
    for (int i = 0; i < keys.size(); i++) {
      String name = keys.get(i).replace("->", "");
      int order = i;
      if (name.startsWith("+")) {
        name = name.substring(1);
        if (name.matches(".*/[0-9]+")) {
          order = Integer.parseInt(name.substring(name.lastIndexOf('/') + 1));
          name = name.substring(0, name.lastIndexOf('/'));
        }
      }
      if (!name.isEmpty() && !name.startsWith("?")) {
        values.computeIfAbsent(name, n -> new TreeMap<>()).put(order, found.get(i));
      }
    }
    return values.values().stream()
        .map(parts -> List.<Object>of(String.join(separator, parts.values())))
        .toList();
  }
}
