package dev.sigrun.cli.event;

import dev.sigrun.cli.terminal.Progress;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * Works on event lines on all processors and hands over what comes of them in the order of the
 * lines. Few batches are under way at a time, so memory does not grow with the input.
 *
 * @param <R> what comes of a line
 */
public final class EventPipeline<R> {
  private static final int BATCH_LINES = 512;
  private static final int BATCH_BYTES = 1 << 20;

  private final Function<EventLine, R> work;
  private final Consumer<R> results;
  private final Runnable batchDone;
  private final Deque<Future<List<R>>> underWay = new ArrayDeque<>();
  private final int workers = Runtime.getRuntime().availableProcessors();

  /**
   * A pipeline.
   *
   * @param work called on any thread
   * @param results called on the thread that runs the pipeline, in the order of the lines
   * @param batchDone called on that thread after some results, at the latest before waiting for
   *     input
   */
  public EventPipeline(Function<EventLine, R> work, Consumer<R> results, Runnable batchDone) {
    this.work = work;
    this.results = results;
    this.batchDone = batchDone;
  }

  /** Works on all lines. */
  public void run(EventSource source, Progress progress) {
    ExecutorService executor = Executors.newFixedThreadPool(workers, EventPipeline::daemon);
    try {
      long count = 0;
      Optional<EventLine> line = source.next();
      while (line.isPresent()) {
        List<EventLine> batch = new ArrayList<>();
        int bytes = 0;
        do {
          batch.add(line.get());
          bytes += line.get().bytes().length;
          if (source.mayBlock()) {
            submit(executor, batch);
            batch = new ArrayList<>();
            bytes = 0;
            drain(0);
          }
          line = source.next();
          count++;
        } while (line.isPresent() && batch.size() < BATCH_LINES && bytes < BATCH_BYTES);
        submit(executor, batch);
        drain(workers + 1);
        progress.update(count, "event");
      }
      drain(0);
    } finally {
      executor.shutdownNow();
    }
  }

  private static Thread daemon(Runnable task) {
    Thread thread = new Thread(task, "sigrun-events");
    thread.setDaemon(true);
    return thread;
  }

  private void submit(ExecutorService executor, List<EventLine> batch) {
    if (!batch.isEmpty()) {
      underWay.add(executor.submit(() -> batch.stream().map(work).toList()));
    }
  }

  /** Hands over results until no more than {@code left} batches are under way. */
  private void drain(int left) {
    if (underWay.size() <= left) {
      return;
    }
    while (underWay.size() > left) {
      result(underWay.remove()).forEach(results);
    }
    batchDone.run();
  }

  private static <R> List<R> result(Future<List<R>> future) {
    try {
      return future.get();
    } catch (ExecutionException e) {
      throw e.getCause() instanceof RuntimeException cause
          ? cause
          : new IllegalStateException(e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("Interrupted while events are matched.", e);
    }
  }
}
