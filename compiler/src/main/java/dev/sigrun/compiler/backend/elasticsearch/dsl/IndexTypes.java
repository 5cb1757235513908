package dev.sigrun.compiler.backend.elasticsearch.dsl;

import dev.sigrun.compiler.diagnostic.DiagnosticKind;
import dev.sigrun.compiler.fidelity.Reasons;
import dev.sigrun.compiler.ir.Field;
import dev.sigrun.compiler.ir.LeafFields;
import dev.sigrun.compiler.ir.Predicate;
import dev.sigrun.compiler.ir.Query;
import dev.sigrun.compiler.ir.QueryTransformer;
import dev.sigrun.compiler.ir.ValueType;
import dev.sigrun.compiler.schema.FieldType;
import dev.sigrun.compiler.schema.Schema;
import dev.sigrun.compiler.source.Origin;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Checks a query whose tests do not have their types from the schema: an index gives each field one
 * type, and answers no comparison as another one. Servers fail a search that compares a keyword
 * with a number, and compare analysed text word by word.
 */
final class IndexTypes {
  private static final DiagnosticKind TWO_TYPES =
      DiagnosticKind.unsupported(
          "EXP004", "An index has one type for '%s', but the rule compares it as %s and as %s.");
  private static final DiagnosticKind OTHER_TYPE =
      DiagnosticKind.unsupported(
          "EXP005",
          "The rule compares '%s' as %s, but an index has it as %s. If yours does not, pass its"
              + " mapping with '--schema'.");

  private static final DiagnosticKind PLACES =
      DiagnosticKind.unsupported(
          "EXP006",
          "Events hold '%s' in several places, and a search asks only one. Name one form of events"
              + " with '--pipeline'.");

  private final Schema schema;
  private final Reasons reasons;
  private final Map<String, ValueType> types = new HashMap<>();

  private IndexTypes(Schema schema, Reasons reasons) {
    this.schema = schema;
    this.reasons = reasons;
  }

  /** Reports tests that no index with these types can answer. */
  static void check(Query query, Schema schema, Reasons reasons) {
    IndexTypes check = new IndexTypes(schema, reasons);
    query.predicates().forEach(check::visit);
    query.accept(new ComparedFields(reasons));
  }

  private void visit(Predicate predicate) {
    predicate.children().forEach(this::visit);
    Optional<Field> field = LeafFields.of(predicate);
    if (field.isPresent() && readsElsewhere(field.get())) {
      reasons.refuse(PLACES, predicate.origin(), field.get().name());
    }
    // Whether a value exists can be asked of every type.
    if (field.isPresent() && !field.get().pattern() && !(predicate instanceof Predicate.Exists)) {
      check(predicate, field.get());
    }
  }

  /**
   * Reports fields that a query groups, joins or counts by and that no field of an index has. Walks
   * over the parts of the query as a change of them would.
   */
  private static final class ComparedFields extends QueryTransformer {
    private final Reasons reasons;

    ComparedFields(Reasons reasons) {
      this.reasons = reasons;
    }

    @Override
    protected Field compared(Origin origin, Field field) {
      if (readsElsewhere(field)) {
        reasons.refuse(PLACES, origin, field.name());
      }
      return field;
    }
  }

  private static boolean readsElsewhere(Field field) {
    return field.reading().places().size() > 1 || !field.reading().patterns().isEmpty();
  }

  private void check(Predicate predicate, Field field) {
    ValueType before = types.putIfAbsent(field.name(), field.type());
    if (before != null && before != field.type()) {
      reasons.refuse(
          TWO_TYPES, predicate.origin(), field.name(), before.label(), field.type().label());
    }
    schema
        .typeOf(field.name())
        .filter(type -> !answers(type, field.type()))
        .ifPresent(
            type ->
                reasons.refuse(
                    OTHER_TYPE,
                    predicate.origin(),
                    field.name(),
                    field.type().label(),
                    type.spelling()));
  }

  private static boolean answers(FieldType index, ValueType test) {
    if (test == ValueType.KEYWORD) {
      return index.isString();
    }
    return test == ValueType.IP ? index == FieldType.IP : !test.isNumber() || index.isNumber();
  }
}
