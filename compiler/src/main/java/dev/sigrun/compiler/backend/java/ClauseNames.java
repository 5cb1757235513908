package dev.sigrun.compiler.backend.java;

import dev.sigrun.compiler.backend.java.names.Words;
import dev.sigrun.compiler.ir.Expression;
import dev.sigrun.compiler.ir.Field;
import dev.sigrun.compiler.ir.LeafFields;
import dev.sigrun.compiler.ir.Predicate;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Names of methods for clauses, derived from their first fields and the tests on them. */
final class ClauseNames {
  private ClauseNames() {}

  /** {@code processNameOrArgsMatch} and similar names. */
  static String of(Predicate clause) {
    Set<String> names = new LinkedHashSet<>();
    collect(clause, names);
    List<String> fields = names.stream().limit(2).toList();
    String first = fields.isEmpty() ? "clause" : Words.of(fields.get(0), "field").camelCase();
    if (clause instanceof Predicate.NestedAny) {
      return "any" + Words.of(fields.get(0), "field").pascalCase();
    }
    if (clause instanceof Predicate.Computed computed) {
      String second = fields.size() < 2 ? "" : Words.of(fields.get(1), "field").pascalCase();
      return first + verb(computed.condition()) + second;
    }
    if (names.size() < 2) {
      return first + "Matches";
    }
    String conjunction = clause instanceof Predicate.And ? "And" : "Or";
    return first
        + conjunction
        + (names.size() > 2 ? "Others" : Words.of(fields.get(1), "field").pascalCase());
  }

  /** The name of a computation: {@code LengthIsGreaterThan}. */
  private static String verb(Expression condition) {
    if (condition instanceof Expression.Call call) {
      return Words.of(call.function().word(), "").pascalCase();
    }
    if (condition instanceof Expression.Comparison comparison) {
      String left = comparison.left() instanceof Expression.Call ? verb(comparison.left()) : "";
      return left
          + switch (comparison.operator()) {
            case EQUAL -> "Equals";
            case LESS -> "IsLessThan";
            case LESS_OR_EQUAL -> "IsAtMost";
            case GREATER -> "IsGreaterThan";
            case GREATER_OR_EQUAL -> "IsAtLeast";
          };
    }
    return "Fits";
  }

  /** The names of the first fields: enough to distinguish one, two and more. */
  private static void collect(Predicate clause, Set<String> names) {
    if (names.size() > 2) {
      return;
    }
    field(clause, names);
    clause.children().forEach(child -> collect(child, names));
  }

  private static void field(Predicate clause, Set<String> names) {
    if (clause instanceof Predicate.Computed computed) {
      Computations.fields(computed.condition()).stream().map(Field::name).forEach(names::add);
    } else if (clause instanceof Predicate.AnyRow any) {
      any.rows().usedFields().stream().map(Field::name).forEach(names::add);
    } else {
      LeafFields.of(clause).map(Field::name).ifPresent(names::add);
    }
  }

  /** A name for a part of an expression. */
  static String of(Expression expression) {
    return expression instanceof Expression.Call call
        ? Words.of(call.function().word(), "term").camelCase()
        : "term";
  }
}
