package dev.sigrun.compiler.document;

import dev.sigrun.compiler.source.Embedding;
import dev.sigrun.compiler.source.Origin;
import dev.sigrun.compiler.source.Span;

/**
 * Finds where each character of a scalar is written: after quotes, escapes, folded lines and
 * indentation. Where the two cannot be laid side by side, the rest of the text is written in all of
 * the rest of the scalar.
 */
final class YamlPlaces {
  private final String outer;
  private final int end;
  private final char style;
  private final Embedding.Builder places = new Embedding.Builder();
  private int at;

  /** The length of the escape that was just read; 0 after other characters. */
  private int taken;

  private YamlPlaces(Origin origin) {
    this.outer = origin.source().content();
    Span span = origin.span();
    char first = span.start() < span.end() ? outer.charAt(span.start()) : ' ';
    boolean quoted = first == '"' || first == '\'';
    boolean block = first == '|' || first == '>';
    this.style = quoted || block ? first : ' ';
    this.end = quoted ? Math.max(span.start() + 1, span.end() - 1) : span.end();
    this.at = block ? lineBehind(span.start()) : quoted ? span.start() + 1 : span.start();
  }

  /** The places of {@code value}, which the scalar at {@code origin} means. */
  static Embedding of(Origin origin, String value) {
    YamlPlaces places = new YamlPlaces(origin);
    if (places.outer.startsWith(value, places.at) && places.at + value.length() <= places.end) {
      boolean exact = places.at + value.length() == places.end;
      if (exact || places.style == '|') {
        int end = places.at + value.length();
        return places.places.addPlain(places.at, end).build(end);
      }
    }
    return places.aligned(value);
  }

  private int lineBehind(int start) {
    int line = outer.indexOf('\n', start);
    return line < 0 || line >= end ? end : line + 1;
  }

  private Embedding aligned(String value) {
    for (int i = 0; i < value.length(); i++) {
      if (!place(value.charAt(i))) {
        for (int rest = i; rest < value.length(); rest++) {
          places.addEscaped(Math.min(at, end), end);
        }
        break;
      }
    }
    return places.build(end);
  }

  private boolean place(char c) {
    if (Character.isLowSurrogate(c) && taken > 0) {
      places.addEscaped(at - taken, at);
      return true;
    }
    taken = 0;
    boolean blank = c == ' ' || c == '\t' || c == '\n';
    while (!blank && at < end && isBlank(outer.charAt(at))) {
      at++;
    }
    skipContinuations();
    if (at >= end) {
      return false;
    }
    char written = outer.charAt(at);
    if (style == '\'' && written == '\'') {
      return take(2);
    }
    if (style == '"' && written == '\\') {
      return take(escapeLength());
    }
    if (written == c) {
      places.addPlain(at, at + 1);
      at++;
      return true;
    }
    if (blank && isBlank(written)) {
      return take(1);
    }
    return false;
  }

  /** A backslash at the end of a line joins it to the next one. */
  private void skipContinuations() {
    while (style == '"'
        && at + 1 < end
        && outer.charAt(at) == '\\'
        && (outer.charAt(at + 1) == '\n' || outer.charAt(at + 1) == '\r')) {
      at++;
      while (at < end && isBlank(outer.charAt(at))) {
        at++;
      }
    }
  }

  private int escapeLength() {
    return switch (at + 1 < end ? outer.charAt(at + 1) : ' ') {
      case 'x' -> 4;
      case 'u' -> 6;
      case 'U' -> 10;
      default -> 2;
    };
  }

  private boolean take(int length) {
    int behind = Math.min(end, at + length);
    places.addEscaped(at, behind);
    taken = behind - at;
    at = behind;
    return true;
  }

  private static boolean isBlank(char c) {
    return c == ' ' || c == '\t' || c == '\n' || c == '\r';
  }
}
