package dev.sigrun.cli.option;

import dev.sigrun.cli.report.Reports;
import dev.sigrun.cli.terminal.CommandFailure;
import dev.sigrun.compiler.CompilerOptions;
import dev.sigrun.compiler.diagnostic.Severities;
import dev.sigrun.compiler.language.sigma.events.EventForm;
import dev.sigrun.compiler.schema.UnknownFields;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import picocli.CommandLine.Mixin;

/** Options for compiling rules: the fields of events, and the severities of warnings. */
public final class RuleOptions {
  @Mixin private SchemaOptions schema;
  @Mixin private SigmaOptions sigma;
  @Mixin private SeverityOption severity;

  /** Options that default to the settings of {@code project}. */
  public RuleOptions(Project project) {
    this.schema = new SchemaOptions(project);
    this.sigma = new SigmaOptions(project);
    this.severity = new SeverityOption(project);
  }

  /** The fields of events. */
  public SchemaOptions schema() {
    return schema;
  }

  /** One of the options that the user gave, if any. */
  public Optional<String> anyGiven() {
    return schema.anyGiven().or(sigma::anyGiven).or(severity::anyGiven);
  }

  /**
   * The options for the compiler; fields that no schema knows are keywords, and Sigma rules are run
   * over events of any form, unless the user says otherwise.
   *
   * @throws CommandFailure if a schema or pipeline cannot be read or a severity is none
   */
  public CompilerOptions compilerOptions(Reports reports) {
    return compilerOptions(EventForm.AUTO, reports);
  }

  /**
   * The same where Sigma rules are about events of a form unless the user says otherwise.
   *
   * @throws CommandFailure as {@link #compilerOptions(Reports)}
   */
  public CompilerOptions compilerOptions(EventForm form, Reports reports) {
    Severities weights = severity.severities();
    return schema
        .compilerOptions(UnknownFields.KEYWORD, reports)
        .withSeverities(weights)
        .withSigmaData(sigma.data(form, reports));
  }

  /** The files that all rules depend on: schemas and pipelines. */
  public List<Path> files() {
    return Stream.concat(schema.files().stream(), sigma.files().stream()).toList();
  }

  /** The user's settings other than schema files, to distinguish different settings. */
  public String settings() {
    return schema.unknownFieldsSetting() + " " + severity.severities() + " " + sigma.settings();
  }
}
