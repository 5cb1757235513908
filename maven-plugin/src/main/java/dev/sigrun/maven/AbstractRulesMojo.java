package dev.sigrun.maven;

import dev.sigrun.compiler.diagnostic.Severities;
import dev.sigrun.compiler.language.sigma.events.EventForm;
import dev.sigrun.compiler.schema.UnknownFields;
import java.io.File;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.apache.maven.plugin.AbstractMojo;
import org.apache.maven.plugin.MojoExecutionException;
import org.apache.maven.plugin.MojoFailureException;
import org.apache.maven.plugins.annotations.Parameter;
import org.apache.maven.project.MavenProject;
import org.jspecify.annotations.Nullable;

/** Parameters of all goals. */
abstract class AbstractRulesMojo extends AbstractMojo {
  @Parameter(defaultValue = "${project}", readonly = true, required = true)
  @SuppressWarnings("NullAway.Init")
  private MavenProject project;

  @Parameter(defaultValue = "${session.executionRootDirectory}", readonly = true, required = true)
  @SuppressWarnings("NullAway.Init")
  private File root;

  /**
   * The folder with the rules: all {@code *.toml}, {@code *.yml} and {@code *.yaml} files in and
   * below it, except tests ({@code *.test.toml}), hidden folders and folders named {@code
   * _deprecated}. A project without this folder has no rules.
   */
  @Parameter(property = "sigrun.rules", defaultValue = "${project.basedir}/src/main/sigrun")
  @SuppressWarnings("NullAway.Init")
  private File rules;

  /**
   * Schema files that describe additional fields: field name to Elasticsearch type, as JSON, TOML
   * or an Elasticsearch mapping. Later files override earlier ones.
   */
  @Parameter(property = "sigrun.schemas")
  private @Nullable List<File> schemas;

  /**
   * The treatment of fields that are not in any schema: {@code keyword} reads them as strings,
   * {@code unmapped} treats them as Elasticsearch does, where nothing matches.
   */
  @Parameter(property = "sigrun.unknownFields", defaultValue = "keyword")
  private String unknownFields = "keyword";

  /**
   * Whether no fields exist except those in {@code schemas}, as in the mapping of an index: no
   * other field matches anything.
   */
  @Parameter(property = "sigrun.schemaComplete", defaultValue = "false")
  private boolean schemaComplete;

  /**
   * The severities of warnings, each as {@code CODE=SEVERITY}: {@code KQL101=off}, or {@code
   * error}, {@code warning} or {@code info}. Instead of a code: {@code conventions} (warnings about
   * conventions of Elastic's own rules) or {@code warnings} (all of them). A code takes precedence
   * over a group.
   */
  @Parameter(property = "sigrun.severities")
  private @Nullable List<String> severities;

  /**
   * The events of Sigma rules: {@code auto} recognises each event by its own fields and is the
   * default, {@code windows} are raw Windows events as JSON, {@code ecs} are events of the Elastic
   * Common Schema and the default of exports, {@code flat} events have fields that are called as in
   * rules. Any other entry is the path of a pipeline in YAML, by which rules are adapted first.
   */
  @Parameter(property = "sigrun.pipelines")
  private @Nullable List<String> pipelines;

  /** Values of placeholders of Sigma rules, each as {@code name=value,value}. */
  @Parameter(property = "sigrun.placeholders")
  private @Nullable List<String> placeholders;

  /**
   * The field that has the time of events: a date, or seconds or milliseconds since 1970. By
   * default it is {@code @timestamp}, or where raw Windows events, CloudTrail and others have it.
   */
  @Parameter(property = "sigrun.timestampField")
  private @Nullable String timestampField;

  /** Whether to do nothing at all. */
  @Parameter(property = "sigrun.skip", defaultValue = "false")
  private boolean skip;

  /** Runs the goal, unless it is skipped. */
  abstract void run() throws MojoExecutionException, MojoFailureException;

  @Override
  public final void execute() throws MojoExecutionException, MojoFailureException {
    if (skip) {
      getLog().info("Skipped.");
    } else {
      run();
    }
  }

  final MavenProject project() {
    return project;
  }

  final Path ruleFolder() {
    return rules.toPath();
  }

  final BuildLog log() {
    return new BuildLog(getLog(), root.toPath(), project.getBasedir().toPath());
  }

  final CompilerSettings settings() throws MojoExecutionException {
    return CompilerSettings.load(
        schemas == null ? List.of() : schemas.stream().map(File::toPath).toList(),
        new CompilerSettings.Reading(howToRead(unknownFields), schemaComplete, timestampField()),
        new CompilerSettings.Judging(weights(), sigmaEvents()),
        log());
  }

  /** The field that has the time of events, if the project names one. */
  final Optional<String> timestampField() {
    return Optional.ofNullable(timestampField);
  }

  private SigmaEvents sigmaEvents() throws MojoExecutionException {
    return SigmaEvents.load(
        pipelines == null ? List.of() : pipelines,
        placeholders == null ? List.of() : placeholders,
        project.getBasedir().toPath(),
        eventForm(),
        log());
  }

  /** The form of events of Sigma rules unless the project says it. */
  EventForm eventForm() {
    return EventForm.AUTO;
  }

  private Severities weights() throws MojoExecutionException {
    Severities weights = Severities.DEFAULTS;
    try {
      for (String setting : severities == null ? List.<String>of() : severities) {
        weights = weights.with(setting);
      }
    } catch (IllegalArgumentException e) {
      throw new MojoExecutionException("severities: " + e.getMessage(), e);
    }
    return weights;
  }

  private static UnknownFields howToRead(String unknownFields) throws MojoExecutionException {
    try {
      return UnknownFields.valueOf(unknownFields.toUpperCase(Locale.ROOT));
    } catch (IllegalArgumentException e) {
      throw new MojoExecutionException(
          "unknownFields must be 'keyword' or 'unmapped', not '" + unknownFields + "'.");
    }
  }
}
