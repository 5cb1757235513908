package dev.sigrun.compiler.backend.splunk;

import dev.sigrun.compiler.ir.Expression;
import dev.sigrun.compiler.ir.Field;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** The results of conditions if fields are missing or functions find nothing. */
final class MissingValues {
  private MissingValues() {}

  /** Whether the condition is true for events that have none of its fields. */
  static boolean isTrueWithoutFields(Expression condition) {
    if (condition instanceof Expression.IsNull isNull) {
      return !nullMakers(isNull.operand()).isEmpty();
    }
    if (condition instanceof Expression.Not not) {
      return isFalseWithoutFields(not.operand());
    }
    if (condition instanceof Expression.And and) {
      return and.terms().stream().allMatch(MissingValues::isTrueWithoutFields);
    }
    return condition instanceof Expression.Or or
        && or.terms().stream().anyMatch(MissingValues::isTrueWithoutFields);
  }

  private static boolean isFalseWithoutFields(Expression condition) {
    if (condition instanceof Expression.IsNull isNull) {
      return nullMakers(isNull.operand()).isEmpty();
    }
    if (condition instanceof Expression.Not not) {
      return isTrueWithoutFields(not.operand());
    }
    if (condition instanceof Expression.And and) {
      return and.terms().stream().anyMatch(MissingValues::isFalseWithoutFields);
    }
    return condition instanceof Expression.Or or
        && or.terms().stream().allMatch(MissingValues::isFalseWithoutFields);
  }

  /** Whether the condition is never true for an event that lacks any of its fields. */
  static boolean needsAllFields(Expression condition) {
    return nullMakers(condition).equals(FieldNames.of(condition));
  }

  /** The fields of which each makes the expression null, or at least not true, if it is missing. */
  private static Set<Field> nullMakers(Expression expression) {
    Set<Field> makers = new HashSet<>();
    if (expression instanceof Expression.FieldValue value) {
      makers.add(value.field());
    } else if (expression instanceof Expression.Call call) {
      strictArguments(call).forEach(argument -> makers.addAll(nullMakers(argument)));
    } else if (!(expression instanceof Expression.Or || expression instanceof Expression.IsNull)) {
      boolean negatedAnd = expression instanceof Expression.Not not && !isComparison(not.operand());
      if (!negatedAnd) {
        expression.children().forEach(child -> makers.addAll(nullMakers(child)));
      }
    }
    return makers;
  }

  private static boolean isComparison(Expression expression) {
    return !(expression instanceof Expression.And
        || expression instanceof Expression.Or
        || expression instanceof Expression.Not
        || expression instanceof Expression.IsNull);
  }

  private static List<Expression> strictArguments(Expression.Call call) {
    List<Expression> strict = new ArrayList<>();
    for (int i = 0; i < call.arguments().size(); i++) {
      if (call.function().isStrict(i)) {
        strict.add(call.arguments().get(i));
      }
    }
    return strict;
  }

  /** Whether the expression can be null although all its fields have values. */
  static boolean mayBeNull(Expression expression) {
    return (expression instanceof Expression.Call call && call.function().mayBeNull())
        || expression.children().stream().anyMatch(MissingValues::mayBeNull);
  }
}
