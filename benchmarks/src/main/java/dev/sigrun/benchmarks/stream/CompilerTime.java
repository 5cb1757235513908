package dev.sigrun.benchmarks.stream;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/** The processor time that the threads took in which the JVM compiles, as Linux tells it. */
final class CompilerTime {
  private static final Path THREADS = Path.of("/proc/self/task");

  /** By thread, of those too that have ended. */
  private static final Map<String, Long> TIMES = new HashMap<>();

  private CompilerTime() {}

  /** Whether this system tells it. */
  static boolean isKnown() {
    return Files.isDirectory(THREADS);
  }

  /** In nanoseconds since the start; 0 where it is not known. */
  static synchronized long now() {
    if (!isKnown()) {
      return 0;
    }
    try (DirectoryStream<Path> threads = Files.newDirectoryStream(THREADS)) {
      for (Path thread : threads) {
        note(thread);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return TIMES.values().stream().mapToLong(Long::longValue).sum();
  }

  private static void note(Path thread) throws IOException {
    try {
      // The names of threads are cut.
      if (Files.readString(thread.resolve("comm")).matches("C[12] CompilerThre.*\\s*")) {
        String[] times = Files.readString(thread.resolve("schedstat")).split(" ", -1);
        TIMES.put(thread.toString(), Long.parseLong(times[0]));
      }
    } catch (NoSuchFileException e) {
      // The thread has ended.
    }
  }
}
