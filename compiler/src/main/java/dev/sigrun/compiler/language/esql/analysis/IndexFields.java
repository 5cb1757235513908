package dev.sigrun.compiler.language.esql.analysis;

import dev.sigrun.compiler.diagnostic.DiagnosticKind;
import dev.sigrun.compiler.diagnostic.DiagnosticSink;
import dev.sigrun.compiler.language.FieldResolver;
import dev.sigrun.compiler.language.esql.syntax.NamePattern;
import dev.sigrun.compiler.source.Origin;
import java.util.LinkedHashMap;
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

  /** Settles the type of an unknown field, unless it is settled. */
  void settle(String name, EsqlType type) {
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
  String didYouMean(String name) {
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

  /** The resolver, for other languages inside a query. */
  FieldResolver resolver() {
    return fields;
  }
}
