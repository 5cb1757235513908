package dev.sigrun.lsp.feature;

import dev.sigrun.compiler.source.Span;
import dev.sigrun.lsp.outline.Outline;
import dev.sigrun.lsp.outline.Place;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * A place in the query of a rule file in TOML.
 *
 * @param language the id of its language
 * @param query where the query is written
 */
record QueryPlace(String language, Span query) {
  private static final Map<String, String> LANGUAGE_KEYS =
      Map.of("query", "language", "threat_query", "threat_language");

  /** The query that a place is in, if it is in one. */
  static Optional<QueryPlace> of(Place place, Outline outline, String text) {
    return place instanceof Place.Value value
            && value.path().equals(List.of("rule"))
            && LANGUAGE_KEYS.containsKey(value.key())
            && value.quoted()
        ? Optional.of(
            new QueryPlace(language(LANGUAGE_KEYS.get(value.key()), outline, text), value.value()))
        : Optional.empty();
  }

  /** The query that an entry of a rule file has as its value. */
  static Optional<QueryPlace> of(Outline.Entry entry, Outline outline, String text) {
    int start = entry.value().start();
    boolean isLong = text.startsWith("'''", start) || text.startsWith("\"\"\"", start);
    int inside = Math.min(start + (isLong ? 3 : 1), entry.value().end());
    return of(outline.at(inside), outline, text);
  }

  /** Whether a value, with its quotes, may be something else than what is written. */
  static boolean hasEscapes(String value) {
    return value.startsWith("\"") && value.contains("\\");
  }

  /** As written, or else by the type of the rule: the language may not be written yet. */
  private static String language(String key, Outline outline, String text) {
    Optional<String> written = word(key, outline, text);
    Optional<String> type =
        word("type", outline, text).filter(word -> word.equals("eql") || word.equals("esql"));
    return written.or(() -> type).orElse("kuery").toLowerCase(Locale.ROOT);
  }

  private static Optional<String> word(String key, Outline outline, String text) {
    return outline
        .find(List.of("rule"), key)
        .map(entry -> text.substring(entry.value().start(), entry.value().end()))
        .map(value -> value.replaceAll("[\"']", ""));
  }

  /** The language as pages of functions name it. */
  String pagesLanguage() {
    return language.equals("kuery") ? "kql" : language;
  }

  /** Whether a double or single quote of the query is open at an offset. */
  boolean isInString(String text, int offset) {
    char open = 0;
    for (int i = query.start(); i < offset; i++) {
      char c = text.charAt(i);
      if (open == 0 && (c == '"' || (c == '\'' && !language.equals("kuery")))) {
        open = c;
      } else if (open != 0 && c == '\\') {
        i++;
      } else if (c == open || c == '\n') {
        open = 0;
      }
    }
    return open != 0;
  }
}
