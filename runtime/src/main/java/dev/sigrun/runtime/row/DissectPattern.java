package dev.sigrun.runtime.row;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A pattern of DISSECT: keys with literal texts between them, as in <code>%{user}@%{host}</code>. A
 * text is read from its start; a key takes what is before the next literal, the last one takes the
 * rest. If a literal is there several times, the keys behind it take the empty texts in between. As
 * in Elasticsearch (8.19, {@code DissectParser}), a key right behind another key is read as the
 * literal of that one, and a text of which nothing is left for the first key does not match.
 * Immutable.
 */
public final class DissectPattern {
  /** A key and what is before the next one, which is at least one character further on. */
  private static final Pattern KEY =
      Pattern.compile("%\\{([^}]*+)\\}(.+?(?=%\\{)|.*+)", Pattern.DOTALL);

  private final String start;
  private final List<Part> parts;
  private final List<String> names;
  private final String separator;

  /**
   * A key and the literal behind it.
   *
   * @param name empty if the value is skipped
   * @param order the place among the parts of a key that is written several times
   * @param padded whether the literal may be there several times
   */
  private record Part(String name, int order, boolean padded, String literal) {}

  private record Piece(int order, String text) {}

  private DissectPattern(String start, List<Part> parts, String separator) {
    this.start = start;
    this.parts = List.copyOf(parts);
    this.names = parts.stream().map(Part::name).filter(name -> !name.isEmpty()).distinct().toList();
    this.separator = separator;
  }

  /**
   * The pattern that a text is.
   *
   * @param separator what joins the parts of a key that is written several times
   */
  public static DissectPattern of(String pattern, String separator) {
    Matcher key = KEY.matcher(pattern);
    List<Part> parts = new ArrayList<>();
    String start = pattern;
    while (key.find()) {
      if (parts.isEmpty()) {
        start = pattern.substring(0, key.start());
      }
      parts.add(part(key.group(1), parts.size(), key.group(2)));
    }
    return new DissectPattern(start, parts, separator);
  }

  private static Part part(String written, int index, String literal) {
    boolean padded = written.endsWith("->");
    String name = padded ? written.substring(0, written.length() - 2) : written;
    if (name.startsWith("?")) {
      return new Part("", index, padded, literal);
    }
    if (!name.startsWith("+")) {
      return new Part(name, index, padded, literal);
    }
    int slash = name.lastIndexOf('/');
    boolean ordered = slash > 0 && name.substring(slash + 1).matches("[0-9]{1,4}");
    return ordered
        ? new Part(
            name.substring(1, slash), Integer.parseInt(name.substring(slash + 1)), padded, literal)
        : new Part(name.substring(1), index, padded, literal);
  }

  /** The names of the keys, in their order. */
  public List<String> names() {
    return names;
  }

  /** A cell for each name: the parts of each text of {@code cell} that matches. */
  public @Nullable Object[] apply(@Nullable Object cell) {
    List<List<Object>> found = new ArrayList<>();
    names.forEach(name -> found.add(new ArrayList<>()));
    for (Object value : Cells.values(RowBudget.read(cell))) {
      if (value instanceof String text) {
        match(text).forEach((name, part) -> found.get(names.indexOf(name)).add(part));
      }
    }
    return found.stream().map(Cells::of).toArray();
  }

  /** The values by name; empty if the text does not match. */
  private Map<String, String> match(String text) {
    if (text.length() <= start.length() || !text.startsWith(start)) {
      return Map.of();
    }
    Map<String, List<Piece>> pieces = new LinkedHashMap<>();
    Iterator<Part> next = parts.iterator();
    int at = start.length();
    while (next.hasNext()) {
      Part part = next.next();
      String literal = part.literal();
      int end = literal.isEmpty() ? text.length() : TextSearch.indexOf(text, literal, at);
      if (end < 0) {
        return Map.of();
      }
      add(pieces, part, text.substring(at, end));
      at = end + literal.length();
      while (!literal.isEmpty() && text.startsWith(literal, at)) {
        if (!part.padded()) {
          if (!next.hasNext()) {
            break;
          }
          part = next.next();
          add(pieces, part, "");
        }
        at += literal.length();
      }
    }
    Map<String, String> values = new LinkedHashMap<>();
    pieces.forEach((name, found) -> values.put(name, joined(found)));
    return values;
  }

  private static void add(Map<String, List<Piece>> pieces, Part part, String text) {
    if (!part.name().isEmpty()) {
      pieces
          .computeIfAbsent(part.name(), name -> new ArrayList<>())
          .add(new Piece(part.order(), text));
    }
  }

  private String joined(List<Piece> pieces) {
    return String.join(
        separator,
        pieces.stream().sorted(Comparator.comparingInt(Piece::order)).map(Piece::text).toList());
  }
}
