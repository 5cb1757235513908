package dev.sigrun.cli.option;

import dev.sigrun.cli.event.EventFiles;
import dev.sigrun.cli.git.GitHistory;
import dev.sigrun.cli.terminal.CommandFailure;
import dev.sigrun.cli.terminal.Environment;
import dev.sigrun.cli.terminal.Terminal;
import dev.sigrun.compiler.CompilerOptions;
import dev.sigrun.compiler.diagnostic.Counts;
import dev.sigrun.compiler.format.RuleFiles;
import dev.sigrun.compiler.ruleset.ChangedRules;
import dev.sigrun.compiler.ruleset.CheckedRules;
import dev.sigrun.compiler.ruleset.EarlierFiles;
import dev.sigrun.compiler.ruleset.RuleSources;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Limits a command to the rules that changed. */
public final class SinceOption {
  private final Project project;

  @Option(
      names = "--since",
      paramLabel = "REV",
      description =
          "Only rules that changed since the current branch left this Git revision, such as"
              + " origin/main, and rules that depend on a change: through a correlation, a filter,"
              + " an exception or a test. All rules, if a schema, a pipeline or the project file"
              + " changed.")
  private @Nullable String revision;

  /** The option of a command that uses the settings of {@code project}. */
  public SinceOption(Project project) {
    this.project = project;
  }

  /** The revision that the user named. */
  public Optional<String> revision() {
    return Optional.ofNullable(revision);
  }

  /**
   * The files as they were then; empty if the user named no revision, or if all rules may have
   * changed, which is said.
   *
   * @param settings what all rules depend on besides the project file
   * @throws CommandFailure if Git does not know the revision
   */
  public Optional<EarlierFiles> earlier(List<Path> settings, Terminal terminal) {
    if (revision == null) {
      return Optional.empty();
    }
    GitHistory history = GitHistory.since(revision, terminal.environment());
    List<Path> files = new ArrayList<>(settings);
    project.path().ifPresent(files::add);
    Optional<Path> changed =
        files.stream()
            .filter(Files::exists)
            .filter(history::isChanged)
            .findFirst()
            .or(() -> removedProject(history, terminal.environment()));
    changed.ifPresent(
        file ->
            terminal.say("'" + file + "' has changed since " + revision + ", so all rules count."));
    return changed.isPresent() ? Optional.empty() : Optional.of(history);
  }

  private static Optional<Path> removedProject(GitHistory history, Environment environment) {
    return environment.variable(Project.VARIABLE).isPresent()
        ? Optional.empty()
        : history.removed(Project.NAME, real(environment.folder()));
  }

  /** The rules of {@code sources} that changed, compiled with the others. */
  public CheckedRules changed(
      EarlierFiles earlier,
      RuleSources sources,
      List<String> paths,
      CompilerOptions options,
      Terminal terminal) {
    RuleSources before = earlier.before(sources, removed(paths, options));
    CheckedRules concerned = ChangedRules.between(before, sources, options);
    terminal.say(
        "Changed since "
            + revision
            + ", or dependent on a change: "
            + Counts.of(concerned.rulesAlone().size(), "rule")
            + ".");
    return concerned;
  }

  /** Rule files below one of the folders that the command searches. */
  private static Predicate<Path> removed(List<String> paths, CompilerOptions options) {
    List<Path> folders = RuleFiles.searchedFolders(paths).stream().map(SinceOption::real).toList();
    return file ->
        options.formats().accepts(file.toString())
            && folders.stream().anyMatch(folder -> file.startsWith(folder));
  }

  private static Path real(Path folder) {
    try {
      return folder.toAbsolutePath().toRealPath();
    } catch (IOException e) {
      return folder.toAbsolutePath().normalize();
    }
  }

  /** The files among names of files and of other things. */
  static List<Path> files(List<String> names) {
    return names.stream().map(EventFiles::path).filter(Files::isRegularFile).toList();
  }
}
