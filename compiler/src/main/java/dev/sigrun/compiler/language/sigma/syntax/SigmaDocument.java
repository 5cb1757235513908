package dev.sigrun.compiler.language.sigma.syntax;

import dev.sigrun.compiler.document.DataValue;
import dev.sigrun.compiler.source.Origin;
import dev.sigrun.compiler.source.SourceText;

/**
 * A document of a Sigma file, after what it shares with others was put in.
 *
 * @param kind what it describes
 * @param origin where it starts
 * @param table its keys and values
 * @param text all that it is read from: itself, and before it the documents that it takes something
 *     from. Reading this text alone gives the same document last.
 */
public record SigmaDocument(Kind kind, Origin origin, DataValue.Table table, SourceText text) {
  /** The kind of thing that a document describes. */
  public enum Kind {
    /** Single events. */
    RULE("rule"),
    /** Events that other rules found, together. */
    CORRELATION("correlation"),
    /** Events that other rules leave out. */
    FILTER("filter");

    private final String label;

    Kind(String label) {
      this.label = label;
    }

    /** Its name in messages. */
    public String label() {
      return label;
    }
  }
}
