package dev.sigrun.maven;

import java.io.IOException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.stream.Stream;

/** A folder of generated files. Files keep their times if their content stays. */
final class OutputFolder {
  private final Path folder;

  OutputFolder(Path folder) {
    this.folder = folder.toAbsolutePath().normalize();
  }

  /**
   * Makes {@code files} all that is in the folder.
   *
   * @param files contents by path, with forward slashes
   * @return how many files were written
   */
  int replaceBy(SortedMap<String, byte[]> files) throws IOException {
    for (Path present : list()) {
      String path = folder.relativize(present).toString();
      if (!files.containsKey(path.replace(folder.getFileSystem().getSeparator(), "/"))) {
        delete(path);
      }
    }
    return writeAll(files);
  }

  /**
   * Writes {@code files}, and leaves all others as they are.
   *
   * @param files contents by path, with forward slashes
   * @return how many files were written
   */
  int writeAll(SortedMap<String, byte[]> files) throws IOException {
    int written = 0;
    for (Map.Entry<String, byte[]> file : files.entrySet()) {
      if (write(resolve(file.getKey()), file.getValue())) {
        written++;
      }
    }
    return written;
  }

  private List<Path> list() throws IOException {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> files = Files.walk(folder)) {
      return files.filter(Files::isRegularFile).toList();
    }
  }

  private static boolean write(Path file, byte[] content) throws IOException {
    if (Files.exists(file) && Arrays.equals(Files.readAllBytes(file), content)) {
      return false;
    }
    Files.createDirectories(file.resolve("..").normalize());
    Files.write(file, content);
    return true;
  }

  /** Deletes a file, and folders that it leaves empty. */
  void delete(String path) throws IOException {
    Path file = resolve(path);
    Files.deleteIfExists(file);
    for (Path parent = file.getParent();
        parent != null && !parent.equals(folder);
        parent = parent.getParent()) {
      try {
        Files.deleteIfExists(parent);
      } catch (DirectoryNotEmptyException e) {
        return;
      }
    }
  }

  /** Deletes a class with the classes inside it. */
  void deleteClass(String path) throws IOException {
    Path file = resolve(path);
    String name = String.valueOf(file.getFileName());
    String inner = name.substring(0, name.length() - ".class".length()) + "$";
    try (DirectoryStream<Path> siblings =
        Files.newDirectoryStream(
            file.resolve("..").normalize(),
            other -> String.valueOf(other.getFileName()).startsWith(inner))) {
      for (Path sibling : siblings) {
        Files.deleteIfExists(sibling);
      }
    } catch (NoSuchFileException e) {
      return;
    }
    delete(path);
  }

  private Path resolve(String path) {
    Path file = folder.resolve(path).normalize();
    if (!file.startsWith(folder)) {
      throw new IllegalArgumentException("A path outside the folder: " + path);
    }
    return file;
  }
}
