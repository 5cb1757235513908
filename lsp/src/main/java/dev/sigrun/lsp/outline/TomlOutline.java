package dev.sigrun.lsp.outline;

import dev.sigrun.compiler.source.Span;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The keys of a TOML file. One pass over the text; a mistake ends with its line. */
public final class TomlOutline implements Outline {
  /** The start of a line after a list that was never closed. */
  private static final Pattern NEXT_KEY =
      Pattern.compile(
          "[ \\t]*(?:[A-Za-z0-9_-]+[ \\t]*=|\\[\\[?[A-Za-z0-9_.-]+\\]?\\][ \\t]*(?:\\R|$))");

  private final String text;
  private final List<Entry> entries = new ArrayList<>();
  private final List<Header> headers = new ArrayList<>();

  /** A line with the name of a table. */
  private record Header(List<String> path, Span span) {}

  private TomlOutline(String text) {
    this.text = text;
    scan();
  }

  /** The outline of a file. */
  public static TomlOutline of(String text) {
    return new TomlOutline(text);
  }

  @Override
  public List<Entry> entries() {
    return List.copyOf(entries);
  }

  /** The headers of tables. */
  public List<Span> headers() {
    return headers.stream().map(Header::span).toList();
  }

  @Override
  public List<Span> blocks() {
    List<Span> blocks = new ArrayList<>();
    for (int i = 0; i < headers.size(); i++) {
      int end = i + 1 < headers.size() ? headers.get(i + 1).span().start() : text.length();
      while (end > 0 && text.charAt(end - 1) <= ' ') {
        end--;
      }
      blocks.add(
          new Span(headers.get(i).span().start(), Math.max(end, headers.get(i).span().end())));
    }
    entries.forEach(entry -> blocks.add(entry.name().to(entry.value())));
    return blocks;
  }

  @Override
  public Place at(int offset) {
    List<String> path = List.of();
    for (Header header : headers) {
      if (header.span().start() < offset && offset <= header.span().end()) {
        return new Place.Elsewhere(header.path());
      }
      path = header.span().end() < offset ? header.path() : path;
    }
    for (Entry entry : entries) {
      if (entry.name().start() <= offset && offset <= entry.name().end()) {
        return new Place.Key(entry.path(), entry.name());
      }
      if (entry.name().end() < offset && offset <= entry.value().end()) {
        return value(entry, offset);
      }
    }
    int start = lineStart(offset);
    String before = text.substring(start, offset);
    return before.matches("[ \\t]*[A-Za-z0-9_-]*")
        ? new Place.Key(path, new Span(start + before.length() - before.strip().length(), offset))
        : new Place.Elsewhere(path);
  }

  /** The string of a list that the offset is in, or the whole value. */
  private Place value(Entry entry, int offset) {
    Span value = entry.value();
    if (value.start() < value.end() && text.charAt(value.start()) == '[') {
      int at = value.start() + 1;
      while (at < value.end()) {
        char c = text.charAt(at);
        int end = c == '"' || c == '\'' ? endOfString(at) : c == '#' ? lineEnd(at) : at + 1;
        if (at < offset && offset <= end && (c == '"' || c == '\'')) {
          return string(entry, new Span(at, end), offset);
        }
        at = end;
      }
      Span here = new Span(Math.max(offset, value.start()), Math.max(offset, value.start()));
      return new Place.Value(entry.path(), entry.key(), here, false);
    }
    return string(entry, value, offset);
  }

  private Place string(Entry entry, Span span, int offset) {
    String quote = quote(span.start());
    if (span.start() == span.end() || quote.isEmpty() || offset < span.start() + quote.length()) {
      boolean before = offset < span.start();
      Span bare = before ? new Span(offset, offset) : span;
      return new Place.Value(entry.path(), entry.key(), bare, false);
    }
    int start = span.start() + quote.length();
    boolean closed =
        span.end() - quote.length() >= start && text.startsWith(quote, span.end() - quote.length());
    int end = closed ? span.end() - quote.length() : span.end();
    return offset > end
        ? new Place.Elsewhere(entry.path())
        : new Place.Value(entry.path(), entry.key(), new Span(start, end), true);
  }

  private void scan() {
    List<String> table = List.of();
    int at = 0;
    while (at < text.length()) {
      int start = skipBlanks(at);
      int end = lineEnd(start);
      if (start < end && text.charAt(start) == '[') {
        table = path(text.substring(start, end));
        headers.add(new Header(table, new Span(start, end)));
      } else if (start < end && text.charAt(start) != '#') {
        int equals = text.indexOf('=', start);
        if (equals >= 0 && equals < end) {
          end = entry(table, start, equals);
        }
      }
      at = nextLine(end);
    }
  }

  /** Adds the key and returns the end of its value. */
  private int entry(List<String> table, int start, int equals) {
    String name = text.substring(start, equals).stripTrailing();
    List<String> parts = parts(name);
    List<String> path = new ArrayList<>(table);
    path.addAll(parts.subList(0, parts.size() - 1));
    int from = skipBlanks(equals + 1);
    int end = endOfValue(from);
    entries.add(
        new Entry(
            path,
            parts.get(parts.size() - 1),
            new Span(start, start + name.length()),
            new Span(from, end)));
    return end;
  }

  private int endOfValue(int at) {
    if (at >= text.length()) {
      return at;
    }
    char c = text.charAt(at);
    if (c == '"' || c == '\'') {
      return endOfString(at);
    }
    if (c == '[') {
      return endOfList(at);
    }
    int end = at;
    while (end < text.length() && "\r\n#".indexOf(text.charAt(end)) < 0) {
      end++;
    }
    while (end > at && text.charAt(end - 1) <= ' ') {
      end--;
    }
    return end;
  }

  private int endOfList(int start) {
    int depth = 0;
    int at = start;
    while (at < text.length()) {
      char c = text.charAt(at);
      if (c == '"' || c == '\'') {
        at = endOfString(at);
        continue;
      }
      if (c == '#') {
        at = lineEnd(at);
        continue;
      }
      depth += c == '[' ? 1 : c == ']' ? -1 : 0;
      at++;
      if (depth == 0) {
        return at;
      }
      if (c == '\n') {
        Matcher next = NEXT_KEY.matcher(text).region(at, text.length());
        if (next.lookingAt()) {
          return at - 1;
        }
      }
    }
    return at;
  }

  /** The three or the one quote that a string begins with; empty if none is there. */
  private String quote(int at) {
    for (String quote : List.of("\"\"\"", "'''", "\"", "'")) {
      if (text.startsWith(quote, at)) {
        return quote;
      }
    }
    return "";
  }

  private int endOfString(int start) {
    String quote = quote(start);
    boolean lines = quote.length() == 3;
    boolean escapes = quote.charAt(0) == '"';
    int at = start + quote.length();
    while (at < text.length()) {
      char c = text.charAt(at);
      if (escapes && c == '\\') {
        at += 2;
      } else if (text.startsWith(quote, at)) {
        at += quote.length();
        // Up to two quotes may come right before the three that end the string.
        while (lines && at < text.length() && text.charAt(at) == quote.charAt(0)) {
          at++;
        }
        return at;
      } else if (!lines && (c == '\n' || c == '\r')) {
        return at;
      } else {
        at++;
      }
    }
    return text.length();
  }

  private static List<String> path(String header) {
    return parts(header.replaceAll("^\\[{1,2}|\\].*$", ""));
  }

  private static List<String> parts(String dotted) {
    return Arrays.stream(dotted.split("\\.", -1))
        .map(part -> part.strip().replaceAll("^[\"']|[\"']$", ""))
        .toList();
  }

  private int skipBlanks(int at) {
    int end = at;
    while (end < text.length() && (text.charAt(end) == ' ' || text.charAt(end) == '\t')) {
      end++;
    }
    return end;
  }

  private int lineEnd(int at) {
    int end = at;
    while (end < text.length() && text.charAt(end) != '\n' && text.charAt(end) != '\r') {
      end++;
    }
    return end;
  }

  private int lineStart(int at) {
    int start = at;
    while (start > 0 && text.charAt(start - 1) != '\n' && text.charAt(start - 1) != '\r') {
      start--;
    }
    return start;
  }

  private int nextLine(int at) {
    int end = lineEnd(at);
    return end
        + (end + 1 < text.length() && text.charAt(end) == '\r' && text.charAt(end + 1) == '\n'
            ? 2
            : 1);
  }
}
