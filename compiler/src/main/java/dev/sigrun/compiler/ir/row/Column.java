package dev.sigrun.compiler.ir.row;

/**
 * A column of a row. It is computed once and never changes: a name that is computed again belongs
 * to another column.
 *
 * @param number its place in the row, unique in a pipeline
 * @param name as the query calls it
 */
public record Column(int number, String name, RowType type) {
  /** Refuses negative numbers. */
  public Column {
    if (number < 0) {
      throw new IllegalArgumentException("There is no column " + number + ".");
    }
  }

  /** Refuses values of another type. */
  void requireType(RowType values) {
    if (!type.takes(values)) {
      throw new IllegalArgumentException(
          "The column " + this + " is of type " + type + ", its values of type " + values + ".");
    }
  }

  @Override
  public String toString() {
    return "#" + number + ":" + name;
  }
}
