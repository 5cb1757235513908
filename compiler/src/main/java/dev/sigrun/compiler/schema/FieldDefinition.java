package dev.sigrun.compiler.schema;

import dev.sigrun.runtime.event.Reading;
import java.util.List;

/**
 * The definition of a field in a schema.
 *
 * @param type the type of its values
 * @param reading where and how events hold them, beyond its name and type
 * @param remarks its mapping parameters that have no effect here although they can change answers:
 *     texts that follow the name of the field in a sentence
 */
record FieldDefinition(FieldType type, Reading reading, List<String> remarks) {
  FieldDefinition {
    remarks = List.copyOf(remarks);
  }

  /** A field of which only the type is known. */
  static FieldDefinition of(FieldType type) {
    return new FieldDefinition(type, Reading.PLAIN, List.of());
  }

  FieldDefinition withReading(Reading other) {
    return new FieldDefinition(type, other, remarks);
  }
}
