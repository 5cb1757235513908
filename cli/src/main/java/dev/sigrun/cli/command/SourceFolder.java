package dev.sigrun.cli.command;

import dev.sigrun.cli.terminal.CommandFailure;
import dev.sigrun.compiler.backend.java.GeneratedJava;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/** Writes generated Java into a folder. */
public final class SourceFolder {
  private SourceFolder() {}

  /**
   * Writes all files. Other files in the folder stay.
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
    Map<Path, byte[]> files = new LinkedHashMap<>();
    contents.forEach(
        (path, content) -> {
          Path file = root.resolve(path).normalize();
          if (!file.startsWith(root)) {
            throw new IllegalStateException("Generated path outside of the folder: " + path);
          }
          files.put(file, content);
        });
    StagedFiles.write(files);
  }
}
