package dev.sigrun.compiler.language.sigma.syntax;

import dev.sigrun.compiler.document.DataValue;
import dev.sigrun.compiler.source.Origin;
import dev.sigrun.compiler.source.SourceText;

/**
 * A document of a Sigma file, with the content that it shares with others.
 *
 * @param table its keys and values; the origin of the table is where the document starts
 * @param text the document alone, as it is written in the file
 */
public record SigmaDocument(DataValue.Table table, SourceText text) {
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

    static Kind of(DataValue.Table table) {
      return table.get("correlation").isPresent()
          ? CORRELATION
          : table.get("filter").isPresent() ? FILTER : RULE;
    }
  }

  /** The kind of thing that it describes. */
  public Kind kind() {
    return Kind.of(table);
  }

  /** Where it starts. */
  public Origin origin() {
    return table.origin();
  }
}
