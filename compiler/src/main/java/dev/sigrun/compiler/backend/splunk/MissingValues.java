package dev.sigrun.compiler.backend.splunk;

import dev.sigrun.compiler.ir.Expression;

/** The results of conditions if fields are missing or functions find nothing. */
final class MissingValues {
  private MissingValues() {}

  /** Whether the condition is true for events that have none of its fields. */
  static boolean isTrueWithoutFields(Expression condition) {
    return condition.accept(WithoutFields.INSTANCE).orElse(false);
  }

  /** Whether the condition is never true for an event that lacks any of its fields. */
  static boolean needsAllFields(Expression condition) {
    return condition.accept(NeededFields.OF_TRUTH).equals(FieldNames.of(condition));
  }

  /** Whether the expression can be null although all its fields have values. */
  static boolean mayBeNull(Expression expression) {
    return (expression instanceof Expression.Call call && call.function().mayBeNull())
        || expression.children().stream().anyMatch(MissingValues::mayBeNull);
  }
}
