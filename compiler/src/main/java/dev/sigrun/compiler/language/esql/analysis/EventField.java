package dev.sigrun.compiler.language.esql.analysis;

import dev.sigrun.compiler.ir.Field;
import dev.sigrun.compiler.ir.ValueType;
import dev.sigrun.compiler.ir.row.RowType;

/**
 * A field as a query reads it.
 *
 * @param field where its values are
 * @param type what they are in a row
 */
public record EventField(Field field, RowType type) {
  /** A column about the event as a document. */
  static EventField named(String name, RowType type) {
    ValueType read =
        switch (type) {
          case LONG -> ValueType.LONG;
          case DOUBLE -> ValueType.DOUBLE;
          default -> ValueType.KEYWORD;
        };
    return new EventField(Field.named(name, read), type);
  }
}
