package dev.sigrun.compiler.rule;

import dev.sigrun.compiler.document.DataValue;
import dev.sigrun.compiler.source.SourceText;
import java.util.Optional;

/**
 * A query as written.
 *
 * @param language the word for its language, as {@code dev.sigrun.compiler.language.Languages} has
 *     it
 * @param text the query, embedded in the rule file: the source of reports about it
 * @param document the query as the format of the file has already read it, if its language is
 *     written in the same notation as the file
 */
public record QueryText(String language, SourceText text, Optional<DataValue.Table> document) {
  /** A query that only its language can read. */
  public QueryText(String language, SourceText text) {
    this(language, text, Optional.empty());
  }

  /** The query itself. */
  public String content() {
    return text.content();
  }
}
