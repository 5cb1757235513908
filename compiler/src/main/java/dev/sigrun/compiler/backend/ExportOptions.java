package dev.sigrun.compiler.backend;

import dev.sigrun.compiler.backend.mapping.FieldMapping;

/**
 * What targets depend on beside the rules.
 *
 * @param mapping how fields are called where the artifacts run
 * @param asKibana whether Query DSL has the shape that Kibana sends for a KQL query
 */
public record ExportOptions(FieldMapping mapping, boolean asKibana) {
  /** Fields as rules call them, the lean shape. */
  public static ExportOptions defaults() {
    return new ExportOptions(FieldMapping.none(), false);
  }
}
