package dev.sigrun.compiler.ir.row;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The columns that exist between two steps. */
final class ColumnScope {
  private final int size;
  private final Set<Integer> made = new HashSet<>();
  private final Map<Integer, Column> columns = new HashMap<>();

  ColumnScope(int size) {
    this.size = size;
  }

  /** Refuses columns beyond the size of the row, and those that exist or existed before. */
  void add(Column column) {
    if (column.number() >= size) {
      throw new IllegalArgumentException(
          "The column " + column + " is not one of " + size + " columns.");
    }
    if (!made.add(column.number())) {
      throw new IllegalArgumentException("The column " + column + " is made twice.");
    }
    columns.put(column.number(), column);
  }

  /** Refuses columns that do not exist here. A column may have another name than before. */
  void require(Column column) {
    Column known = columns.get(column.number());
    if (known == null) {
      throw new IllegalArgumentException("There is no column " + column + " here.");
    }
    if (known.type() != column.type()) {
      throw new IllegalArgumentException(
          "The column " + column + " is of type " + known.type() + ", not " + column.type() + ".");
    }
  }

  /** Goes on to the columns behind a step; refuses one that reads columns that do not exist. */
  void pass(RowStep step) {
    if (step instanceof RowStep.JoinBack join) {
      int ofRows = join.expressions().size() - join.results().size();
      require(join.expressions().subList(0, ofRows));
      join.keys().forEach(key -> add(key.target()));
      join.aggregates().forEach(aggregate -> add(aggregate.target()));
      join.results().forEach(this::pass);
      return;
    }
    require(step.expressions());
    if (!step.keepsColumns()) {
      columns.clear();
    }
    step.targets().forEach(this::add);
  }

  private void require(List<RowExpression> expressions) {
    for (RowExpression expression : Operands.all(expressions)) {
      if (expression instanceof RowExpression.Cell cell) {
        require(cell.column());
      }
    }
  }

  /** Refuses columns that do not exist, and two of one name. */
  void requireResult(List<Column> outputs) {
    Set<String> names = new HashSet<>();
    for (Column output : outputs) {
      require(output);
      if (!names.add(output.name())) {
        throw new IllegalArgumentException("Two columns have the name '" + output.name() + "'.");
      }
    }
  }
}
