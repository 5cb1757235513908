package dev.sigrun.compiler.rule;

import dev.sigrun.compiler.source.SourceText;

/**
 * A query as written.
 *
 * @param language its language
 * @param text the query, embedded in the rule file: what is reported about it is reported there
 */
public record QueryText(QueryLanguage language, SourceText text) {
  /** The query itself. */
  public String content() {
    return text.content();
  }
}
