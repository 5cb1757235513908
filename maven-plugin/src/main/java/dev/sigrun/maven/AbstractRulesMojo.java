package dev.sigrun.maven;

import dev.sigrun.compiler.schema.UnknownFields;
import java.io.File;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
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
   * The folder with the rules: all {@code *.toml} files in and below it, except tests ({@code
   * *.test.toml}), hidden folders and folders named {@code _deprecated}. A project without this
   * folder has no rules.
   */
  @Parameter(property = "sigrun.rules", defaultValue = "${project.basedir}/src/main/sigrun")
  @SuppressWarnings("NullAway.Init")
  private File rules;

  /**
   * Schema files that describe additional fields: field name to Elasticsearch type, as JSON, TOML or an Elasticsearch mapping. Later files override earlier ones.
   */
  @Parameter(property = "sigrun.schemas")
  private @Nullable List<File> schemas;

  /**
   * How to treat fields that are in no schema: {@code keyword} reads them as strings, {@code unmapped} treats them as Elasticsearch does, where nothing matches.
   */
  @Parameter(property = "sigrun.unknownFields", defaultValue = "keyword")
  private String unknownFields = "keyword";

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

  final FieldTypes fieldTypes() throws MojoExecutionException {
    return FieldTypes.load(
        schemas == null ? List.of() : schemas.stream().map(File::toPath).toList(),
        howToRead(unknownFields),
        log());
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
