package dev.sigrun.cli.option;

import dev.sigrun.cli.event.EventFiles;
import dev.sigrun.cli.report.Reports;
import dev.sigrun.cli.terminal.ColorMode;
import dev.sigrun.cli.terminal.CommandFailure;
import dev.sigrun.cli.terminal.Environment;
import dev.sigrun.cli.terminal.Terminal;
import dev.sigrun.compiler.diagnostic.DiagnosticSink;
import dev.sigrun.compiler.format.RuleFiles;
import dev.sigrun.compiler.project.ProjectFile;
import dev.sigrun.compiler.project.ProjectKey;
import dev.sigrun.compiler.project.ProjectReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The project that a command works in: the settings of the nearest {@code sigrun.toml}, from the
 * current folder up to the root of the repository. Read when first needed.
 */
public final class Project {
  /** The name of a project file. */
  public static final String NAME = ProjectFile.NAME;

  /** Names another project file, or {@code none}. */
  public static final String VARIABLE = "SIGRUN_PROJECT";

  private static final String NO_PROJECT = "none";

  private final Terminal terminal;
  private @Nullable ProjectFile file;

  /** The project of the current folder of {@code terminal}. */
  public Project(Terminal terminal) {
    this.terminal = terminal;
  }

  /**
   * The settings; none without a project file.
   *
   * @throws CommandFailure if the file cannot be used, after reporting why
   */
  public ProjectFile settings() {
    ProjectFile known = file;
    if (known == null) {
      known = path().map(this::read).orElse(ProjectFile.NONE);
      file = known;
    }
    return known;
  }

  /** The project file as messages call it; empty if there is none. */
  public Optional<Path> path() {
    Environment environment = terminal.environment();
    Optional<String> named = environment.variable(VARIABLE);
    if (named.isPresent()) {
      return named.filter(name -> !name.equals(NO_PROJECT)).map(Path::of);
    }
    Path folder = environment.folder();
    Optional<Path> nearest = ProjectFile.nearest(folder);
    return folder.equals(Path.of(""))
        ? nearest.map(file -> folder.toAbsolutePath().normalize().relativize(file))
        : nearest;
  }

  private ProjectFile read(Path path) {
    DiagnosticSink sink = new DiagnosticSink();
    Optional<ProjectFile> read =
        RuleFiles.load(path, sink).flatMap(source -> ProjectReader.read(source, sink));
    new Reports(terminal, ColorMode.AUTO, false).print(sink.diagnostics());
    return read.orElseThrow(() -> CommandFailure.usage("The project file cannot be used."));
  }

  /** The paths that a key lists relative to the project file, as seen from the current folder. */
  public List<String> paths(ProjectKey key) {
    return settings().values(key).stream().map(this::resolve).toList();
  }

  /**
   * The rules that a command works on: those that it is given, or those of the project.
   *
   * @throws CommandFailure if there are neither
   */
  public List<String> rulesUnless(List<String> given) {
    List<String> all = given.isEmpty() ? paths(ProjectKey.RULES) : given;
    if (all.isEmpty()) {
      throw CommandFailure.usage(
          "Missing required parameter: 'PATH'. Name rules, or set 'rules' in " + NAME + ".");
    }
    return all;
  }

  /**
   * A path in the project file, as seen from the current folder. It is joined as text, because it
   * may be a pattern, which is not a valid path on every system.
   */
  String resolve(String path) {
    Optional<Path> folder = path().map(Path::getParent);
    return folder.isEmpty() || path.startsWith("/") ? path : folder.get() + "/" + path;
  }

  /**
   * A file that the project file names, as seen from the current folder, or the name of something
   * that comes with Sigrun: a plain word is a name unless a file is called that.
   */
  public String fileOrName(String value) {
    String file = resolve(value);
    return value.matches("[A-Za-z0-9_-]+") && !Files.exists(EventFiles.path(file)) ? value : file;
  }
}
