package dev.sigrun.proof.spl;

import dev.sigrun.proof.spl.eval.Row;
import dev.sigrun.proof.spl.eval.Value;
import org.jspecify.annotations.Nullable;

/** Commands that carry something from row to row, over any number of them. */
final class RunningCommands {
  private RunningCommands() {}

  /**
   * The running total of a field over the rows so far; rows in which it is not a number pass
   * unchanged.
   */
  static Command accum(String text) {
    Words words = new Words(text);
    String field = words.name();
    String target = words.acceptKeyword("as") ? words.name() : field;
    words.expectEnd();
    return rows -> {
      double sum = 0;
      for (Row row : rows) {
        Double number = Value.number(row.get(field));
        if (number != null) {
          sum += number;
          row.set(target, new Value.Num(sum));
        }
      }
      return rows;
    };
  }

  /** The last value of a field for rows that have none. */
  static Command fillDown(String text) {
    Words words = new Words(text);
    String field = words.name();
    words.expectEnd();
    return rows -> {
      @Nullable Value last = null;
      for (Row row : rows) {
        Value own = row.get(field);
        last = own == null ? last : own;
        row.set(field, last);
      }
      return rows;
    };
  }
}
