package dev.sigrun.compiler.backend;

import dev.sigrun.compiler.rule.Rule;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * An output file of a back end.
 *
 * @param name a relative path with slashes, each of whose names is safe on every file system
 * @param content its whole text, which is written as UTF-8
 * @param parts which rules are in it
 */
public record ExportFile(String name, String content, List<Part> parts) {
  /** Copies the list; refuses names that lead to another folder. */
  public ExportFile {
    parts = List.copyOf(parts);
    for (String each : name.split("/", -1)) {
      if (!FileNames.isSafe(each)) {
        throw new IllegalArgumentException("Not a safe name of a file: " + name);
      }
    }
  }

  /**
   * A rule in a file.
   *
   * @param name what it is called there, such as a stanza, if the file has several rules
   */
  public record Part(Rule rule, Optional<String> name) {}

  /**
   * A file for each artifact that has a text, in their order, all in one folder.
   *
   * @param extension with its dot
   */
  public static List<ExportFile> each(List<Artifact> artifacts, String extension) {
    return each(artifacts, extension, ExportFolders.NONE);
  }

  /**
   * A file for each artifact that has a text, in their order.
   *
   * @param extension with its dot
   * @param folders where each goes
   */
  public static List<ExportFile> each(
      List<Artifact> artifacts, String extension, ExportFolders folders) {
    FileNames names = FileNames.of(artifacts.stream().map(Artifact::rule).toList(), folders);
    List<ExportFile> files = new ArrayList<>();
    for (Artifact artifact : artifacts) {
      Rule rule = artifact.rule();
      artifact
          .text()
          .ifPresent(
              content ->
                  files.add(
                      new ExportFile(
                          names.of(rule) + extension,
                          content,
                          List.of(new Part(rule, Optional.empty())))));
    }
    return List.copyOf(files);
  }
}
