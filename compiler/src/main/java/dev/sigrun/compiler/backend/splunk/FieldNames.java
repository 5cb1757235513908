package dev.sigrun.compiler.backend.splunk;

import dev.sigrun.compiler.ir.Expression;
import dev.sigrun.compiler.ir.Field;
import java.util.LinkedHashSet;
import java.util.Set;

/** The fields that an expression reads. */
final class FieldNames {
  private FieldNames() {}

  /** All of them, in the order of their first use. */
  static Set<Field> of(Expression expression) {
    Set<Field> fields = new LinkedHashSet<>();
    collect(expression, fields);
    return fields;
  }

  private static void collect(Expression expression, Set<Field> fields) {
    if (expression instanceof Expression.FieldValue value) {
      fields.add(value.field());
    }
    expression.children().forEach(child -> collect(child, fields));
  }
}
