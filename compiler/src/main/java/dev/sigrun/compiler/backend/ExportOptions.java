package dev.sigrun.compiler.backend;

import dev.sigrun.compiler.mapping.FieldMapping;
import dev.sigrun.compiler.schema.Schema;

/**
 * Options of export back ends.
 *
 * @param mapping the names of fields in the target system
 * @param asKibana whether Query DSL is written as Kibana sends it for a KQL query
 * @param schema the types of fields, where the shape depends on them
 * @param asRequest whether Query DSL is written with the indices and the time range of the rule
 * @param folders where the files of artifacts go
 */
public record ExportOptions(
    FieldMapping mapping,
    boolean asKibana,
    Schema schema,
    boolean asRequest,
    ExportFolders folders) {
  /** Options for queries alone, all in one folder. */
  public ExportOptions(FieldMapping mapping, boolean asKibana, Schema schema) {
    this(mapping, asKibana, schema, false, ExportFolders.NONE);
  }

  /** The same with Query DSL as whole requests. */
  public ExportOptions withRequests() {
    return new ExportOptions(mapping, asKibana, schema, true, folders);
  }

  /** The same with other folders. */
  public ExportOptions withFolders(ExportFolders others) {
    return new ExportOptions(mapping, asKibana, schema, asRequest, others);
  }

  /** Fields as rules call them, the lean shape. */
  public static ExportOptions defaults() {
    return new ExportOptions(FieldMapping.none(), false, Schema.bundled());
  }
}
