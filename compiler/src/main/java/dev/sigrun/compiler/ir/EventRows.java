package dev.sigrun.compiler.ir;

import dev.sigrun.compiler.ir.row.RowPipeline;
import java.util.List;

/**
 * Rows, and how they come from events.
 *
 * @param fields the field that fills each input of the pipeline
 * @param tests the predicates on events that its conditions name by number
 */
public record EventRows(RowPipeline pipeline, List<Field> fields, List<Predicate> tests) {
  /** Copies the lists; refuses inputs without a field. */
  public EventRows {
    fields = List.copyOf(fields);
    tests = List.copyOf(tests);
    if (fields.size() != pipeline.inputs().size()) {
      throw new IllegalArgumentException("Each input of rows is a field.");
    }
  }
}
