package dev.sigrun.compiler.document;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Writes tables as TOML 1.0: keys in their order, but for tables, which follow the other keys.
 * Texts of several lines and with backslashes are written as they are where TOML allows it.
 *
 * <p>Values are strings, booleans, {@code Long}, {@code Double}, lists and maps.
 */
public final class TomlWriter {
  private static final Pattern BARE = Pattern.compile("[A-Za-z0-9_-]+");
  private static final String MANY_LINES = "'''";

  private final StringBuilder text = new StringBuilder();

  private TomlWriter() {}

  /** The file with these keys. */
  public static String write(Map<String, ?> file) {
    TomlWriter writer = new TomlWriter();
    writer.table(List.of(), file);
    return writer.text.toString();
  }

  private void table(List<String> path, Map<?, ?> table) {
    List<Runnable> below = new ArrayList<>();
    table.forEach(
        (name, value) -> {
          String key = key(String.valueOf(name));
          List<String> inner = new ArrayList<>(path);
          inner.add(key);
          if (value instanceof Map<?, ?> map) {
            below.add(() -> header("[", inner, "]", map));
          } else if (value instanceof List<?> list && isTables(list)) {
            below.add(() -> list.forEach(each -> header("[[", inner, "]]", (Map<?, ?>) each)));
          } else {
            text.append(key).append(" = ").append(value(value, true)).append('\n');
          }
        });
    below.forEach(Runnable::run);
  }

  private void header(String open, List<String> path, String close, Map<?, ?> table) {
    text.append(text.length() == 0 ? "" : "\n");
    text.append(open).append(String.join(".", path)).append(close).append('\n');
    table(path, table);
  }

  private static boolean isTables(List<?> list) {
    return !list.isEmpty() && list.stream().allMatch(each -> each instanceof Map<?, ?>);
  }

  private static String key(String name) {
    return BARE.matcher(name).matches() ? name : basic(name);
  }

  /**
   * A value after the equals sign.
   *
   * @param alone whether it may have several lines, as within a table in braces it must not
   */
  private static String value(Object value, boolean alone) {
    if (value instanceof String string) {
      return string(string, alone);
    }
    if (value instanceof List<?> list) {
      return list(list, alone);
    }
    if (value instanceof Map<?, ?> map) {
      return map.entrySet().stream()
          .map(e -> key(String.valueOf(e.getKey())) + " = " + value(e.getValue(), false))
          .collect(Collectors.joining(", ", "{", "}"));
    }
    if (value instanceof Boolean || value instanceof Long || value instanceof Double) {
      return String.valueOf(value);
    }
    throw new IllegalArgumentException("TOML has no " + value.getClass().getName() + ".");
  }

  private static String list(List<?> list, boolean alone) {
    List<String> values = list.stream().map(each -> value(each, false)).toList();
    boolean isLong = values.stream().mapToInt(String::length).sum() > 80;
    return alone && isLong
        ? values.stream()
            .map(each -> "    " + each + ",\n")
            .collect(Collectors.joining("", "[\n", "]"))
        : "[" + String.join(", ", values) + "]";
  }

  private static String string(String string, boolean alone) {
    boolean printable =
        string.chars().allMatch(c -> c == '\n' || c == '\t' || c >= ' ' && c != 0x7f);
    if (printable && !string.contains("'")) {
      if (string.indexOf('\n') < 0 && string.indexOf('\\') >= 0) {
        return "'" + string + "'";
      }
    }
    // A line break right after the quotes is not part of the text.
    if (alone
        && printable
        && string.indexOf('\n') >= 0
        && !string.contains(MANY_LINES)
        && !string.endsWith("'")) {
      return MANY_LINES + "\n" + string + MANY_LINES;
    }
    return basic(string);
  }

  private static String basic(String string) {
    StringBuilder quoted = new StringBuilder("\"");
    string
        .chars()
        .forEach(
            c -> {
              switch (c) {
                case '"' -> quoted.append("\\\"");
                case '\\' -> quoted.append("\\\\");
                case '\n' -> quoted.append("\\n");
                case '\t' -> quoted.append("\\t");
                case '\r' -> quoted.append("\\r");
                default -> {
                  if (c < ' ' || c == 0x7f) {
                    quoted.append("\\u00").append(Character.forDigit(c >> 4, 16));
                    quoted.append(Character.forDigit(c & 15, 16));
                  } else {
                    quoted.append((char) c);
                  }
                }
              }
            });
    return quoted.append('"').toString();
  }
}
