package dev.sigrun.maven;

import dev.sigrun.compiler.diagnostic.Counts;
import dev.sigrun.compiler.diagnostic.Diagnostic;
import dev.sigrun.compiler.diagnostic.Severity;
import dev.sigrun.compiler.ruleset.CheckedRules;
import dev.sigrun.compiler.ruleset.CompileProgress;
import dev.sigrun.compiler.ruleset.InputDigest;
import dev.sigrun.compiler.ruleset.RuleSources;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.maven.plugin.MojoExecutionException;
import org.apache.maven.plugin.MojoFailureException;

/** The rule files of a project, with what their meaning depends on. */
final class ProjectRules {
  private final Path folder;
  private final RuleSources sources;
  private final CompilerSettings settings;
  private final Failing failing;
  private final BuildLog log;

  /**
   * The diagnostics that fail a build, apart from errors.
   *
   * @param unsupported whether rules that are not supported do
   * @param warnings whether warnings do
   */
  record Failing(boolean unsupported, boolean warnings) {}

  private ProjectRules(
      Path folder, RuleSources sources, CompilerSettings settings, Failing failing, BuildLog log) {
    this.folder = folder;
    this.sources = sources;
    this.settings = settings;
    this.failing = failing;
    this.log = log;
  }

  /**
   * Loads the files.
   *
   * @param folder the folder of the rules, which need not exist
   */
  static ProjectRules load(Path folder, CompilerSettings settings, Failing failing, BuildLog log) {
    RuleSources sources = RuleSources.in(log.project(), folder);
    return new ProjectRules(folder, sources, settings, failing, log);
  }

  /** The folder of the rules. */
  Path folder() {
    return folder;
  }

  /** The same as the paths of the rules begin. */
  Path folderFromProject() {
    Path project = log.project();
    return folder.startsWith(project) ? project.relativize(folder) : folder;
  }

  boolean isEmpty() {
    return sources.files().isEmpty();
  }

  int count() {
    return sources.files().size();
  }

  /** Digests all that the outcome of a compilation depends on, the compiler included. */
  InputDigest digest() {
    InputDigest digest = InputDigest.ofThisBuild();
    digest.add(failing.unsupported() + " " + failing.warnings());
    settings.addTo(digest);
    return digest.add(sources);
  }

  /**
   * Compiles all rules and reports their errors, each with file, line and column.
   *
   * @throws MojoFailureException if the build must not continue, with the number of errors
   */
  CheckedRules compile() throws MojoExecutionException, MojoFailureException {
    CheckedRules checked = CheckedRules.compile(sources, settings.options(), CompileProgress.NONE);
    List<Diagnostic> all = new ArrayList<>(sources.wrongPaths());
    all.addAll(checked.diagnostics());
    log.report(all);
    failOn(Severity.ERROR, "error", all, checked);
    if (failing.warnings()) {
      failOn(Severity.WARNING, "warning", all, checked);
    }
    if (failing.unsupported()) {
      failOn(Severity.UNSUPPORTED, "unsupported rule", all, checked);
    }
    return checked;
  }

  private static void failOn(
      Severity severity, String noun, List<Diagnostic> all, CheckedRules checked)
      throws MojoFailureException {
    List<Diagnostic> found = all.stream().filter(d -> d.severity() == severity).toList();
    if (!found.isEmpty()) {
      long files = found.stream().map(d -> d.source().name()).distinct().count();
      throw new MojoFailureException(
          Counts.of(found.size(), noun)
              + " in "
              + files
              + " of "
              + Counts.of(checked.rules().size(), "rule")
              + ", see above.");
    }
  }
}
