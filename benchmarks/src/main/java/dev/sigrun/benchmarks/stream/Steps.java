package dev.sigrun.benchmarks.stream;

import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** Measurements one after the other, of which one that fails or hangs does not keep the others. */
final class Steps {
  private final Duration limit;
  private int failures;

  /** A measurement. */
  interface Step {
    /** Does it. */
    void run() throws Exception;
  }

  Steps(Duration limit) {
    this.limit = limit;
  }

  /** How many failed. */
  int failures() {
    return failures;
  }

  /** Runs a measurement that writes a row of so many cells, which is there even if it fails. */
  void row(StreamPage page, String what, int cells, Step step) {
    String failure = failure(step);
    if (failure != null) {
      page.line("%s", "| " + what + " | " + failure + " |" + " |".repeat(cells - 2));
    }
  }

  /**
   * Runs a measurement.
   *
   * @return how it failed in a few words, if it did
   */
  private @Nullable String failure(Step step) {
    FutureTask<Boolean> task =
        new FutureTask<>(
            () -> {
              step.run();
              return true;
            });
    Thread thread = new Thread(task, "step");
    thread.setDaemon(true);
    thread.start();
    try {
      var unused = task.get(limit.toMillis(), TimeUnit.MILLISECONDS);
      return null;
    } catch (ExecutionException e) {
      e.printStackTrace();
      return failed(String.valueOf(e.getCause()));
    } catch (TimeoutException e) {
      thread.interrupt();
      return failed("not done after " + limit.toSeconds() + " s");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("Interrupted while measuring.", e);
    }
  }

  private String failed(String how) {
    failures++;
    String line = how.replaceAll("\\s+", " ").replace('|', '/');
    return "failed: " + line.substring(0, Math.min(line.length(), 200));
  }
}
