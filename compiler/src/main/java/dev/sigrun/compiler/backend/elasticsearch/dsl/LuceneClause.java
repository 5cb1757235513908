package dev.sigrun.compiler.backend.elasticsearch.dsl;

import dev.sigrun.compiler.ir.Range;
import dev.sigrun.runtime.pattern.Wildcard;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * A test of one field in Lucene's query language: some value matches one of the alternatives.
 * {@link #print} is the only place that writes one, {@link #escape} the only one that escapes.
 *
 * @param field its name
 * @param alternatives one or more
 */
public record LuceneClause(String field, List<Alternative> alternatives) {
  /** Characters with a special meaning, and spaces, which end a value. */
  private static final String SPECIAL = "+-=&|><!(){}[]^\"~*?:\\/ \t\n\r\f\u3000";

  /** Copies the list. */
  public LuceneClause {
    alternatives = List.copyOf(alternatives);
  }

  /** The operand that a value is compared with. */
  public sealed interface Alternative {}

  /** A value as a whole, or words in a row if it is analysed. */
  public record Phrase(String text) implements Alternative {}

  /** A pattern that has a wildcard. */
  public record Pattern(Wildcard pattern) implements Alternative {}

  /** A regular expression with all operators that matches whole values. */
  public record Regex(String regex) implements Alternative {}

  /** An interval of texts, numbers or dates, each written as a text. */
  public record Interval(Range<String> range) implements Alternative {}

  public String print() {
    String name = escape(field);
    return alternatives.size() == 1
        ? name + ":" + print(alternatives.get(0))
        : alternatives.stream()
            .map(LuceneClause::print)
            .collect(Collectors.joining(" OR ", name + ":(", ")"));
  }

  /** The text of what a value is compared with, alone. */
  static String print(Alternative alternative) {
    if (alternative instanceof Phrase phrase) {
      return quote(phrase.text());
    }
    if (alternative instanceof Pattern pattern) {
      return pattern.pattern().segments().stream()
          .map(
              s ->
                  s instanceof Wildcard.Literal literal
                      ? escape(literal.text())
                      : s instanceof Wildcard.AnyRun ? "*" : "?")
          .collect(Collectors.joining());
    }
    if (alternative instanceof Regex regex) {
      // The parentheses keep a backslash at the end away from the slash that ends the expression.
      return "/(" + withEscapedSlashes(regex.regex()) + ")/";
    }
    Range<String> range = ((Interval) alternative).range();
    return range.lower().map(b -> (b.inclusive() ? "[" : "{") + quote(b.value())).orElse("[*")
        + " TO "
        + range.upper().map(b -> quote(b.value()) + (b.inclusive() ? "]" : "}")).orElse("*]");
  }

  /** A slash would end the expression; the author may have escaped it already. */
  private static String withEscapedSlashes(String regex) {
    StringBuilder escaped = new StringBuilder();
    for (int i = 0; i < regex.length(); i++) {
      char c = regex.charAt(i);
      if (c == '/') {
        escaped.append('\\');
      }
      escaped.append(c);
      if (c == '\\' && i + 1 < regex.length()) {
        i++;
        escaped.append(regex.charAt(i));
      }
    }
    return escaped.toString();
  }

  /** The length of a regular expression in a query, as servers count it. */
  public static int regexLength(Regex regex) {
    return print(regex).length() - "//".length();
  }

  /** A value between quotes, where control characters can be written by number. */
  private static String quote(String text) {
    StringBuilder quoted = new StringBuilder("\"");
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '\\' || c == '"') {
        quoted.append('\\').append(c);
      } else if (VisibleText.isVisible(Character.toString(c))) {
        quoted.append(c);
      } else {
        quoted.append(String.format(Locale.ROOT, "\\u%04x", (int) c));
      }
    }
    return quoted.append('"').toString();
  }

  private static String escape(String text) {
    StringBuilder escaped = new StringBuilder();
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (SPECIAL.indexOf(c) >= 0) {
        escaped.append('\\');
      }
      escaped.append(c);
    }
    return escaped.toString();
  }
}
