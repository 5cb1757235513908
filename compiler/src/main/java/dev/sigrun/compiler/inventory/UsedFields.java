package dev.sigrun.compiler.inventory;

import dev.sigrun.compiler.ir.Expression;
import dev.sigrun.compiler.ir.Field;
import dev.sigrun.compiler.ir.LeafFields;
import dev.sigrun.compiler.ir.Predicate;
import dev.sigrun.compiler.ir.Query;
import dev.sigrun.compiler.ir.QueryTransformer;
import dev.sigrun.compiler.source.Origin;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.Set;

/**
 * Collects the fields of events that a query reads: those of its conditions, and those whose values
 * are compared with each other or counted. A nested field represents the fields of its elements.
 */
public final class UsedFields {
  private UsedFields() {}

  /**
   * All of them, in the order of names and types. Fields of one name and type differ if the query
   * reads their values in different ways.
   */
  public static Set<Field> of(Query query) {
    Collector collector = new Collector();
    query.accept(collector);
    return Collections.unmodifiableSet(
        new LinkedHashSet<>(collector.fields.stream().sorted().toList()));
  }

  /** Walks over the parts of a query as a change of them would. */
  private static final class Collector extends QueryTransformer {
    private final Set<Field> fields = new LinkedHashSet<>();

    @Override
    protected Predicate ofEvents(Predicate predicate) {
      LeafFields.of(predicate).ifPresent(fields::add);
      if (predicate instanceof Predicate.Computed computed) {
        add(computed.condition());
      } else if (predicate instanceof Predicate.AnyRow any) {
        fields.addAll(any.rows().usedFields());
        any.children().forEach(this::ofEvents);
      } else if (!(predicate instanceof Predicate.NestedAny)) {
        predicate.children().forEach(this::ofEvents);
      }
      return predicate;
    }

    private void add(Expression expression) {
      if (expression instanceof Expression.FieldValue value) {
        fields.add(value.field());
      }
      expression.children().forEach(this::add);
    }

    @Override
    protected Field compared(Origin origin, Field field) {
      fields.add(field);
      return field;
    }
  }
}
