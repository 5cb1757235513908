package dev.sigrun.compiler.language.esql.syntax;

import dev.sigrun.compiler.source.Origin;
import java.util.List;

/**
 * A query in ES|QL: a table of events that flows through commands.
 *
 * @param from where the events come from
 * @param commands what happens to the table, in order
 */
public record EsqlQuery(Origin origin, From from, List<EsqlCommand> commands) {
  /** Copies the list. */
  public EsqlQuery {
    commands = List.copyOf(commands);
  }

  /**
   * {@code FROM logs-*, metrics-* METADATA _id}.
   *
   * @param indices one or more
   * @param metadata columns about the events as documents
   */
  public record From(Origin origin, List<Index> indices, List<EsqlExpression.Column> metadata) {
    /** Copies the lists. */
    public From {
      indices = List.copyOf(indices);
      metadata = List.copyOf(metadata);
    }
  }

  /**
   * The name of an index.
   *
   * @param text with its wildcards, cluster and selector, as they are written
   */
  public record Index(Origin origin, String text) {}
}
