package dev.sigrun.cli.web.studio;

import dev.sigrun.cli.web.report.AlertStatistics;
import dev.sigrun.runtime.alert.Alert;
import dev.sigrun.runtime.detector.Detection;
import dev.sigrun.runtime.engine.report.DetectionListener;
import dev.sigrun.runtime.rule.Rule;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * Counts alerts on a thread of its own, in their order, while the engine goes on. The engine waits
 * for it when it is many alerts behind.
 */
final class AlertCount implements DetectionListener, AutoCloseable {
  private static final int BATCH = 256;
  private static final int MOST_BATCHES = 16;

  private final AlertStatistics statistics = new AlertStatistics();
  private final Deque<Future<?>> underWay = new ArrayDeque<>();
  private List<Found> batch = new ArrayList<>(BATCH);
  private final ExecutorService thread =
      Executors.newSingleThreadExecutor(
          task -> {
            Thread made = new Thread(task, "sigrun-alerts");
            made.setDaemon(true);
            return made;
          });

  /** A detection with its rule. */
  private record Found(Rule rule, Detection detection) {}

  @Override
  public void detected(Rule rule, Detection detection) {
    batch.add(new Found(rule, detection));
    if (batch.size() == BATCH) {
      send();
      await(MOST_BATCHES);
    }
  }

  private void send() {
    List<Found> full = batch;
    batch = new ArrayList<>(BATCH);
    underWay.add(thread.submit(() -> full.forEach(this::count)));
  }

  private void count(Found found) {
    Rule rule = found.rule();
    Detection detection = found.detection();
    statistics.add(rule, detection, () -> Alert.of(rule, detection, Instant.EPOCH));
  }

  /** Waits until no more than {@code left} batches are under way. */
  private void await(int left) {
    while (underWay.size() > left) {
      try {
        underWay.remove().get();
      } catch (ExecutionException e) {
        if (e.getCause() instanceof Error error) {
          throw error;
        }
        throw new IllegalStateException("Alerts cannot be counted.", e.getCause());
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IllegalStateException("Interrupted while alerts are counted.", e);
      }
    }
  }

  /** The statistics of all alerts, after the last of them. */
  AlertStatistics statistics() {
    send();
    await(0);
    return statistics;
  }

  @Override
  public void close() {
    thread.shutdownNow();
  }
}
