package dev.sigrun.lsp.workspace;

import dev.sigrun.compiler.ruleset.RuleSources;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * The texts of files: as an editor has them if it has them open, otherwise from the disk. Files
 * have their paths from a folder on as names, with forward slashes.
 *
 * @param base the folder; absolute
 * @param open the documents that an editor has open
 */
record SourceFiles(Path base, OpenDocuments open) {
  /** The name of a file in messages. */
  String name(Path path) {
    Path named = path.startsWith(base) ? base.relativize(path) : path;
    return named.toString().replace(path.getFileSystem().getSeparator(), "/");
  }

  /** The file with this name. */
  Path path(String name) {
    return base.resolve(name);
  }

  /** The text of a file, or why it cannot be read. */
  RuleSources.File load(Path path) {
    String name = name(path);
    Optional<OpenDocument> document = open.find(path);
    if (document.isPresent()) {
      return RuleSources.File.of(name, document.get().text());
    }
    // A pipe may never end; that of the editor, as /dev/stdin, would lose what it sends.
    boolean isSpecial =
        Files.exists(path) && !Files.isRegularFile(path) && !Files.isDirectory(path);
    return isSpecial
        ? new RuleSources.File(name, Optional.empty(), List.of())
        : RuleSources.File.load(path).called(name);
  }
}
