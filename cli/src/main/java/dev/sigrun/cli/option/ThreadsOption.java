package dev.sigrun.cli.option;

import dev.sigrun.cli.terminal.CommandFailure;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** How many threads work on events. */
public final class ThreadsOption {
  private static final int MOST = 1_024;

  @Option(
      names = "--threads",
      paramLabel = "N",
      description =
          "How many threads read and match events. The output is the same for any number."
              + " Default: as many as there are processors.")
  private @Nullable Integer threads;

  /**
   * Checks the number of threads.
   *
   * @throws CommandFailure if it is out of range
   */
  public void check() {
    if (threads != null && (threads < 1 || threads > MOST)) {
      throw CommandFailure.usage(
          "'--threads' takes a number from 1 to " + MOST + ", found '" + threads + "'.");
    }
  }

  /** The number of threads. */
  public int count() {
    return threads == null ? Runtime.getRuntime().availableProcessors() : threads;
  }
}
