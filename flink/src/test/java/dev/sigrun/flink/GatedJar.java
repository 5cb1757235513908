package dev.sigrun.flink;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.locks.LockSupport;

/**
 * A jar with a rule that selects nothing, and that nobody in this process can load before a gate is
 * open.
 *
 * @param reached a file that is there once somebody tries to load the rule
 * @param gate a file that opens the gate
 */
public record GatedJar(Path file, Path reached, Path gate) {
  private static final long PATIENCE_NANOS = 60_000_000_000L;
  private static final long PAUSE_NANOS = 5_000_000L;

  /** A jar in a folder that has nothing else. */
  public static GatedJar in(Path folder) throws IOException {
    Files.createDirectories(folder);
    Path reached = folder.resolve("reached");
    Path gate = folder.resolve("gate");
    String matchers =
        """
        java.nio.file.Path gate = java.nio.file.Path.of("%s");
        new java.io.File("%s").mkdir();
        while (!java.nio.file.Files.exists(gate)) {
          java.util.concurrent.locks.LockSupport.parkNanos(5_000_000L);
        }
        return List.of(new EventMatcher() {
          public String ruleId() { return "r"; }
          public boolean matches(Event event) { return false; }
        });
        """
            .formatted(gate, reached);
    Path file = HandWrittenJar.of(folder, "String unused() { return \"\"; }", matchers);
    return new GatedJar(file, reached, gate);
  }

  /** Waits until somebody tries to load the rule. */
  public void awaitReached() {
    long end = System.nanoTime() + PATIENCE_NANOS;
    while (!Files.exists(reached)) {
      if (System.nanoTime() > end) {
        throw new AssertionError("Nobody loads " + file);
      }
      LockSupport.parkNanos(PAUSE_NANOS);
    }
  }

  /** Lets it be loaded. */
  public void open() throws IOException {
    Files.createDirectories(gate);
  }
}
