package dev.sigrun.compiler.ir;

import dev.sigrun.compiler.ir.row.RowExpression;
import dev.sigrun.compiler.ir.row.RowPipeline;
import dev.sigrun.compiler.ir.row.RowType;
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
  /**
   * Copies the lists; refuses inputs without a field or with one of another type, and conditions
   * that name predicates that are not there.
   */
  public EventRows {
    fields = List.copyOf(fields);
    tests = List.copyOf(tests);
    if (fields.size() != pipeline.inputs().size()) {
      throw new IllegalArgumentException("Each input of rows is a field.");
    }
    for (int i = 0; i < fields.size(); i++) {
      if (!fills(fields.get(i), pipeline.inputs().get(i).type())) {
        throw new IllegalArgumentException(
            fields.get(i) + " does not fill the column " + pipeline.inputs().get(i) + ".");
      }
    }
    int count = tests.size();
    pipeline
        .expressions()
        .forEach(
            each -> {
              if (each instanceof RowExpression.Test test && test.number() >= count) {
                throw new IllegalArgumentException("There is no predicate " + test.number() + ".");
              }
            });
  }

  /** Whether a column of a type can be filled with the values of a field. */
  private static boolean fills(Field field, RowType column) {
    ValueType type = field.type();
    if (field.pattern()) {
      return false;
    }
    return switch (column) {
      case KEYWORD, TEXT -> type.isKeyword();
      case INTEGER, LONG, UNSIGNED_LONG -> type.isWholeNumber();
      case DOUBLE -> type.isNumber();
      case BOOLEAN -> type == ValueType.BOOLEAN;
      case DATE, DATE_NANOS -> type.isDate();
      case IP -> type == ValueType.IP;
      case VERSION -> type == ValueType.VERSION;
      case GEO_POINT -> type == ValueType.OBJECT;
      case SPAN, NULL -> false;
    };
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
    return IntStream.range(0, fields.size())
        .filter(i -> used.contains(pipeline.inputs().get(i).number()))
        .mapToObj(fields::get)
        .toList();
  }
}
