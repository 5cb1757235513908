package dev.sigrun.cli.command;

import dev.sigrun.cli.terminal.CommandFailure;
import dev.sigrun.cli.terminal.FileErrors;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;

/**
 * Writes several files so that none is ever half written: first all of them are written as drafts
 * next to their targets, and only when every draft is complete are they moved.
 */
public final class StagedFiles {
  private StagedFiles() {}

  /**
   * Writes all files. Other files in their folders stay.
   *
   * @throws CommandFailure if one cannot be written; then no file has changed, unless the disk
   *     failed in the very last step
   */
  static void write(Map<Path, byte[]> contents) {
    Map<Path, Path> drafts = new LinkedHashMap<>();
    try {
      for (Map.Entry<Path, byte[]> file : contents.entrySet()) {
        stage(file.getKey(), file.getValue(), drafts);
      }
      for (Map.Entry<Path, Path> draft : drafts.entrySet()) {
        move(draft.getValue(), draft.getKey());
      }
    } finally {
      drafts.values().forEach(StagedFiles::delete);
    }
  }

  private static void stage(Path file, byte[] content, Map<Path, Path> drafts) {
    Path folder = file.toAbsolutePath().resolve("..").normalize();
    try {
      if (Files.isDirectory(file)) {
        throw CommandFailure.usage("'" + file + "' cannot be written: it is a folder.");
      }
      Files.createDirectories(folder);
      // Not createTempFile: its files could be read by their owner only, even when they are done.
      Path draft = folder.resolve(".sigrun-" + UUID.randomUUID() + ".tmp");
      drafts.put(file, draft);
      Files.write(draft, content, StandardOpenOption.CREATE_NEW);
    } catch (IOException e) {
      throw CommandFailure.usage(FileErrors.unwritable(file, e));
    }
  }

  private static void move(Path draft, Path file) {
    try {
      Files.move(draft, file, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      throw CommandFailure.usage(FileErrors.unwritable(file, e));
    }
  }

  private static void delete(Path draft) {
    try {
      Files.deleteIfExists(draft);
    } catch (IOException e) {
      // A remaining draft does no harm, and the failure has already been reported.
    }
  }
}
