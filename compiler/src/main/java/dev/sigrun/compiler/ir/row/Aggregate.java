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
  /**
   * Copies the list; refuses arguments that the function does not take, a column of another type
   * than its result, and filters that are not conditions.
   */
  public Aggregate {
    arguments = List.copyOf(arguments);
    function.signature().require(function.name(), target.type(), arguments);
    if (filter.isPresent()) {
      Operands.require(filter.get(), RowType.BOOLEAN);
    }
  }
}
