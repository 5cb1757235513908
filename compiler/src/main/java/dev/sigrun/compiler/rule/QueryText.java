package dev.sigrun.compiler.rule;

import dev.sigrun.compiler.source.SourceText;

/**
 * A query as written.
 *
 * @param language the word for its language, as {@code dev.sigrun.compiler.language.Languages} has
 *     it
 * @param text the query, embedded in the rule file: the source of reports about it
 */
public record QueryText(String language, SourceText text) {
  /** The query itself. */
  public String content() {
    return text.content();
  }
}
