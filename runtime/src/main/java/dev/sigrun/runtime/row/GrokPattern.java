package dev.sigrun.runtime.row;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * A pattern of GROK: a regular expression of Oniguruma in which <code>%{NAME:key:type}</code>
 * stands for a known expression. The first place of a text that fits counts. Immutable.
 */
public final class GrokPattern {
  private final JavaPattern pattern;
  private final List<Bound> keys;

  /**
   * A key.
   *
   * @param type such as {@code int}, in lower case; {@code string} if none is written
   */
  public record Key(String name, String type) {}

  /** A key and the numbers of its groups in the expression. */
  private record Bound(Key key, List<Integer> groups) {}

  private GrokPattern(JavaPattern pattern, List<Bound> keys) {
    this.pattern = pattern;
    this.keys = List.copyOf(keys);
  }

  /**
   * The pattern that a text is.
   *
   * @throws java.util.regex.PatternSyntaxException if the expression is malformed
   * @throws IllegalArgumentException if it names a pattern that is not known, or is too long
   */
  public static GrokPattern of(String text) {
    GrokSyntax syntax = GrokSyntax.of(text);
    // Lines end in a line feed only, and '^' and '$' are about lines, as in Oniguruma.
    Pattern regex = Pattern.compile(syntax.regex(), Pattern.MULTILINE | Pattern.UNIX_LINES);
    Map<String, Bound> keys = new LinkedHashMap<>();
    for (GrokSyntax.Group group : syntax.groups()) {
      Key key = new Key(group.key(), group.type().toLowerCase(Locale.ROOT));
      keys.computeIfAbsent(group.key(), name -> new Bound(key, new ArrayList<>()))
          .groups()
          .add(group.number());
    }
    return new GrokPattern(JavaPattern.of(regex), List.copyOf(keys.values()));
  }

  /** The keys, in their order. */
  public List<Key> columns() {
    return keys.stream().map(Bound::key).toList();
  }

  /** A cell for each key: what each text of {@code cell} that fits has there. */
  public @Nullable Object[] apply(@Nullable Object cell) {
    List<List<Object>> found = new ArrayList<>();
    keys.forEach(key -> found.add(new ArrayList<>()));
    for (Object value : Cells.values(RowBudget.read(cell))) {
      if (value instanceof String text) {
        List<List<String>> texts = pattern.search(text, this::groups).orElse(List.of());
        IntStream.range(0, texts.size())
            .forEach(i -> add(texts.get(i), keys.get(i).key().type(), found.get(i)));
      }
    }
    return found.stream().map(Cells::of).toArray();
  }

  private @Nullable List<List<String>> groups(Matcher matcher) {
    if (!matcher.find()) {
      return null;
    }
    List<List<String>> texts = new ArrayList<>();
    for (Bound key : keys) {
      List<String> values = new ArrayList<>();
      for (int group : key.groups()) {
        String text = matcher.group(group);
        if (text != null) {
          values.add(text);
        }
      }
      texts.add(values);
    }
    return texts;
  }

  private static void add(List<String> texts, String type, List<Object> values) {
    for (String text : texts) {
      Object value = converted(text, type);
      if (value != null) {
        values.add(value);
      }
    }
  }

  private static @Nullable Object converted(String text, String type) {
    try {
      return switch (type) {
        case "int" -> Integer.valueOf(text);
        case "long" -> Long.valueOf(text);
        case "float" -> (double) Float.parseFloat(text);
        case "double" -> Double.valueOf(text);
        case "boolean" -> Boolean.parseBoolean(text);
        default -> text;
      };
    } catch (NumberFormatException e) {
      return null;
    }
  }
}
