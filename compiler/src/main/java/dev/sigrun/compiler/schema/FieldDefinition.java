package dev.sigrun.compiler.schema;

import dev.sigrun.runtime.event.Reading;
import java.util.List;

/**
 * What a schema says of one field.
 *
 * @param type what its values are
 * @param reading where and how events hold them, beyond its name and type
 * @param remarks what its mapping says that counts for nothing here although it can decide an
 *     answer: texts that follow the name of the field in a sentence
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
