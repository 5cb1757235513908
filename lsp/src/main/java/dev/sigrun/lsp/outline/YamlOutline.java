package dev.sigrun.lsp.outline;

import dev.sigrun.compiler.source.Span;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The keys of a YAML file in block style, by their indentation. */
public final class YamlOutline implements Outline {
  private static final Pattern LINE =
      Pattern.compile(
          "(?<blank>[ \\t]*+)(?<dashes>(?:-[ \\t]++){0,20}+)"
              + "(?:(?<key>'[^'\\r\\n]*'|\"[^\"\\r\\n]*\"|[^\\s#'\"\\[{:-][^:#\\r\\n]*+|-[^:#\\s][^:#\\r\\n]*+)"
              + "(?<colon>:(?=[ \\t\\r\\n]|$)))?+(?<rest>[^\\r\\n]*+)(?:\\r\\n|[\\r\\n]|$)");

  private final String text;
  private final List<Line> lines = new ArrayList<>();
  private final List<Entry> entries = new ArrayList<>();

  /**
   * A line.
   *
   * @param span without the line break
   * @param path of the map that it continues, or of the list that it is in
   * @param indent the column of its key or text
   * @param key its key; empty if it has none
   * @param name where the key, or else the text, is written
   * @param value the rest of the line, without blanks at its ends
   */
  private record Line(
      Span span, List<String> path, int indent, String key, Span name, Span value) {}

  /** A key that later lines may be below. */
  private record Open(int indent, String key) {}

  private YamlOutline(String text) {
    this.text = text;
    scan();
  }

  /** The outline of a file. */
  public static YamlOutline of(String text) {
    return new YamlOutline(text);
  }

  @Override
  public List<Entry> entries() {
    return List.copyOf(entries);
  }

  private void scan() {
    Matcher matcher = LINE.matcher(text);
    Deque<Open> open = new ArrayDeque<>();
    int at = 0;
    while (at <= text.length() && matcher.region(at, text.length()).lookingAt()) {
      line(matcher, open);
      if (matcher.end() == at) {
        break;
      }
      at = matcher.end();
    }
  }

  private void line(Matcher matcher, Deque<Open> open) {
    int start = matcher.start();
    Span span = new Span(start, matcher.end("rest"));
    String found = matcher.group("key");
    int textStart = matcher.end("dashes");
    int indent = textStart - start;
    boolean isEmpty = found == null && matcher.group("rest").isBlank();
    if (found == null && matcher.group("rest").startsWith("---") && indent == 0) {
      open.clear();
    }
    // A dash may be as far left as the key that the list belongs to.
    boolean isItem = !matcher.group("dashes").isEmpty();
    int outer = isItem ? matcher.end("blank") - start + 1 : indent;
    while (!isEmpty && !open.isEmpty() && open.peek().indent() >= outer) {
      open.pop();
    }
    List<String> path = path(open, isEmpty ? indent : Integer.MAX_VALUE);
    Span name = new Span(textStart, found == null ? span.end() : matcher.end("key"));
    Span value = value(matcher, found != null);
    String key = found == null ? "" : found.strip().replaceAll("^[\"']|[\"']$", "");
    lines.add(new Line(span, path, indent, key, name, value));
    if (found != null) {
      entries.add(new Entry(path, key, name, value));
      open.push(new Open(indent, key));
    }
  }

  private static List<String> path(Deque<Open> open, int below) {
    List<String> path = new ArrayList<>();
    for (Iterator<Open> keys = open.descendingIterator(); keys.hasNext(); ) {
      Open key = keys.next();
      if (key.indent() < below) {
        path.add(key.key());
      }
    }
    return path;
  }

  private Span value(Matcher matcher, boolean hasKey) {
    int start = hasKey ? matcher.end("colon") : matcher.start("rest");
    int end = matcher.end("rest");
    while (start < end && text.charAt(start) <= ' ') {
      start++;
    }
    while (end > start && text.charAt(end - 1) <= ' ') {
      end--;
    }
    return new Span(start, end);
  }

  /** A key with all lines that are further to the right. */
  @Override
  public List<Span> blocks() {
    List<Span> blocks = new ArrayList<>();
    Deque<Line> open = new ArrayDeque<>();
    int end = 0;
    for (Line line : lines) {
      boolean isBlank = text.substring(line.span().start(), line.span().end()).isBlank();
      if (isBlank) {
        continue;
      }
      while (!open.isEmpty() && open.peek().indent() >= line.indent()) {
        blocks.add(new Span(open.pop().span().start(), end));
      }
      if (!line.key().isEmpty()) {
        open.push(line);
      }
      end = line.span().end();
    }
    for (Line line : open) {
      blocks.add(new Span(line.span().start(), end));
    }
    return blocks;
  }

  @Override
  public Place at(int offset) {
    for (Line line : lines) {
      if (line.span().start() <= offset && offset <= line.span().end()) {
        return in(line, offset);
      }
    }
    return new Place.Elsewhere(List.of());
  }

  private Place in(Line line, int offset) {
    String before = text.substring(line.span().start(), offset);
    if (before.strip().startsWith("#")) {
      return new Place.Elsewhere(line.path());
    }
    if (!line.key().isEmpty()) {
      return offset <= line.name().end()
          ? new Place.Key(line.path(), line.name())
          : value(line.path(), line.key(), line.value(), offset);
    }
    boolean isItem = before.strip().startsWith("-");
    if (isItem && !line.path().isEmpty()) {
      List<String> table = line.path().subList(0, line.path().size() - 1);
      return value(table, line.path().get(line.path().size() - 1), line.value(), offset);
    }
    // Blanks are not part of the name that is being written.
    int start = line.span().start() + before.length() - before.stripLeading().length();
    int column = start - line.span().start();
    List<String> path = line.path();
    boolean isBlank = text.substring(line.span().start(), line.span().end()).isBlank();
    if (isBlank) {
      path = pathAbove(line, column);
    }
    return new Place.Key(path, new Span(start, Math.max(offset, line.value().end())));
  }

  /** Where a key would be that is written in a blank line from this column on. */
  private List<String> pathAbove(Line blank, int column) {
    Deque<Open> open = new ArrayDeque<>();
    for (Line line : lines) {
      if (line.equals(blank)) {
        break;
      }
      if (!line.key().isEmpty()) {
        while (!open.isEmpty() && open.peek().indent() >= line.indent()) {
          open.pop();
        }
        open.push(new Open(line.indent(), line.key()));
      }
    }
    return path(open, column);
  }

  private Place value(List<String> path, String key, Span value, int offset) {
    if (offset < value.start() || value.start() == value.end()) {
      return new Place.Value(path, key, new Span(offset, offset), false);
    }
    char first = text.charAt(value.start());
    boolean quoted = first == '"' || first == '\'';
    int start = quoted ? Math.min(value.start() + 1, offset) : value.start();
    boolean closed =
        quoted && value.end() > value.start() + 1 && text.charAt(value.end() - 1) == first;
    int end = closed ? value.end() - 1 : value.end();
    return new Place.Value(
        path, key, new Span(start, Math.max(end, Math.min(offset, value.end()))), quoted);
  }
}
