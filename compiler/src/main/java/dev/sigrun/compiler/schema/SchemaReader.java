package dev.sigrun.compiler.schema;

import dev.sigrun.compiler.diagnostic.DiagnosticSink;
import dev.sigrun.compiler.source.SourceText;
import java.util.Optional;

/** Reads a schema file: names and types of fields in JSON or TOML, or mappings of Elasticsearch. */
public final class SchemaReader {
  private SchemaReader() {}

  /**
   * Reads the schema that {@code source} holds.
   *
   * @param sink told what is wrong with it
   * @return the schema, or empty if an error was reported
   */
  public static Optional<Schema> read(SourceText source, DiagnosticSink sink) {
    return Optional.empty();
  }
}
