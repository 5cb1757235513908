package dev.sigrun.compiler.language.esql.analysis;

import dev.sigrun.compiler.diagnostic.DiagnosticKind;
import dev.sigrun.compiler.diagnostic.DiagnosticSink;
import dev.sigrun.compiler.diagnostic.DidYouMean;
import dev.sigrun.compiler.ir.Field;
import dev.sigrun.compiler.ir.ValueType;
import dev.sigrun.compiler.ir.row.RowType;
import dev.sigrun.compiler.language.FieldResolver;
import dev.sigrun.compiler.language.esql.syntax.NamePattern;
import dev.sigrun.compiler.source.Origin;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The fields that a query reads from its events. The type of a field that no schema describes is
 * what the query needs it to be, by its first use that leaves no choice; otherwise keyword.
 */
final class IndexFields {
  private static final DiagnosticKind READ_UNKNOWN =
      DiagnosticKind.warning(
          "ESQL080", "Unknown field '%s', read as %s.%s Describe it in a schema file.");

  private final FieldResolver fields;
  private final DiagnosticSink sink;
  private final Map<String, Unknown> unknown = new LinkedHashMap<>();

  private record Unknown(Origin origin, EsqlType type) {}

  IndexFields(FieldResolver fields, DiagnosticSink sink) {
    this.fields = fields;
    this.sink = sink;
  }

  /** The type of the field that is called {@code name}; empty if there is none. */
  Optional<EsqlType> typeOf(String name, Origin origin) {
    Optional<EsqlType> known = fields.typeOf(name).map(EsqlType::of);
    if (known.isPresent()) {
      fields.resolve(name, origin, sink);
      return known;
    }
    if (!fields.readsUnknownField(name)) {
      return Optional.empty();
    }
    return Optional.of(
        unknown.computeIfAbsent(name, n -> new Unknown(origin, EsqlType.ANY)).type());
  }

  /** Settles the type of an unknown field, unless it is settled or no field has such values. */
  void settle(String name, EsqlType type) {
    if (type.isOpen() || type == EsqlType.SPAN) {
      return;
    }
    unknown.computeIfPresent(
        name,
        (n, field) ->
            field.type() == EsqlType.ANY || (field.type() == EsqlType.NUMBER && type.isNumber())
                ? new Unknown(field.origin(), type)
                : field);
  }

  /** Whether some field may match {@code pattern}. */
  boolean mayMatch(NamePattern pattern) {
    return fields.readsUnknownFields() || !fields.schema().matching(pattern.text()).isEmpty();
  }

  /** A sentence that suggests the nearest fields, with a leading blank, or nothing. */
  DidYouMean didYouMean(String name) {
    return fields.didYouMean(name);
  }

  /** Warns of each unknown field that was read. */
  void report() {
    unknown.forEach(
        (name, field) -> {
          EsqlType type = field.type() == EsqlType.ANY ? EsqlType.KEYWORD : field.type();
          sink.report(
              READ_UNKNOWN,
              field.origin().source(),
              field.origin().span(),
              name,
              type.label(),
              fields.didYouMean(name));
        });
  }

  /** The field that a name reads, once all uses of it are known. */
  Optional<EventField> read(String name) {
    Optional<EsqlType> known = fields.typeOf(name).map(EsqlType::of);
    EsqlType type =
        known
            .or(() -> Optional.ofNullable(unknown.get(name)).map(Unknown::type))
            .orElse(EsqlType.ANY);
    return type.rowType()
        .map(
            row ->
                new EventField(
                    field(name, row, known.isPresent() ? fields.resolve(name) : Optional.empty()),
                    row));
  }

  /** Texts are computed with as wholes, and what no schema describes is read by its use. */
  private static Field field(String name, RowType type, Optional<Field> known) {
    if (type == RowType.TEXT) {
      return known
          .map(field -> Field.named(field.name(), ValueType.KEYWORD).read(field.reading()))
          .orElse(Field.named(name, ValueType.KEYWORD));
    }
    return known.orElseGet(
        () ->
            Field.named(
                name,
                switch (type) {
                  case INTEGER -> ValueType.INTEGER;
                  case LONG -> ValueType.LONG;
                  case UNSIGNED_LONG -> ValueType.UNSIGNED_LONG;
                  case DOUBLE -> ValueType.DOUBLE;
                  case BOOLEAN -> ValueType.BOOLEAN;
                  case DATE -> ValueType.DATE;
                  case DATE_NANOS -> ValueType.DATE_NANOS;
                  case IP -> ValueType.IP;
                  case VERSION -> ValueType.VERSION;
                  case GEO_POINT -> ValueType.OBJECT;
                  case KEYWORD, TEXT, SPAN, NULL -> ValueType.KEYWORD;
                }));
  }

  /** The names of all fields if no others can be there; otherwise none. */
  List<String> all() {
    return fields.schema().isComplete() ? List.copyOf(fields.schema().names()) : List.of();
  }

  /** The resolver, for other languages inside a query. */
  FieldResolver resolver() {
    return fields;
  }
}
