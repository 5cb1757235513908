package dev.sigrun.compiler.language.sigma.analysis;

import dev.sigrun.runtime.pattern.Wildcard;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * A text of a rule after its escapes are read: literal parts and wildcards. A backslash makes
 * {@code *}, {@code ?} and a backslash behind it literal; before anything else, and at the end, it
 * stands for itself. Immutable.
 *
 * @param segments neighbouring literals are one
 */
record SigmaText(List<Wildcard.Segment> segments) {
  SigmaText {
    segments = List.copyOf(segments);
  }

  /** The text that is written {@code raw}. */
  static SigmaText parse(String raw) {
    List<Wildcard.Segment> segments = new ArrayList<>();
    StringBuilder literal = new StringBuilder();
    for (int i = 0; i < raw.length(); i++) {
      char c = raw.charAt(i);
      if (c == '\\' && i + 1 < raw.length() && "*?\\".indexOf(raw.charAt(i + 1)) >= 0) {
        literal.append(raw.charAt(++i));
      } else if (c == '*' || c == '?') {
        flush(literal, segments);
        segments.add(c == '*' ? new Wildcard.AnyRun() : new Wildcard.AnyOne());
      } else {
        literal.append(c);
      }
    }
    flush(literal, segments);
    return new SigmaText(segments);
  }

  /** The text without wildcards that is {@code literal}. */
  static SigmaText literal(String literal) {
    return new SigmaText(literal.isEmpty() ? List.of() : List.of(new Wildcard.Literal(literal)));
  }

  private static void flush(StringBuilder literal, List<Wildcard.Segment> segments) {
    if (literal.length() > 0) {
      segments.add(new Wildcard.Literal(literal.toString()));
      literal.setLength(0);
    }
  }

  /** This text and behind it {@code other}. */
  SigmaText then(SigmaText other) {
    List<Wildcard.Segment> joined = new ArrayList<>(segments);
    joined.addAll(other.segments);
    return new SigmaText(joined);
  }

  /** The text if it has no wildcards. */
  Optional<String> literal() {
    StringBuilder text = new StringBuilder();
    for (Wildcard.Segment segment : segments) {
      if (!(segment instanceof Wildcard.Literal literal)) {
        return Optional.empty();
      }
      text.append(literal.text());
    }
    return Optional.of(text.toString());
  }

  /** The same with other literal parts. */
  SigmaText mapLiterals(UnaryOperator<String> change) {
    List<Wildcard.Segment> mapped = new ArrayList<>();
    for (Wildcard.Segment segment : segments) {
      mapped.add(
          segment instanceof Wildcard.Literal literal
              ? new Wildcard.Literal(change.apply(literal.text()))
              : segment);
    }
    return new SigmaText(mapped);
  }

  /** The pattern of values that have anything before or after this text, as asked. */
  Wildcard pattern(boolean before, boolean after) {
    List<Wildcard.Segment> whole = new ArrayList<>();
    if (before) {
      whole.add(new Wildcard.AnyRun());
    }
    whole.addAll(segments);
    if (after) {
      whole.add(new Wildcard.AnyRun());
    }
    return Wildcard.of(whole);
  }
}
