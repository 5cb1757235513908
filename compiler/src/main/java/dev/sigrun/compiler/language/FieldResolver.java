package dev.sigrun.compiler.language;

import dev.sigrun.compiler.diagnostic.DiagnosticKind;
import dev.sigrun.compiler.diagnostic.DiagnosticSink;
import dev.sigrun.compiler.diagnostic.DidYouMean;
import dev.sigrun.compiler.ir.Field;
import dev.sigrun.compiler.ir.ValueType;
import dev.sigrun.compiler.schema.FieldType;
import dev.sigrun.compiler.schema.Schema;
import dev.sigrun.compiler.schema.UnknownFields;
import dev.sigrun.compiler.source.Origin;
import java.util.Optional;

/**
 * Turns names into fields by a schema.
 *
 * @param schema the known fields
 * @param unknownFields what becomes of names that it does not know
 */
public record FieldResolver(Schema schema, UnknownFields unknownFields) {
  private static final DiagnosticKind NOT_HONOURED =
      DiagnosticKind.warning("SCH020", "The mapping gives '%s' %s.");

  /**
   * The known field of this name. An alias resolves to its target; a multi-field keeps its own
   * name, under which events are read with its own analysis.
   */
  public Optional<Field> resolve(String name) {
    return schema
        .typeOf(name)
        .map(type -> Field.named(target(name), valueType(type)).read(schema.readingOf(name)));
  }

  /**
   * The same for a field that a query tests. Mapping parameters of the field that have no effect
   * here, although they can change answers, are reported.
   */
  public Optional<Field> resolve(String name, Origin origin, DiagnosticSink sink) {
    for (String remark : schema.remarksOf(name)) {
      sink.report(NOT_HONOURED, origin.source(), origin.span(), name, remark);
    }
    return resolve(name);
  }

  /** The type of a known field as in Elasticsearch. */
  public Optional<FieldType> typeOf(String name) {
    return schema.typeOf(name);
  }

  /** The declared sub-field that holds the values of a text field as a whole, if there is one. */
  public Optional<Field> exactSubField(String name) {
    String prefix = name + ".";
    return schema.names().stream()
        .filter(candidate -> candidate.startsWith(prefix))
        .map(this::resolve)
        .flatMap(Optional::stream)
        .filter(field -> field.type() == ValueType.KEYWORD)
        .findFirst();
  }

  /** Whether names that the schema does not know can still be names of fields of events. */
  public boolean readsUnknownFields() {
    return !schema.isComplete() && readsUnknown();
  }

  /** Whether {@code name}, which the schema does not know, still names a field of events. */
  public boolean readsUnknownField(String name) {
    return schema.mayHold(name) && readsUnknown();
  }

  private boolean readsUnknown() {
    return switch (unknownFields) {
      case KEYWORD -> true;
      case UNMAPPED -> false;
    };
  }

  /** A sentence that suggests the nearest known names, with a leading blank, or nothing. */
  public DidYouMean didYouMean(String name) {
    return new DidYouMean(name, schema.suggestions(name));
  }

  private String target(String name) {
    String source = schema.sourceOf(name);
    return name.startsWith(source + ".") ? name : source;
  }

  /**
   * The type as which values of an Elasticsearch type are matched; some can only be tested for
   * presence.
   */
  static ValueType valueType(FieldType type) {
    return switch (type) {
      case KEYWORD, WILDCARD, CONSTANT_KEYWORD -> ValueType.KEYWORD;
      case VERSION -> ValueType.VERSION;
      case LOWERCASE_KEYWORD -> ValueType.LOWERCASE;
      case TEXT, MATCH_ONLY_TEXT -> ValueType.TEXT;
      case SCRIPT_TEXT -> ValueType.SCRIPT_TEXT;
      case LONG -> ValueType.LONG;
      case INTEGER -> ValueType.INTEGER;
      case SHORT -> ValueType.SHORT;
      case BYTE -> ValueType.BYTE;
      case UNSIGNED_LONG -> ValueType.UNSIGNED_LONG;
      case DOUBLE, SCALED_FLOAT -> ValueType.DOUBLE;
      case FLOAT -> ValueType.FLOAT;
      case HALF_FLOAT -> ValueType.HALF_FLOAT;
      case BOOLEAN -> ValueType.BOOLEAN;
      case DATE -> ValueType.DATE;
      case DATE_NANOS -> ValueType.DATE_NANOS;
      case IP -> ValueType.IP;
      case IP_RANGE -> ValueType.IP_RANGE;
      case INTEGER_RANGE -> ValueType.INTEGER_RANGE;
      case LONG_RANGE -> ValueType.LONG_RANGE;
      case FLOAT_RANGE -> ValueType.FLOAT_RANGE;
      case DOUBLE_RANGE -> ValueType.DOUBLE_RANGE;
      case DATE_RANGE -> ValueType.DATE_RANGE;
      case OBJECT, FLATTENED, GEO_POINT, OTHER -> ValueType.OBJECT;
      case NESTED -> ValueType.NESTED;
    };
  }
}
