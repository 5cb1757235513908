package dev.sigrun.cli.option;

import dev.sigrun.cli.event.EventFiles;
import dev.sigrun.cli.report.Reports;
import dev.sigrun.cli.terminal.CommandFailure;
import dev.sigrun.compiler.CompilerOptions;
import dev.sigrun.compiler.diagnostic.DiagnosticSink;
import dev.sigrun.compiler.format.RuleFiles;
import dev.sigrun.compiler.project.ProjectKey;
import dev.sigrun.compiler.schema.Schema;
import dev.sigrun.compiler.schema.UnknownFields;
import dev.sigrun.compiler.source.SourceText;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Which fields events have. */
public final class SchemaOptions {
  private final Project project;

  @Option(
      names = "--schema",
      paramLabel = "FILE",
      description =
          "Additional fields and their types: JSON, TOML or an Elasticsearch mapping. May be"
              + " repeated; later files override earlier ones.")
  private List<Path> files = new ArrayList<>();

  @Option(
      names = "--unknown-fields",
      paramLabel = "HOW",
      description =
          "How to treat fields that are in no schema: keyword (read as strings) or unmapped (as"
              + " in Elasticsearch: nothing matches).%nDefault: keyword; for a query with a"
              + " schema: unmapped.")
  private @Nullable UnknownFields unknownFields;

  @Option(
      names = "--schema-complete",
      description =
          "No fields exist except those in --schema, as in the mapping of an index: no other"
              + " field matches anything. A mapping with 'dynamic' false or strict has the same"
              + " effect.")
  private boolean complete;

  /** The files are read once, so that what is wrong with them is shown once. */
  private final Map<UnknownFields, CompilerOptions> loaded = new EnumMap<>(UnknownFields.class);

  /** Options that default to the settings of {@code project}. */
  public SchemaOptions(Project project) {
    this.project = project;
  }

  /** Whether the user or the project named a schema. */
  public boolean given() {
    return !files().isEmpty();
  }

  /** The schema files of the user or the project. */
  List<Path> files() {
    return files.isEmpty()
        ? project.paths(ProjectKey.SCHEMA).stream().map(EventFiles::path).toList()
        : files;
  }

  private boolean complete() {
    return complete || project.settings().isTrue(ProjectKey.SCHEMA_COMPLETE);
  }

  private Optional<UnknownFields> unknownFields() {
    return Optional.ofNullable(unknownFields)
        .or(
            () ->
                project
                    .settings()
                    .value(ProjectKey.UNKNOWN_FIELDS)
                    .map(name -> UnknownFields.valueOf(name.toUpperCase(Locale.ROOT))));
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
    UnknownFields unknown = unknownFields().orElse(otherwise);
    return loaded.computeIfAbsent(unknown, fields -> load(fields, reports));
  }

  private CompilerOptions load(UnknownFields unknown, Reports reports) {
    DiagnosticSink sink = new DiagnosticSink();
    if (complete() && files().isEmpty()) {
      throw CommandFailure.usage("'--schema-complete' needs a schema: --schema FILE.");
    }
    CompilerOptions options =
        new CompilerOptions(Schema.bundled(), unknown).withSchemas(texts(sink), complete(), sink);
    reports.print(sink.diagnostics());
    if (sink.hasErrors()) {
      throw CommandFailure.usage("The schema cannot be used.");
    }
    return options;
  }

  /** The current schema files; unreadable ones are reported to {@code sink}. */
  public List<SourceText> texts(DiagnosticSink sink) {
    List<SourceText> texts = new ArrayList<>();
    files().forEach(file -> RuleFiles.load(file, sink).ifPresent(texts::add));
    return texts;
  }

  /** The user's settings for fields other than the files, to distinguish different settings. */
  public String unknownFieldsSetting() {
    return unknownFields() + (complete() ? " complete" : "");
  }
}
