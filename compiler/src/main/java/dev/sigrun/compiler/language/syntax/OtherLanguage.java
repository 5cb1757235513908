package dev.sigrun.compiler.language.syntax;

import dev.sigrun.compiler.source.Span;
import java.util.Optional;
import java.util.regex.Pattern;

/** Recognises queries that are written in another language than their rule says. */
public enum OtherLanguage {
  /** {@code process where ...}, {@code sequence by ...}, {@code sample by ...}. */
  EQL(
      "EQL",
      "eql",
      "eql",
      "(?:sequence(?:\\s+(?:by|with)\\b|\\s*\\[)|sample\\s+by\\b|(?:[a-z_]+|\"[^\"\\n]*\")\\s+where\\s)"),
  /** {@code process.name: x}. */
  KQL("KQL", "kuery", "query", "(?:(?i:not)\\s+)?\\(*\\s*[\\w.@*-]+\\s*:(?!:)"),
  /** {@code from logs-* | where ...}. */
  ESQL(
      "ES|QL",
      "esql",
      "esql",
      "(?i:from\\s+[\\w.*,: \"-]+?\\s*(?:\\||metadata\\s)|row\\s+\\w+\\s*=)");

  private final String label;
  private final String language;
  private final String type;
  private final Pattern start;

  OtherLanguage(String label, String language, String type, String start) {
    this.label = label;
    this.language = language;
    this.type = type;
    this.start = Pattern.compile("\\s*+" + start);
  }

  /**
   * The language among {@code candidates} that the query starts like, the first one if there are
   * several.
   */
  public static Optional<OtherLanguage> of(String query, OtherLanguage... candidates) {
    for (OtherLanguage candidate : candidates) {
      if (candidate.start.matcher(query).lookingAt()) {
        return Optional.of(candidate);
      }
    }
    return Optional.empty();
  }

  /** Where the first word of a query is, by which a language is known. */
  public static Span firstWord(String query) {
    int start = 0;
    while (start < query.length() && Character.isWhitespace(query.charAt(start))) {
      start++;
    }
    int end = start;
    while (end < query.length() && !Character.isWhitespace(query.charAt(end))) {
      end++;
    }
    return new Span(start, end);
  }

  /** The name for people. */
  public String label() {
    return label;
  }

  /** The {@code language} of a rule that is written in it. */
  public String language() {
    return language;
  }

  /** The {@code type} of a simple rule that is written in it. */
  public String type() {
    return type;
  }
}
