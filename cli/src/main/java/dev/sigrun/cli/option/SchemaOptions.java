package dev.sigrun.cli.option;

import dev.sigrun.cli.report.Reports;
import dev.sigrun.cli.terminal.CommandFailure;
import dev.sigrun.compiler.CompilerOptions;
import dev.sigrun.compiler.diagnostic.DiagnosticSink;
import dev.sigrun.compiler.format.RuleFiles;
import dev.sigrun.compiler.language.sigma.data.SigmaData;
import dev.sigrun.compiler.language.sigma.events.EventForm;
import dev.sigrun.compiler.language.sigma.pipeline.EventChoice;
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

  @Option(
      names = "--pipeline",
      paramLabel = "NAME|FILE",
      description =
          "What Sigma rules are run over: auto (each event is recognised by its own fields; the"
              + " default), windows (raw Windows events as JSON), ecs (the Elastic Common Schema; the"
              + " default of exports) or flat (fields are called as in rules). A file is a pipeline"
              + " in YAML by which rules are adapted first. May be repeated.")
  private List<String> pipelines = new ArrayList<>();

  @Option(
      names = "--set",
      paramLabel = "NAME=VALUE,...",
      description = "Values of a placeholder of Sigma rules. May be repeated.")
  private List<String> placeholders = new ArrayList<>();

  /** Whether the user named a schema. */
  public boolean given() {
    return !files.isEmpty();
  }

  /** Whether the user said something about the events of Sigma rules. */
  public boolean givesPipeline() {
    return !pipelines.isEmpty() || !placeholders.isEmpty();
  }

  /** The option by which the user said it. */
  public String pipelineOption() {
    return pipelines.isEmpty() ? "--set" : "--pipeline";
  }

  /**
   * The options for the compiler, with Sigma rules over events of any form unless the user says it.
   *
   * @param otherwise what becomes of unknown fields unless the user says it
   * @throws CommandFailure if a schema or a pipeline cannot be read, after reporting why
   */
  public CompilerOptions compilerOptions(UnknownFields otherwise, Reports reports) {
    return compilerOptions(otherwise, EventForm.AUTO, reports);
  }

  /**
   * The options for the compiler.
   *
   * @param otherwise what becomes of unknown fields unless the user says it
   * @param form the form of events of Sigma rules unless the user says it
   * @throws CommandFailure if a schema or a pipeline cannot be read, after reporting why
   */
  public CompilerOptions compilerOptions(
      UnknownFields otherwise, EventForm form, Reports reports) {
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
    return options.withSigmaData(sigmaData(form, reports));
  }

  private SigmaData sigmaData(EventForm form, Reports reports) {
    DiagnosticSink sink = new DiagnosticSink();
    SigmaData data;
    try {
      data = choice(sink).data(form, sink);
    } catch (IllegalArgumentException e) {
      reports.print(sink.diagnostics());
      throw CommandFailure.usage(String.valueOf(e.getMessage()));
    }
    reports.print(sink.diagnostics());
    if (sink.hasErrors()) {
      throw CommandFailure.usage("The pipeline cannot be used.");
    }
    return data;
  }

  private EventChoice choice(DiagnosticSink sink) {
    return EventChoice.of(
        pipelines, placeholders, path -> RuleFiles.load(Path.of(path), sink));
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

  /** What the user said about the events of Sigma rules, for telling different settings apart. */
  public List<String> pipelineSettings() {
    try {
      return choice(new DiagnosticSink()).settings();
    } catch (IllegalArgumentException e) {
      return List.of(String.valueOf(e.getMessage()));
    }
  }
}
