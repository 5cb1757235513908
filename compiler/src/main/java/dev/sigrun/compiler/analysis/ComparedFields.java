package dev.sigrun.compiler.analysis;

import dev.sigrun.compiler.diagnostic.DiagnosticKind;
import dev.sigrun.compiler.diagnostic.DiagnosticSink;
import dev.sigrun.compiler.diagnostic.DidYouMean;
import dev.sigrun.compiler.ir.Field;
import dev.sigrun.compiler.ir.ValueType;
import dev.sigrun.compiler.language.FieldResolver;
import dev.sigrun.compiler.rule.FieldName;
import dev.sigrun.compiler.schema.FieldType;
import dev.sigrun.compiler.source.Origin;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Fields whose values are compared with each other, so that analysed text will not do. */
final class ComparedFields {
  private static final DiagnosticKind UNKNOWN_FIELD =
      DiagnosticKind.warning("ANA050", "Unknown field '%s', read as a keyword.%s");
  private static final DiagnosticKind UNTESTABLE_FIELD =
      DiagnosticKind.error("ANA010", "'%s' has no values to compare: its type is %s.");

  private final FieldResolver fields;
  private final DiagnosticSink sink;

  ComparedFields(FieldResolver fields, DiagnosticSink sink) {
    this.fields = fields;
    this.sink = sink;
  }

  /** All fields, unless one of them was reported to have no values to compare. */
  Optional<List<Field>> findAll(List<FieldName> names) {
    List<Field> found = new ArrayList<>();
    names.forEach(name -> find(name).ifPresent(found::add));
    return found.size() == names.size() ? Optional.of(found) : Optional.empty();
  }

  /** The field that has the values of {@code name}; empty if it was reported to have none. */
  Optional<Field> find(FieldName name) {
    Optional<Field> known = fields.resolve(name.name(), name.origin(), sink);
    if (known.isEmpty() && !isKnown(name)) {
      report(UNKNOWN_FIELD, name.origin(), name.name(), didYouMean(name));
      return Optional.of(Field.named(name.name(), ValueType.KEYWORD));
    }
    Optional<Field> compared =
        known.flatMap(f -> f.type().isText() ? exact(f) : Optional.of(f)).filter(f -> !isObject(f));
    if (compared.isEmpty()) {
      report(
          UNTESTABLE_FIELD,
          name.origin(),
          name.name(),
          fields.typeOf(name.name()).map(Object::toString).orElse("unknown"));
    }
    return compared;
  }

  /**
   * The field of an indicator that is compared with {@code event}. Ranges of addresses hold
   * addresses; to anything else they are texts.
   */
  Optional<Field> findOfIndicator(FieldName name, Field event) {
    if (!fields.typeOf(name.name()).equals(Optional.of(FieldType.IP_RANGE))) {
      return find(name);
    }
    return fields
        .resolve(name.name())
        .map(f -> event.type() == ValueType.IP ? f : Field.named(f.name(), ValueType.KEYWORD));
  }

  /**
   * The field of this name that gives the time of events, read as its mapping says. One that is not
   * a date there is read as one all the same.
   */
  Field time(String name) {
    return fields
        .resolve(name)
        .filter(f -> f.type() == ValueType.DATE || f.type() == ValueType.DATE_NANOS)
        .orElseGet(() -> Field.named(name, ValueType.DATE));
  }

  /** Whether the schema has the field. */
  boolean isKnown(FieldName name) {
    return fields.typeOf(name.name()).isPresent();
  }

  /** Whether the field has values to compare, as far as is known. */
  boolean isComparable(FieldName name) {
    return fields
        .resolve(name.name())
        .filter(f -> f.type().isText() && exact(f).isEmpty() || isObject(f))
        .isEmpty();
  }

  /** A sentence with the most similar name, or nothing. */
  DidYouMean didYouMean(FieldName name) {
    return fields.didYouMean(name.name());
  }

  private Optional<Field> exact(Field text) {
    return fields.exactSubField(text.name());
  }

  private static boolean isObject(Field field) {
    return !field.type().isSingle();
  }

  private void report(DiagnosticKind kind, Origin origin, Object... arguments) {
    sink.report(kind, origin.source(), origin.span(), arguments);
  }
}
