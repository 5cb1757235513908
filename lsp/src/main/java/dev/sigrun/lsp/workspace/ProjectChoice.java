package dev.sigrun.lsp.workspace;

import dev.sigrun.compiler.project.ProjectFile;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Which project file is that of a folder: the nearest one, unless the environment names another for
 * all folders, or none, as it does for the commands.
 *
 * @param named the value of the environment variable {@code SIGRUN_PROJECT}
 */
public record ProjectChoice(Optional<String> named) {
  /** The nearest project file. */
  public static final ProjectChoice NEAREST = new ProjectChoice(Optional.empty());

  private static final String NONE = "none";

  /** The project file of a folder. */
  Optional<Path> nearest(Path folder) {
    return named.isPresent() ? file() : ProjectFile.nearest(folder);
  }

  /** Whether a change of the file may change which rules belong together. */
  boolean isProjectFile(Path path) {
    return named.isPresent() ? file().filter(path::equals).isPresent() : isCalledSo(path);
  }

  private static boolean isCalledSo(Path path) {
    return path.endsWith(ProjectFile.NAME);
  }

  private Optional<Path> file() {
    try {
      return named
          .filter(name -> !name.equals(NONE))
          .map(name -> Path.of(name).toAbsolutePath().normalize());
    } catch (InvalidPathException e) {
      return Optional.empty();
    }
  }
}
