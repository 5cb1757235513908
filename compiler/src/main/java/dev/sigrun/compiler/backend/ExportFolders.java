package dev.sigrun.compiler.backend;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/**
 * The folders in which the artifacts of rules go: those of the rule files below the folders that
 * were searched for them.
 */
public final class ExportFolders {
  /** All artifacts of a target go into one folder. */
  public static final ExportFolders NONE = new ExportFolders(List.of());

  /** Names of folders, the longest path first. */
  private final List<List<String>> roots;

  private ExportFolders(List<List<String>> roots) {
    this.roots = roots;
  }

  /**
   * The same folders as below these.
   *
   * @param searched paths of folders, as the paths of the rule files begin
   */
  public static ExportFolders below(List<Path> searched) {
    return new ExportFolders(
        searched.stream()
            .map(folder -> names(folder.toString()))
            .sorted(Comparator.comparing((List<String> names) -> names.size()).reversed())
            .toList());
  }

  /**
   * The folders of a rule file, each with a safe name.
   *
   * @param path the path of the file
   * @return with slashes, the last one at the end; empty for a file in no folder
   */
  String of(String path) {
    List<String> names = names(path);
    for (List<String> root : roots) {
      if (names.size() > root.size() && names.subList(0, root.size()).equals(root)) {
        StringBuilder folders = new StringBuilder();
        for (String name : names.subList(root.size(), names.size() - 1)) {
          folders.append(FileNames.stem(name)).append('/');
        }
        return folders.toString();
      }
    }
    return "";
  }

  /** The names in a path, which lead where it leads. */
  private static List<String> names(String path) {
    List<String> names = new ArrayList<>();
    for (String name : whole(path)) {
      if (!name.isEmpty() && !name.equals(".")) {
        names.add(name);
      }
    }
    return List.copyOf(names);
  }

  private static List<String> whole(String path) {
    try {
      return Arrays.asList(
          Path.of(path).toAbsolutePath().normalize().toString().replace('\\', '/').split("/", -1));
    } catch (InvalidPathException e) {
      return Arrays.asList(path.replace('\\', '/').split("/", -1));
    }
  }
}
