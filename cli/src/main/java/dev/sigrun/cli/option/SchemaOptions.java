package dev.sigrun.cli.option;

import dev.sigrun.cli.report.Reports;
import dev.sigrun.cli.terminal.CommandFailure;
import dev.sigrun.compiler.CompilerOptions;
import dev.sigrun.compiler.diagnostic.DiagnosticSink;
import dev.sigrun.compiler.format.RuleFiles;
import dev.sigrun.compiler.schema.Schema;
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

  @Option(
      names = "--schema-complete",
      description =
          "The fields of --schema are all that there are, as in the mapping of an index: no other"
              + " field matches anything. A mapping with 'dynamic' false or strict says the same.")
  private boolean complete;

  /** Whether the user named a schema. */
  public boolean given() {
    return !files.isEmpty();
  }

  /** One of the options that the user gave, if any. */
  Optional<String> anyGiven() {
    if (!files.isEmpty()) {
      return Optional.of("--schema");
    }
    return unknownFields != null
        ? Optional.of("--unknown-fields")
        : complete ? Optional.of("--schema-complete") : Optional.empty();
  }

  /**
   * The options for the compiler.
   *
   * @param otherwise what becomes of unknown fields unless the user says it
   * @throws CommandFailure if a schema cannot be read, after reporting why
   */
  public CompilerOptions compilerOptions(UnknownFields otherwise, Reports reports) {
    DiagnosticSink sink = new DiagnosticSink();
    UnknownFields unknown = Optional.ofNullable(unknownFields).orElse(otherwise);
    if (complete && files.isEmpty()) {
      throw CommandFailure.usage("'--schema-complete' needs a schema: --schema FILE.");
    }
    CompilerOptions options =
        new CompilerOptions(Schema.bundled(), unknown).withSchemas(texts(sink), complete, sink);
    reports.print(sink.diagnostics());
    if (sink.hasErrors()) {
      throw CommandFailure.usage("The schema cannot be used.");
    }
    return options;
  }

  /** The schema files as they are now; unreadable ones are told to {@code sink}. */
  public List<SourceText> texts(DiagnosticSink sink) {
    List<SourceText> texts = new ArrayList<>();
    files.forEach(file -> RuleFiles.load(file, sink).ifPresent(texts::add));
    return texts;
  }

  /** What the user said about fields beside the files, for telling different settings apart. */
  public String unknownFieldsSetting() {
    return unknownFields + (complete ? " complete" : "");
  }
}
