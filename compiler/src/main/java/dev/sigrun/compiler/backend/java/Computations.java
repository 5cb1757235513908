package dev.sigrun.compiler.backend.java;

import dev.sigrun.compiler.ir.Expression;
import dev.sigrun.compiler.ir.Field;
import dev.sigrun.compiler.ir.ValueType;
import java.util.LinkedHashSet;
import java.util.Set;

/** Facts about the parts of expressions. */
final class Computations {
  private Computations() {}

  /** The fields whose values an expression reads, in the order they are written. */
  static Set<Field> fields(Expression expression) {
    Set<Field> fields = new LinkedHashSet<>();
    collectFields(expression, fields);
    return fields;
  }

  private static void collectFields(Expression expression, Set<Field> fields) {
    if (expression instanceof Expression.FieldValue value) {
      fields.add(readable(value.field()));
    }
    expression.children().forEach(child -> collectFields(child, fields));
  }

  /** Computations look at whole values, also of fields that are searched by their words. */
  static Field readable(Field field) {
    return field.type().isText()
        ? Field.named(field.name(), ValueType.KEYWORD).read(field.reading())
        : field;
  }

  /** How many constant sets and patterns an expression tests values against. */
  static int constantCount(Expression expression) {
    boolean constant =
        expression instanceof Expression.In
            || expression instanceof Expression.Like
            || expression instanceof Expression.RegexLike
            || expression instanceof Expression.InBlocks;
    return (constant ? 1 : 0)
        + expression.children().stream().mapToInt(Computations::constantCount).sum();
  }

  /** How many nodes an expression has. */
  static int size(Expression expression) {
    return 1 + expression.children().stream().mapToInt(Computations::size).sum();
  }

  /** Whether the computation may fail for some values. */
  static boolean mayFail(Expression expression) {
    return (expression instanceof Expression.Call call && call.function().mayFail())
        || expression.children().stream().anyMatch(Computations::mayFail);
  }
}
