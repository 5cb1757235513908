package dev.sigrun.maven;

import dev.sigrun.compiler.Backends;
import dev.sigrun.compiler.backend.ExportBackend;
import dev.sigrun.compiler.backend.ExportFolders;
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
 * Writes the rules in the languages of other systems, with a folder for each target and a report of
 * how exact each export is and why. Can attach them to the project as zip files. Files are written
 * only if they change; files of removed rules are deleted.
 */
@Mojo(name = "export", defaultPhase = LifecyclePhase.PREPARE_PACKAGE, threadSafe = true)
public final class ExportMojo extends AbstractRulesMojo {
  private final MavenProjectHelper projects;

  /** The targets, for example {@code elasticsearch-eql} or {@code kibana}, or {@code all}. */
  @Parameter(property = "sigrun.targets", required = true)
  private List<String> targets = List.of();

  /** The output folder for the targets' folders and the report, {@code report.json}. */
  @Parameter(
      property = "sigrun.exports",
      defaultValue = "${project.build.directory}/sigrun-exports")
  @SuppressWarnings("NullAway.Init")
  private File exportFolder;

  /**
   * The names of fields and indices in the target system: a TOML file, {@code ecs} (the names in
   * the rules), {@code ecs-json} (the same for JSON in Splunk) or {@code cim} (Splunk's data
   * models).
   */
  @Parameter(property = "sigrun.mapping", defaultValue = "ecs")
  private String mapping = "ecs";

  /** Whether to write Query DSL as Kibana sends it for a KQL query. */
  @Parameter(property = "sigrun.asKibana", defaultValue = "false")
  private boolean asKibana;

  /** Whether an export that is not exact fails the build. */
  @Parameter(property = "sigrun.exact", defaultValue = "false")
  private boolean strict;

  /** Whether to attach each target to the project as a zip, with the target as its classifier. */
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
        new ExportOptions(choice.mapping(), asKibana, settings.options().schema())
            .withFolders(ExportFolders.below(List.of(rules.folderFromProject())));
    List<ExportBackend> chosen = chosen(options);
    RuleExport export =
        new RuleExport(
            chosen, choice.mapping(), strict, exportFolder.toPath(), record.toPath(), log());
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
          "Set the parameter 'targets' to 'all' or to some of "
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
