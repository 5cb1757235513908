package dev.sigrun.compiler.backend.java;

import dev.sigrun.compiler.diagnostic.DiagnosticKind;
import dev.sigrun.compiler.fidelity.Reasons;
import dev.sigrun.compiler.ir.Expression;
import dev.sigrun.compiler.ir.Field;
import dev.sigrun.compiler.ir.ValueType;
import java.util.LinkedHashSet;
import java.util.Set;

/** Facts about the parts of expressions. */
final class Computations {
  private static final DiagnosticKind MANY_FIELDS =
      DiagnosticKind.unsupported(
          "JAV002", "A computation reads %s fields; at most %s are" + " supported.");
  private static final DiagnosticKind MANY_CONSTANTS =
      DiagnosticKind.unsupported(
          "JAV003", "A computation has %s lists and patterns; at most %s are supported.");

  /** Each field is a nested loop, and a choice among more of them has no end. */
  private static final int MOST_FIELDS = 12;

  /** Sets and patterns of a class need room in its initializer. */
  private static final int MOST_CONSTANTS = 100;

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

  /** The number of constant sets and patterns that an expression tests values against. */
  static int constantCount(Expression expression) {
    boolean constant =
        expression instanceof Expression.In
            || expression instanceof Expression.Like
            || expression instanceof Expression.RegexLike
            || expression instanceof Expression.InBlocks;
    return (constant ? 1 : 0)
        + expression.children().stream().mapToInt(Computations::constantCount).sum();
  }

  /** The number of nodes in an expression. */
  static int size(Expression expression) {
    return 1 + expression.children().stream().mapToInt(Computations::size).sum();
  }

  /** Whether the computation may fail for some values. */
  static boolean mayFail(Expression expression) {
    return (expression instanceof Expression.Call call && call.function().mayFail())
        || expression.children().stream().anyMatch(Computations::mayFail);
  }

  /** Reports why a condition cannot be written, if it cannot. */
  static void check(Expression condition, Reasons reasons) {
    int fields = fields(condition).size();
    if (fields > MOST_FIELDS) {
      reasons.refuse(MANY_FIELDS, condition.origin(), fields, MOST_FIELDS);
    }
    int constants = constantCount(condition);
    if (constants > MOST_CONSTANTS) {
      reasons.refuse(MANY_CONSTANTS, condition.origin(), constants, MOST_CONSTANTS);
    }
  }
}
