package dev.sigrun.compiler.language;

import dev.sigrun.compiler.ir.Field;
import dev.sigrun.compiler.ir.ValueType;
import dev.sigrun.compiler.schema.FieldType;
import dev.sigrun.compiler.schema.Schema;
import dev.sigrun.compiler.schema.UnknownFields;
import java.util.List;
import java.util.Optional;

/**
 * Turns names into fields by a schema.
 *
 * @param schema what is known
 * @param unknownFields what becomes of names that it does not know
 */
public record FieldResolver(Schema schema, UnknownFields unknownFields) {
  /**
   * The known field of this name. An alias resolves to its target; a multi-field keeps its own
   * name, under which events are read with its own analysis.
   */
  public Optional<Field> resolve(String name) {
    return schema.typeOf(name).map(type -> Field.named(target(name), valueType(type)));
  }

  /** The type of a known field as Elasticsearch has it. */
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

  /** Whether a name that the schema does not know still names a field of events. */
  public boolean readsUnknownFields() {
    return switch (unknownFields) {
      case KEYWORD -> true;
      case UNMAPPED -> false;
    };
  }

  /** A sentence that suggests the nearest known names, with a leading blank, or nothing. */
  public String didYouMean(String name) {
    List<String> names = schema.suggestions(name);
    return names.isEmpty() ? "" : " Did you mean '" + String.join("', '", names) + "'?";
  }

  private String target(String name) {
    String source = schema.sourceOf(name);
    return name.startsWith(source + ".") ? name : source;
  }

  /** How values of an Elasticsearch type are matched; of some only presence can be asked. */
  static ValueType valueType(FieldType type) {
    return switch (type) {
      case KEYWORD, WILDCARD, CONSTANT_KEYWORD, VERSION -> ValueType.KEYWORD;
      case LOWERCASE_KEYWORD -> ValueType.LOWERCASE;
      case TEXT, MATCH_ONLY_TEXT -> ValueType.TEXT;
      case SCRIPT_TEXT -> ValueType.SCRIPT_TEXT;
      case LONG -> ValueType.LONG;
      case INTEGER -> ValueType.INTEGER;
      case SHORT -> ValueType.SHORT;
      case BYTE -> ValueType.BYTE;
      case UNSIGNED_LONG -> ValueType.UNSIGNED_LONG;
      case DOUBLE, SCALED_FLOAT -> ValueType.DOUBLE;
      case FLOAT, HALF_FLOAT -> ValueType.FLOAT;
      case BOOLEAN -> ValueType.BOOLEAN;
      case DATE, DATE_NANOS -> ValueType.DATE;
      case IP -> ValueType.IP;
      case OBJECT, FLATTENED, GEO_POINT, OTHER -> ValueType.OBJECT;
      case NESTED -> ValueType.NESTED;
    };
  }
}
