package dev.sigrun.cli;

import dev.sigrun.compiler.backend.java.GeneratedJava;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.LinkedHashMap;
import java.util.Map;

/** Writes generated Java into a folder. */
final class SourceFolder {
  private SourceFolder() {}

  /**
   * Writes all files, each in one step. Other files in the folder stay.
   *
   * @throws CommandFailure if one cannot be written
   */
  static void write(GeneratedJava java, Path folder) {
    Map<String, byte[]> contents = new LinkedHashMap<>();
    java.sources()
        .forEach(
            source ->
                contents.put(source.path(), source.content().getBytes(StandardCharsets.UTF_8)));
    java.resources().forEach(resource -> contents.put(resource.path(), resource.bytes()));
    Path root = folder.toAbsolutePath().normalize();
    contents.forEach(
        (path, content) -> {
          Path file = root.resolve(path).normalize();
          if (!file.startsWith(root)) {
            throw new IllegalStateException("Generated path outside of the folder: " + path);
          }
          try {
            write(file, content);
          } catch (IOException e) {
            throw CommandFailure.usage(FileErrors.unwritable(file, e));
          }
        });
  }

  private static void write(Path file, byte[] content) throws IOException {
    Path folder = file.resolve("..").normalize();
    Files.createDirectories(folder);
    Path draft = Files.createTempFile(folder, ".sigrun", ".tmp");
    try {
      Files.write(draft, content);
      Files.move(draft, file, StandardCopyOption.REPLACE_EXISTING);
    } finally {
      Files.deleteIfExists(draft);
    }
  }
}
