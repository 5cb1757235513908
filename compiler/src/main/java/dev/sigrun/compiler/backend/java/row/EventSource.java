package dev.sigrun.compiler.backend.java.row;

import com.palantir.javapoet.CodeBlock;
import dev.sigrun.compiler.ir.row.Column;
import dev.sigrun.runtime.event.Event;
import dev.sigrun.runtime.row.Cells;

/** Rows are made of events: their inputs are fields. */
record EventSource(RowTarget target) implements RowSource {
  @Override
  public Class<?> type() {
    return Event.class;
  }

  @Override
  public String name() {
    return "event";
  }

  @Override
  public CodeBlock cell(int number, Column column, CodeBlock source) {
    return CodeBlock.of(
        "$T.$L($L.values($L))", Cells.class, reader(column), target.field(number), source);
  }

  private static String reader(Column column) {
    return switch (column.type()) {
      case KEYWORD -> "keywords";
      case TEXT -> "texts";
      case INTEGER -> "integers";
      case LONG -> "longs";
      case UNSIGNED_LONG -> "unsignedLongs";
      case DOUBLE -> "doubles";
      case BOOLEAN -> "booleans";
      case DATE, DATE_NANOS -> "dates";
      case IP -> "addresses";
      case VERSION -> "versions";
      case GEO_POINT, SPAN, NULL ->
          throw new IllegalArgumentException("Not read from events: " + column);
    };
  }
}
