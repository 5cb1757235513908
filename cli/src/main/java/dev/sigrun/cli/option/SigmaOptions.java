package dev.sigrun.cli.option;

import dev.sigrun.cli.report.Reports;
import dev.sigrun.cli.terminal.CommandFailure;
import dev.sigrun.compiler.diagnostic.DiagnosticSink;
import dev.sigrun.compiler.format.RuleFiles;
import dev.sigrun.compiler.language.sigma.data.SigmaData;
import dev.sigrun.compiler.language.sigma.events.EventForm;
import dev.sigrun.compiler.language.sigma.pipeline.EventChoice;
import dev.sigrun.compiler.project.ProjectKey;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Option;

/** Which events Sigma rules are run over. */
public final class SigmaOptions {
  private final Project project;

  @Option(
      names = "--pipeline",
      paramLabel = "NAME|FILE",
      description =
          "The events of Sigma rules: auto (each is recognised by its own fields; the default),"
              + " windows (raw Windows events as JSON), ecs (the Elastic Common Schema; the default"
              + " of exports) or flat (fields are called as in rules). Or a pipeline, a file in YAML"
              + " by which rules are adapted first. May be repeated.")
  private List<String> pipelines = new ArrayList<>();

  @Option(
      names = "--set",
      paramLabel = "NAME=VALUE,...",
      description = "Values of a placeholder of Sigma rules. May be repeated.")
  private List<String> placeholders = new ArrayList<>();

  /** Options that default to the settings of {@code project}. */
  public SigmaOptions(Project project) {
    this.project = project;
  }

  /** One of the options that the user gave, if any. */
  public Optional<String> anyGiven() {
    if (!pipelines.isEmpty()) {
      return Optional.of("--pipeline");
    }
    return placeholders.isEmpty() ? Optional.empty() : Optional.of("--set");
  }

  /**
   * The events.
   *
   * @param otherwise their form unless the user names one
   * @throws CommandFailure if a pipeline cannot be used, after reporting why
   */
  public SigmaData data(EventForm otherwise, Reports reports) {
    DiagnosticSink sink = new DiagnosticSink();
    Optional<SigmaData> data = Optional.empty();
    String problem = "The pipeline cannot be used.";
    try {
      data = Optional.of(choice(sink).data(otherwise, sink));
    } catch (IllegalArgumentException e) {
      problem = String.valueOf(e.getMessage());
    }
    reports.print(sink.diagnostics());
    if (data.isEmpty() || sink.hasErrors()) {
      throw CommandFailure.usage(problem);
    }
    return data.get();
  }

  private List<String> pipelines() {
    return pipelines.isEmpty()
        ? project.settings().values(ProjectKey.PIPELINE).stream().map(project::fileOrName).toList()
        : pipelines;
  }

  /** The pipelines that are files. */
  List<Path> files() {
    return SinceOption.files(pipelines());
  }

  private EventChoice choice(DiagnosticSink sink) {
    return EventChoice.of(pipelines(), placeholders, path -> RuleFiles.load(Path.of(path), sink));
  }

  /** All that the user said, with the content of files, for telling different choices apart. */
  String settings() {
    try {
      return String.join("\n", choice(new DiagnosticSink()).settings());
    } catch (IllegalArgumentException e) {
      return String.valueOf(e.getMessage());
    }
  }
}
