package dev.sigrun.compiler;

import dev.sigrun.compiler.schema.Schema;
import dev.sigrun.compiler.schema.UnknownFields;

/**
 * What the meaning of a rule depends on beside the rule itself.
 *
 * @param schema the fields of events
 * @param unknownFields what becomes of fields that the schema does not know
 */
public record CompilerOptions(Schema schema, UnknownFields unknownFields) {
  /** The bundled schema; fields that it does not know are keywords. */
  public static CompilerOptions defaults() {
    return new CompilerOptions(Schema.bundled(), UnknownFields.KEYWORD);
  }

  /** These options with more fields, which win over known ones of the same name. */
  public CompilerOptions withSchema(Schema extension) {
    return new CompilerOptions(schema.extendedBy(extension), unknownFields);
  }
}
