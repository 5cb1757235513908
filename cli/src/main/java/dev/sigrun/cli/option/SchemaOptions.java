package dev.sigrun.cli.option;

import dev.sigrun.cli.report.Reports;
import dev.sigrun.cli.terminal.CommandFailure;
import dev.sigrun.compiler.CompilerOptions;
import dev.sigrun.compiler.diagnostic.DiagnosticSink;
import dev.sigrun.compiler.format.RuleFiles;
import dev.sigrun.compiler.schema.Schema;
import dev.sigrun.compiler.schema.SchemaReader;
import dev.sigrun.compiler.schema.UnknownFields;
import dev.sigrun.compiler.source.SourceText;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Which fields events have. */
public final class SchemaOptions {
  @Option(
      names = "--schema",
      paramLabel = "FILE",
      description =
          "Fields in addition to the known ones, with their types: JSON, TOML or a mapping of"
              + " Elasticsearch. May be repeated; later files win.")
  private List<Path> files = new ArrayList<>();

  @Option(
      names = "--unknown-fields",
      paramLabel = "HOW",
      description =
          "What becomes of fields that no schema knows: keyword (read as strings) or unmapped (as"
              + " Elasticsearch treats them: nothing matches).%nDefault: keyword; of a query with a"
              + " schema: unmapped.")
  private @Nullable UnknownFields unknownFields;

  /** Whether the user named a schema. */
  public boolean given() {
    return !files.isEmpty();
  }

  /**
   * The options for the compiler.
   *
   * @param otherwise what becomes of unknown fields unless the user says it
   * @throws CommandFailure if a schema cannot be read, after reporting why
   */
  public CompilerOptions compilerOptions(UnknownFields otherwise, Reports reports) {
    DiagnosticSink sink = new DiagnosticSink();
    Schema schema = Schema.bundled();
    for (SourceText text : texts(sink)) {
      Optional<Schema> extension = SchemaReader.read(text, sink);
      schema = extension.map(schema::extendedBy).orElse(schema);
    }
    reports.print(sink.diagnostics());
    if (sink.hasErrors()) {
      throw CommandFailure.usage("The schema cannot be used.");
    }
    return new CompilerOptions(schema, Optional.ofNullable(unknownFields).orElse(otherwise));
  }

  /** The schema files as they are now; unreadable ones are told to {@code sink}. */
  public List<SourceText> texts(DiagnosticSink sink) {
    List<SourceText> texts = new ArrayList<>();
    files.forEach(file -> RuleFiles.load(file, sink).ifPresent(texts::add));
    return texts;
  }

  /** What the user said about unknown fields, for telling different settings apart. */
  public String unknownFieldsSetting() {
    return String.valueOf(unknownFields);
  }
}
