package dev.sigrun.cli.option;

import dev.sigrun.cli.report.Reports;
import dev.sigrun.cli.terminal.CommandFailure;
import dev.sigrun.cli.terminal.Progress;
import dev.sigrun.cli.terminal.Terminal;
import dev.sigrun.compiler.CompilerOptions;
import dev.sigrun.compiler.format.RuleFiles;
import dev.sigrun.compiler.ruleset.CheckedRules;
import dev.sigrun.compiler.ruleset.RuleSources;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** The rule files that a command compiles, and how it compiles them. */
public final class RuleInputs {
  @Parameters(
      arity = "0..*",
      paramLabel = "PATH",
      description =
          "Rule files, folders or patterns such as 'rules/**/*.toml'. Default: the rules of the"
              + " project file.")
  private List<String> paths = new ArrayList<>();

  @Mixin private RuleOptions settings;

  private final Project project;

  /** Rules and settings that default to those of {@code project}. */
  public RuleInputs(Project project) {
    this.project = project;
    this.settings = new RuleOptions(project);
  }

  /** How the rules are compiled, unless the command has its own defaults. */
  public RuleOptions settings() {
    return settings;
  }

  /** The folders that are searched for rules. */
  public List<Path> searchedFolders() {
    return RuleFiles.searchedFolders(project.rulesUnless(paths));
  }

  /**
   * Reads and compiles all rules. Their diagnostics are left to the caller.
   *
   * @param options from {@link #settings}
   * @param activity what is shown while this takes long
   * @throws CommandFailure if a path names no rule
   */
  public CheckedRules compile(
      CompilerOptions options, String activity, Terminal terminal, Reports reports) {
    RuleSources sources = RuleSources.load(project.rulesUnless(paths));
    reports.requireRules(sources);
    try (Progress progress = new Progress(terminal, activity, true)) {
      return CheckedRules.compile(sources, options, progress::update);
    }
  }
}
