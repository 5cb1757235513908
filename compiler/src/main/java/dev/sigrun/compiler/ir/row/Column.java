package dev.sigrun.compiler.ir.row;

/**
 * A column of a row. It is computed once and never changes: a name that is computed again belongs
 * to another column.
 *
 * @param number its place in the row, unique in a pipeline
 * @param name as the query calls it
 */
public record Column(int number, String name, RowType type) {
  @Override
  public String toString() {
    return "#" + number + ":" + name;
  }
}
