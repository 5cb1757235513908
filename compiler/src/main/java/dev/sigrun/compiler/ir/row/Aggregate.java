package dev.sigrun.compiler.ir.row;

import dev.sigrun.compiler.source.Origin;
import java.util.List;
import java.util.Optional;

/**
 * A column that is aggregated over the rows of a group.
 *
 * @param arguments computed for each row
 * @param filter which rows count; empty for all
 */
public record Aggregate(
    Origin origin,
    Column target,
    AggregateFunction function,
    List<RowExpression> arguments,
    Optional<RowExpression> filter) {
  /** Copies the list. */
  public Aggregate {
    arguments = List.copyOf(arguments);
  }
}
