package dev.sigrun.compiler.backend;

import dev.sigrun.compiler.mapping.FieldMapping;
import dev.sigrun.compiler.schema.Schema;

/**
 * What export back ends depend on besides the rules.
 *
 * @param mapping how fields are called where the artifacts run
 * @param asKibana whether Query DSL has the shape that Kibana sends for a KQL query
 * @param schema the types of fields, where the shape depends on them
 */
public record ExportOptions(FieldMapping mapping, boolean asKibana, Schema schema) {
  /** Fields as rules call them, the lean shape. */
  public static ExportOptions defaults() {
    return new ExportOptions(FieldMapping.none(), false, Schema.bundled());
  }
}
