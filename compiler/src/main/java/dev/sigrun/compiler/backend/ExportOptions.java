package dev.sigrun.compiler.backend;

import dev.sigrun.compiler.mapping.FieldMapping;
import dev.sigrun.compiler.schema.Schema;

/**
 * Options of export back ends.
 *
 * @param mapping the names of fields in the target system
 * @param asKibana whether Query DSL is written as Kibana sends it for a KQL query
 * @param schema the types of fields, where the shape depends on them
 */
public record ExportOptions(FieldMapping mapping, boolean asKibana, Schema schema) {
  /** Fields as rules call them, the lean shape. */
  public static ExportOptions defaults() {
    return new ExportOptions(FieldMapping.none(), false, Schema.bundled());
  }
}
