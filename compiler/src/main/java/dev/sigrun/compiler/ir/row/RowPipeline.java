package dev.sigrun.compiler.ir.row;

import java.util.List;
import java.util.stream.Stream;

/**
 * Rows that are made of events.
 *
 * @param inputs the columns that events fill
 * @param steps the changes of the rows, in order
 * @param outputs the columns of the result, in order; where all fields of the events stay, those
 *     that are computed
 * @param size the number of columns, of which each number is less
 */
public record RowPipeline(
    List<Column> inputs, List<RowStep> steps, List<Column> outputs, int size) {
  /**
   * Copies the lists; refuses columns that are made twice, or used where they do not exist, and two
   * results of one name.
   */
  public RowPipeline {
    inputs = List.copyOf(inputs);
    steps = List.copyOf(steps);
    outputs = List.copyOf(outputs);
    ColumnScope scope = new ColumnScope(size);
    inputs.forEach(scope::add);
    steps.forEach(scope::pass);
    scope.requireResult(outputs);
  }

  /** All expressions of all steps, each once and before those that it holds. */
  public Stream<RowExpression> expressions() {
    return Operands.all(steps.stream().flatMap(step -> step.expressions().stream()).toList())
        .stream();
  }

  /** Whether the time at which the query is asked matters. */
  public boolean asksForNow() {
    return expressions()
        .anyMatch(
            each -> each instanceof RowExpression.Call call && call.function() == RowFunction.NOW);
  }

  /** Whether the result has a column of this name that a step computes. */
  public boolean isComputed(String name) {
    return outputs.stream()
        .filter(column -> column.name().equals(name))
        .map(this::copied)
        .anyMatch(
            column ->
                inputs.stream().noneMatch(input -> input.number() == column.number())
                    && steps.stream().noneMatch(step -> expands(step, column)));
  }

  /** The column that is a key of groups that are joined back; any other column itself. */
  private Column copied(Column column) {
    return steps.stream()
        .filter(RowStep.JoinBack.class::isInstance)
        .flatMap(step -> ((RowStep.JoinBack) step).keys().stream())
        .filter(key -> key.target().number() == column.number())
        .filter(key -> key.value() instanceof RowExpression.Cell)
        .map(key -> copied(((RowExpression.Cell) key.value()).column()))
        .findFirst()
        .orElse(column);
  }

  /** The values of an expanded column are some of those that its field has. */
  private static boolean expands(RowStep step, Column column) {
    return step instanceof RowStep.Expand expand && expand.target().number() == column.number();
  }

  /** Whether each row comes from one event alone. */
  public boolean isByEvent() {
    return steps.stream()
        .noneMatch(step -> step instanceof RowStep.Group || step instanceof RowStep.JoinBack);
  }
}
