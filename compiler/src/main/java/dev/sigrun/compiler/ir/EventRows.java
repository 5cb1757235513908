package dev.sigrun.compiler.ir;

import dev.sigrun.compiler.ir.row.RowExpression;
import dev.sigrun.compiler.ir.row.RowPipeline;
import dev.sigrun.compiler.ir.row.RowStep;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;

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

  /** The fields that some step reads, in the order of the inputs. */
  public List<Field> usedFields() {
    Set<Integer> used = new HashSet<>();
    pipeline
        .expressions()
        .forEach(
            each -> {
              if (each instanceof RowExpression.Cell cell) {
                used.add(cell.column().number());
              }
            });
    for (RowStep step : pipeline.steps()) {
      if (step instanceof RowStep.Expand expand) {
        used.add(expand.source().number());
      }
    }
    return IntStream.range(0, fields.size())
        .filter(i -> used.contains(pipeline.inputs().get(i).number()))
        .mapToObj(fields::get)
        .toList();
  }
}
