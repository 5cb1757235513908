package dev.sigrun.oracle.row;

import dev.sigrun.compiler.ir.row.TextPattern;
import dev.sigrun.runtime.row.GrokPattern;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

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

  /** By an expression with a group for each key, of which the last takes the rest. */
  @Override
  public List<List<Object>> visitDissect(TextPattern.Dissect dissect) {
    String pattern = dissect.text();
    Matcher key = Pattern.compile("%\\{([^}]*)\\}").matcher(pattern);
    StringBuilder regex = new StringBuilder();
    List<String> keys = new ArrayList<>();
    int end = 0;
    while (key.find()) {
      literal(pattern.substring(end, key.start()), keys, regex);
      keys.add(key.group(1));
      regex.append(key.end() == pattern.length() ? "(.*)" : "(.*?)");
      end = key.end();
    }
    literal(pattern.substring(end), keys, regex);
    Matcher matcher = Pattern.compile(regex.toString(), Pattern.DOTALL).matcher(text);
    if (!matcher.lookingAt()) {
      return List.of();
    }
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
        values.computeIfAbsent(name, n -> new TreeMap<>()).put(order, matcher.group(i + 1));
      }
    }
    return values.values().stream()
        .map(parts -> List.<Object>of(String.join(dissect.separator(), parts.values())))
        .toList();
  }

  private static void literal(String literal, List<String> keys, StringBuilder regex) {
    boolean padded = !keys.isEmpty() && keys.get(keys.size() - 1).endsWith("->");
    if (!literal.isEmpty()) {
      regex.append("(?:").append(Pattern.quote(literal)).append(padded ? ")++" : ")");
    }
  }
}
