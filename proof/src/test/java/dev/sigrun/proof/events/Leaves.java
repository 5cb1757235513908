package dev.sigrun.proof.events;

import dev.sigrun.compiler.ir.Expression;
import dev.sigrun.compiler.ir.Field;
import dev.sigrun.compiler.ir.Predicate;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The leaves of predicates. */
public final class Leaves {
  private Leaves() {}

  /** Whether the predicate is neither a constant nor made of others. */
  static boolean isLeaf(Predicate predicate) {
    return !(predicate instanceof Predicate.And)
        && !(predicate instanceof Predicate.Or)
        && !(predicate instanceof Predicate.Not)
        && !(predicate instanceof Predicate.Constant);
  }

  /** The leaves of {@code predicate} in the order they are written; a nested group is one. */
  public static Set<Predicate> of(Predicate predicate) {
    Set<Predicate> leaves = new LinkedHashSet<>();
    collect(predicate, leaves);
    return leaves;
  }

  private static void collect(Predicate predicate, Set<Predicate> leaves) {
    if (isLeaf(predicate)) {
      leaves.add(predicate);
    } else {
      predicate.children().forEach(child -> collect(child, leaves));
    }
  }

  /** The field of a leaf that asks one field alone. */
  public static Optional<Field> field(Predicate leaf) {
    return Optional.ofNullable(leaf.accept(LeafField.INSTANCE));
  }

  /** The fields that a computation reads, each once. */
  public static List<Field> fields(Expression expression) {
    Set<Field> fields = new LinkedHashSet<>();
    collect(expression, fields);
    return List.copyOf(fields);
  }

  private static void collect(Expression expression, Set<Field> fields) {
    if (expression instanceof Expression.FieldValue value) {
      fields.add(value.field());
    }
    expression.children().forEach(child -> collect(child, fields));
  }
}
