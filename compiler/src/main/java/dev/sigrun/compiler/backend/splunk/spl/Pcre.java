package dev.sigrun.compiler.backend.splunk.spl;

import dev.sigrun.runtime.pattern.Wildcard;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Regular expressions for {@code match} and {@code mvfind}. Special characters are written in
 * brackets or as numbers, so that they need no backslashes, and none that mean something to the
 * search around them are left.
 */
public final class Pcre {
  /** Matches nothing. */
  public static final String NOTHING = "(?!)";

  /** Special characters that are literal in brackets. */
  private static final String BRACKETED = ".*+?(){}|";

  /** Characters written by number, because even in brackets they mean something somewhere. */
  private static final String NUMBERED = "[]^$\"`";

  /** The longest expression that is still good to read. */
  private static final int LONG = 90;

  private Pcre() {}

  /**
   * One of several things that a whole value may be.
   *
   * @param fromStart whether it begins where the value begins
   * @param body an expression without alternatives outside groups
   * @param toEnd whether it ends where the value ends
   */
  public record Alternative(boolean fromStart, String body, boolean toEnd) {
    private String anchored() {
      return (fromStart ? "^" : "") + body + (toEnd ? "\\z" : "");
    }

    private boolean isWhole() {
      return fromStart && toEnd;
    }
  }

  /** The expression for {@code text} itself. */
  public static String literal(String text) {
    StringBuilder regex = new StringBuilder();
    text.codePoints().forEach(c -> append(regex, c));
    return regex.toString();
  }

  private static void append(StringBuilder regex, int c) {
    if (c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE) {
      // No event can contain an unpaired surrogate.
      regex.append(NOTHING);
    } else if (c == '\\') {
      regex.append("\\\\");
    } else if (BRACKETED.indexOf(c) >= 0) {
      regex.append('[').append((char) c).append(']');
    } else if (NUMBERED.indexOf(c) >= 0 || SplText.isInvisible(c)) {
      regex.append(number(c));
    } else {
      regex.appendCodePoint(c);
    }
  }

  /** A character by its number. */
  public static String number(int c) {
    return "\\x{" + Integer.toHexString(c) + "}";
  }

  /** A value that is {@code text}. */
  public static Alternative whole(String text) {
    return new Alternative(true, literal(text), true);
  }

  /** A value that fits {@code pattern}; runs at its ends need no part of the expression. */
  public static Alternative of(Wildcard pattern) {
    List<Wildcard.Segment> segments = new ArrayList<>(pattern.segments());
    boolean fromStart = segments.isEmpty() || !(segments.get(0) instanceof Wildcard.AnyRun);
    if (!fromStart) {
      segments.remove(0);
    }
    int last = segments.size() - 1;
    boolean toEnd = last < 0 ? fromStart : !(segments.get(last) instanceof Wildcard.AnyRun);
    if (last >= 0 && !toEnd) {
      segments.remove(last);
    }
    StringBuilder body = new StringBuilder();
    for (Wildcard.Segment segment : segments) {
      if (segment instanceof Wildcard.Literal literal) {
        body.append(literal(literal.text()));
      } else {
        body.append(segment instanceof Wildcard.AnyRun ? ".*" : ".");
      }
    }
    return new Alternative(fromStart, body.toString(), toEnd);
  }

  /** A part of a value that fits {@code pattern} and holds characters of a class only. */
  public static String inside(Wildcard pattern, String bracket) {
    StringBuilder body = new StringBuilder();
    for (Wildcard.Segment segment : pattern.segments()) {
      if (segment instanceof Wildcard.Literal literal) {
        body.append(literal(literal.text()));
      } else {
        body.append(bracket).append(segment instanceof Wildcard.AnyRun ? "*" : "");
      }
    }
    return body.toString();
  }

  /** Expressions of which one matches if a value is one of the alternatives, none of them long. */
  public static List<String> any(List<Alternative> alternatives, boolean ignoreCase) {
    List<String> expressions = new ArrayList<>();
    List<Alternative> chunk = new ArrayList<>();
    int length = 0;
    for (Alternative alternative : alternatives) {
      int more = alternative.anchored().length() + 1;
      if (!chunk.isEmpty() && length + more > LONG) {
        expressions.add(one(chunk, ignoreCase));
        chunk.clear();
        length = 0;
      }
      chunk.add(alternative);
      length += more;
    }
    expressions.add(one(chunk, ignoreCase));
    return expressions;
  }

  private static String one(List<Alternative> alternatives, boolean ignoreCase) {
    boolean whole = alternatives.size() > 1 && alternatives.stream().allMatch(Alternative::isWhole);
    String body =
        alternatives.stream()
            .map(a -> whole ? a.body() : a.anchored())
            .collect(Collectors.joining("|"));
    return flags(body, ignoreCase) + (whole ? "^(?:" + body + ")\\z" : body);
  }

  /** The flags of the expression: dots match line breaks, too. */
  public static String flags(String body, boolean ignoreCase) {
    boolean points = body.replace("[.]", "").indexOf('.') >= 0;
    String flags = (ignoreCase ? "i" : "") + (points ? "s" : "");
    return flags.isEmpty() ? "" : "(?" + flags + ")";
  }
}
