package dev.sigrun.lsp.text;

import java.net.URI;
import java.nio.file.FileSystemNotFoundException;
import java.nio.file.Path;
import java.util.Optional;

/** Addresses of files. */
public final class FileUris {
  private FileUris() {}

  /**
   * The file with this address; empty for a document that is not a file, such as an unsaved one.
   */
  public static Optional<Path> path(String uri) {
    try {
      URI parsed = URI.create(uri);
      return "file".equals(parsed.getScheme())
          ? Optional.of(Path.of(parsed).toAbsolutePath().normalize())
          : Optional.empty();
    } catch (IllegalArgumentException | FileSystemNotFoundException e) {
      return Optional.empty();
    }
  }

  /** The address of a file. */
  public static String of(Path path) {
    // Without asking the disk whether it is a folder, which adds a slash.
    return path.toUri().toString();
  }
}
