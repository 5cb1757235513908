package dev.sigrun.compiler.document;

import dev.sigrun.compiler.diagnostic.DiagnosticSink;
import dev.sigrun.compiler.source.SourceText;
import java.util.Optional;

/** Reads TOML 1.0. A byte order mark at the start is skipped. */
public final class TomlReader {
  private TomlReader() {}

  /**
   * Reads {@code source} as a TOML file.
   *
   * @param sink told about every statement that cannot be read
   * @return the top-level table, or empty if an error was reported
   */
  public static Optional<DataValue.Table> read(SourceText source, DiagnosticSink sink) {
    int checkpoint = sink.checkpoint();
    DataValue.Table table = new TomlParser(source, sink).parse();
    return sink.hasErrorsSince(checkpoint) ? Optional.empty() : Optional.of(table);
  }
}
