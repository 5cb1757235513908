package dev.sigrun.cli.option;

import dev.sigrun.cli.terminal.CommandFailure;
import dev.sigrun.compiler.project.ProjectKey;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Parameters;

/** The rules that a command works on: those that it is given, or those of the project. */
public final class RulePaths {
  private final Project project;

  @Parameters(
      arity = "0..*",
      paramLabel = "PATH",
      description =
          "Rule files, folders or patterns such as 'rules/**/*.toml'. Default: the rules of the"
              + " project file.")
  private List<String> paths = new ArrayList<>();

  /** Paths that default to those of {@code project}. */
  public RulePaths(Project project) {
    this.project = project;
  }

  /**
   * The paths.
   *
   * @throws CommandFailure if there are none
   */
  public List<String> paths() {
    return orOfProject(paths, project, "PATH");
  }

  /**
   * Paths that the user gave, or those of the project.
   *
   * @param what the parameter that is missing if there are none
   * @throws CommandFailure if there are none
   */
  public static List<String> orOfProject(List<String> paths, Project project, String what) {
    List<String> all = paths.isEmpty() ? project.paths(ProjectKey.RULES) : paths;
    if (all.isEmpty()) {
      throw CommandFailure.usage(
          "Missing required parameter: '"
              + what
              + "'. Name rules, or set 'rules' in "
              + Project.NAME
              + ".");
    }
    return all;
  }
}
