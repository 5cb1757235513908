package dev.sigrun.runtime.pattern;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A pattern for whole strings, made of literal text, runs of any characters and single characters.
 * Equal when the meaning is: neighbouring literals are one, and so are neighbouring runs.
 */
public final class Wildcard {
  private final List<Segment> segments;

  private Wildcard(List<Segment> segments) {
    this.segments = segments;
  }

  /** A part of a pattern. */
  public sealed interface Segment permits Literal, AnyRun, AnyOne {}

  /**
   * Literal text.
   *
   * @param text not empty
   */
  public record Literal(String text) implements Segment {
    /** Refuses empty text. */
    public Literal {
      if (text.isEmpty()) {
        throw new IllegalArgumentException("A literal segment is not empty.");
      }
    }
  }

  /** Any number of any characters, also none, also line breaks. */
  public record AnyRun() implements Segment {}

  /** Exactly one code point, whichever. */
  public record AnyOne() implements Segment {}

  /**
   * Reads a pattern in which {@code *} is any run, {@code ?} is any one, and nothing is escaped.
   */
  public static Wildcard parse(String pattern) {
    return parse(pattern, false);
  }

  /**
   * Reads a pattern in which {@code *} is any run, {@code ?} is any one, and a backslash makes the
   * next character literal. A backslash at the end is literal.
   */
  public static Wildcard parseEscaped(String pattern) {
    return parse(pattern, true);
  }

  /** The pattern that matches just {@code text}. */
  public static Wildcard ofLiteral(String text) {
    return of(text.isEmpty() ? List.of() : List.of(new Literal(text)));
  }

  /** The pattern made of {@code segments}. */
  public static Wildcard of(List<? extends Segment> segments) {
    return new Wildcard(normalize(segments));
  }

  /** The parts in canonical form; empty when only the empty string matches. */
  public List<Segment> segments() {
    return segments;
  }

  /** Whether every string matches. */
  public boolean isMatchAll() {
    return segments.size() == 1 && segments.get(0) instanceof AnyRun;
  }

  /** Whether just one string matches. */
  public boolean isLiteral() {
    return segments.isEmpty() || (segments.size() == 1 && segments.get(0) instanceof Literal);
  }

  /** The string that matches, if there is just one. */
  public Optional<String> literal() {
    if (segments.isEmpty()) {
      return Optional.of("");
    }
    return segments.size() == 1 && segments.get(0) instanceof Literal literal
        ? Optional.of(literal.text())
        : Optional.empty();
  }

  /** The pattern in the form that {@link #parseEscaped} reads. */
  public String toEscapedString() {
    StringBuilder text = new StringBuilder();
    for (Segment segment : segments) {
      if (segment instanceof Literal literal) {
        appendEscaped(literal.text(), text);
      } else {
        text.append(segment instanceof AnyRun ? '*' : '?');
      }
    }
    return text.toString();
  }

  private static void appendEscaped(String literal, StringBuilder text) {
    for (int i = 0; i < literal.length(); i++) {
      char c = literal.charAt(i);
      if (c == '*' || c == '?' || c == '\\') {
        text.append('\\');
      }
      text.append(c);
    }
  }

  private static Wildcard parse(String pattern, boolean escapes) {
    List<Segment> segments = new ArrayList<>();
    StringBuilder literal = new StringBuilder();
    for (int i = 0; i < pattern.length(); i++) {
      char c = pattern.charAt(i);
      if (c == '*' || c == '?') {
        flush(literal, segments);
        segments.add(c == '*' ? new AnyRun() : new AnyOne());
      } else if (escapes && c == '\\' && i + 1 < pattern.length()) {
        literal.append(pattern.charAt(++i));
      } else {
        literal.append(c);
      }
    }
    flush(literal, segments);
    return of(segments);
  }

  private static void flush(StringBuilder literal, List<Segment> segments) {
    if (literal.length() > 0) {
      segments.add(new Literal(literal.toString()));
      literal.setLength(0);
    }
  }

  /** Joins neighbours, and moves single characters before an adjacent run. */
  private static List<Segment> normalize(List<? extends Segment> segments) {
    List<Segment> normal = new ArrayList<>();
    StringBuilder literal = new StringBuilder();
    boolean run = false;
    for (Segment segment : segments) {
      if (segment instanceof Literal text) {
        if (run) {
          normal.add(new AnyRun());
          run = false;
        }
        literal.append(text.text());
      } else {
        flush(literal, normal);
        if (segment instanceof AnyRun) {
          run = true;
        } else {
          normal.add(segment);
        }
      }
    }
    flush(literal, normal);
    if (run) {
      normal.add(new AnyRun());
    }
    return List.copyOf(normal);
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Wildcard wildcard && segments.equals(wildcard.segments);
  }

  @Override
  public int hashCode() {
    return Objects.hashCode(segments);
  }

  @Override
  public String toString() {
    return toEscapedString();
  }
}
