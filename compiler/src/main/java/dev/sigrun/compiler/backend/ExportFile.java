package dev.sigrun.compiler.backend;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * An output file of a back end.
 *
 * @param name a plain name without folders, safe on every file system
 * @param content its whole text, which is written as UTF-8
 */
public record ExportFile(String name, String content) {
  /** Refuses names that lead to another folder. */
  public ExportFile {
    if (!FileNames.isSafe(name)) {
      throw new IllegalArgumentException("Not a safe name of a file: " + name);
    }
  }

  /**
   * A file for each artifact that has a text, in their order.
   *
   * @param extension with its dot
   */
  public static List<ExportFile> each(List<Artifact> artifacts, String extension) {
    FileNames names = FileNames.of(artifacts.stream().map(Artifact::rule).toList());
    List<ExportFile> files = new ArrayList<>();
    for (Artifact artifact : artifacts) {
      Optional<String> text = artifact.text();
      text.ifPresent(
          content -> files.add(new ExportFile(names.of(artifact.rule()) + extension, content)));
    }
    return List.copyOf(files);
  }
}
