package dev.sigrun.cli.command;

import dev.sigrun.cli.terminal.CommandFailure;
import dev.sigrun.cli.terminal.Terminal;
import dev.sigrun.compiler.diagnostic.VisibleText;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitOption;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.IntSupplier;
import java.util.stream.Stream;

/**
 * Does something again whenever a file changes, until the process is asked to end. Looks at the
 * files twice a second, which works on every file system.
 */
final class Watch {
  private static final long PAUSE_MILLIS = 500;

  private final Terminal terminal;
  private final List<Path> roots;

  /**
   * A watch.
   *
   * @param paths files and folders that exist, and patterns of files in such folders
   */
  Watch(Terminal terminal, List<String> paths) {
    this.terminal = terminal;
    this.roots = paths.stream().map(Watch::root).distinct().toList();
  }

  /** A file is often replaced by another one, and tests are next to rules: watch the folder. */
  private static Path root(String path) {
    int pattern = path.chars().filter(c -> "*?[{".indexOf(c) >= 0).findFirst().orElse(-1);
    String plain = pattern < 0 ? path : path.substring(0, path.indexOf(pattern));
    try {
      Path root = Path.of(pattern < 0 ? plain : plain + "x");
      boolean isFolder = pattern < 0 && Files.isDirectory(root);
      Path parent = isFolder ? root : root.toAbsolutePath().getParent();
      Path folder = parent == null ? root : parent;
      if (pattern < 0 ? !Files.exists(root) : !Files.isDirectory(folder)) {
        throw CommandFailure.usage(
            "'"
                + path
                + "' cannot be watched: there is no such "
                + (pattern < 0 ? "file or folder." : "folder."));
      }
      return folder;
    } catch (InvalidPathException e) {
      throw CommandFailure.usage("'" + path + "' is not a path: " + e.getReason() + ".");
    }
  }

  /**
   * Calls {@code once} now and after every change.
   *
   * @return what the last call returned, when the thread is interrupted
   */
  int run(IntSupplier once) {
    Map<Path, Long> before = snapshot();
    int exitCode = once.getAsInt();
    while (true) {
      terminal.out().flush();
      terminal.say("Waiting for changes; press Ctrl+C to end.");
      Optional<Path> changed = await(before);
      if (changed.isEmpty()) {
        return exitCode;
      }
      terminal.say("\n" + VisibleText.of(changed.get().toString()) + " has changed.");
      before = snapshot();
      try {
        exitCode = once.getAsInt();
      } catch (CommandFailure e) {
        // A folder may be empty for a moment, or a mistake is mended with the next change.
        exitCode = e.exitCode();
        terminal.say("sigrun: " + VisibleText.of(String.valueOf(e.getMessage())));
      }
    }
  }

  /** Waits until a file differs; empty if the thread is interrupted. */
  private Optional<Path> await(Map<Path, Long> before) {
    try {
      while (true) {
        Thread.sleep(PAUSE_MILLIS);
        Map<Path, Long> now = snapshot();
        for (Map.Entry<Path, Long> file : now.entrySet()) {
          if (!file.getValue().equals(before.get(file.getKey()))) {
            return Optional.of(file.getKey());
          }
        }
        for (Path file : before.keySet()) {
          if (!now.containsKey(file)) {
            return Optional.of(file);
          }
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Optional.empty();
    }
  }

  /** The time and size of every file, as one number. */
  private Map<Path, Long> snapshot() {
    Map<Path, Long> files = new TreeMap<>();
    for (Path root : roots) {
      try (Stream<Path> all = Files.walk(root, FileVisitOption.FOLLOW_LINKS)) {
        all.forEach(file -> add(file, files));
      } catch (IOException | UncheckedIOException e) {
        // It was removed, or links form a circle: what was seen so far is watched.
      }
    }
    return files;
  }

  private static void add(Path file, Map<Path, Long> files) {
    try {
      BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
      if (attributes.isRegularFile()) {
        files.put(file, attributes.lastModifiedTime().toMillis() * 31 + attributes.size());
      }
    } catch (IOException e) {
      // It was removed a moment ago, which the next look finds.
    }
  }
}
