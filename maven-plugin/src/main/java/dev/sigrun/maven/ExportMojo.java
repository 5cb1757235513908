package dev.sigrun.maven;

import dev.sigrun.compiler.Backends;
import dev.sigrun.compiler.backend.ExportBackend;
import dev.sigrun.compiler.backend.ExportOptions;
import dev.sigrun.compiler.language.sigma.events.EventForm;
import java.io.File;
import java.util.List;
import java.util.Set;
import javax.inject.Inject;
import org.apache.maven.plugin.MojoExecutionException;
import org.apache.maven.plugin.MojoFailureException;
import org.apache.maven.plugins.annotations.LifecyclePhase;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;
import org.apache.maven.project.MavenProjectHelper;

/**
 * Writes the rules in the languages of other systems, a folder for each target, with a report that
 * says of each rule how exact it is and why. May attach them to the project as zip files. Files are
 * only written when they change; those of removed rules disappear.
 */
@Mojo(name = "export", defaultPhase = LifecyclePhase.PREPARE_PACKAGE, threadSafe = true)
public final class ExportMojo extends AbstractRulesMojo {
  private final MavenProjectHelper projects;

  /**
   * What to export to, {@code elasticsearch-eql} or {@code kibana} for instance, or {@code all}.
   */
  @Parameter(property = "sigrun.targets", required = true)
  private List<String> targets = List.of();

  /** Where the folders of the targets go, and the report, {@code report.json}. */
  @Parameter(
      property = "sigrun.exports",
      defaultValue = "${project.build.directory}/sigrun-exports")
  @SuppressWarnings("NullAway.Init")
  private File exportFolder;

  /**
   * How fields and indices are called where the exports run: a TOML file, or {@code ecs}, as rules
   * call them, or {@code cim}, the data models of Splunk.
   */
  @Parameter(property = "sigrun.mapping", defaultValue = "ecs")
  private String mapping = "ecs";

  /** Whether Query DSL has the shape that Kibana sends for a KQL query. */
  @Parameter(property = "sigrun.asKibana", defaultValue = "false")
  private boolean asKibana;

  /** Whether an export that is not exact fails the build. */
  @Parameter(property = "sigrun.exact", defaultValue = "false")
  private boolean strict;

  /**
   * Whether each target becomes an artifact of the project: a zip, with the target as classifier.
   */
  @Parameter(property = "sigrun.attach", defaultValue = "false")
  private boolean attach;

  @Parameter(
      defaultValue = "${project.build.directory}/${project.build.finalName}",
      readonly = true,
      required = true)
  @SuppressWarnings("NullAway.Init")
  private String archiveStem;

  @Parameter(
      defaultValue = "${project.build.directory}/sigrun/export-${mojoExecution.executionId}.json",
      readonly = true,
      required = true)
  @SuppressWarnings("NullAway.Init")
  private File record;

  /** A goal that attaches artifacts by way of {@code projects}. */
  @Inject
  public ExportMojo(MavenProjectHelper projects) {
    this.projects = projects;
  }

  @Override
  EventForm eventForm() {
    return EventForm.ECS;
  }

  @Override
  void run() throws MojoExecutionException, MojoFailureException {
    CompilerSettings settings = settings();
    ProjectRules rules =
        ProjectRules.load(ruleFolder(), settings, new ProjectRules.Failing(false, false), log());
    if (rules.isEmpty()) {
      getLog().info("No rules in " + rules.folder() + ".");
      return;
    }
    MappingChoice choice = MappingChoice.load(mapping, log());
    ExportOptions options =
        new ExportOptions(choice.mapping(), asKibana, settings.options().schema());
    List<ExportBackend> chosen = chosen(options);
    RuleExport export =
        new RuleExport(chosen, strict, exportFolder.toPath(), record.toPath(), log());
    Set<String> written =
        export.run(rules, rules.digest().add(choice.text()).add(String.valueOf(asKibana)));
    if (attach) {
      for (ExportBackend backend : chosen) {
        File archive = new File(archiveStem + "-" + backend.name() + ".zip");
        export.archive(backend, written, archive.toPath());
        projects.attachArtifact(project(), "zip", backend.name(), archive);
      }
    }
  }

  private List<ExportBackend> chosen(ExportOptions options) throws MojoExecutionException {
    // Maven takes an empty list for one that is given.
    if (targets.isEmpty()) {
      throw new MojoExecutionException(
          "The parameter 'targets' says what to export to: 'all', or some of "
              + String.join(", ", Backends.builtIn(options).names())
              + ".");
    }
    try {
      return Backends.builtIn(options).named(targets);
    } catch (IllegalArgumentException e) {
      throw new MojoExecutionException(e.getMessage(), e);
    }
  }
}
