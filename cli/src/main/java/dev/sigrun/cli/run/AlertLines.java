package dev.sigrun.cli.run;

import dev.sigrun.cli.terminal.Output;
import dev.sigrun.runtime.alert.AlertWriter;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Prints lines of JSON in the order in which they are added. Other threads make the lines, in
 * batches, of which few are under way at a time. All that was added is printed when the output is
 * flushed, and when it ends.
 *
 * <p>What it has is guarded by the lock of the output, since another thread may end that.
 */
final class AlertLines {
  private static final int BATCH_LINES = 64;

  /** In bytes of the events. */
  private static final long BATCH_BYTES = 1 << 18;

  /** Threads end when there has been nothing to do for this long. */
  private static final long IDLE_SECONDS = 1;

  private final Output out;
  private final int threads;
  private final ThreadLocal<AlertWriter> writers = ThreadLocal.withInitial(AlertWriter::new);
  private final Deque<UnderWay> underWay = new ArrayDeque<>();
  private @Nullable ExecutorService executor;
  private List<Consumer<AlertWriter>> batch = new ArrayList<>();
  private long batchBytes;

  /** A batch, and what comes of it. */
  private record UnderWay(List<Consumer<AlertWriter>> batch, Future<byte[]> lines) {}

  /**
   * Lines on {@code out}.
   *
   * @param threads how many threads make lines; with one, the caller's own does
   */
  AlertLines(Output out, int threads) {
    this.out = out;
    this.threads = threads;
    out.beforeFlush(this::printAll);
  }

  /**
   * Adds lines.
   *
   * @param eventBytes how many bytes the events have that they are about
   * @param maker adds the lines to a writer, on any thread, in case of a failure a second time
   */
  void add(long eventBytes, Consumer<AlertWriter> maker) {
    synchronized (out) {
      if (threads == 1 || eventBytes > BATCH_BYTES) {
        // If there is not enough memory for it, that is a problem of this event and no other.
        printAll();
        out.write(lines(List.of(maker)));
        return;
      }
      batch.add(maker);
      batchBytes += eventBytes;
      if (batch.size() >= BATCH_LINES || batchBytes >= BATCH_BYTES) {
        start();
        print(threads + 1);
      }
    }
  }

  private void start() {
    ExecutorService workers = executor;
    if (workers == null) {
      workers = workers(threads);
      executor = workers;
    }
    List<Consumer<AlertWriter>> started = batch;
    underWay.add(new UnderWay(started, workers.submit(() -> lines(started))));
    batch = new ArrayList<>();
    batchBytes = 0;
  }

  private static ExecutorService workers(int threads) {
    ThreadPoolExecutor workers =
        new ThreadPoolExecutor(
            threads,
            threads,
            IDLE_SECONDS,
            TimeUnit.SECONDS,
            new LinkedBlockingQueue<>(),
            AlertLines::daemon);
    workers.allowCoreThreadTimeOut(true);
    return workers;
  }

  private static Thread daemon(Runnable task) {
    Thread thread = new Thread(task, "sigrun-alerts");
    thread.setDaemon(true);
    return thread;
  }

  private byte[] lines(List<Consumer<AlertWriter>> makers) {
    AlertWriter writer = writers.get();
    try {
      makers.forEach(maker -> maker.accept(writer));
    } catch (RuntimeException | Error e) {
      // Those that were made before it are made again.
      writer.clear();
      throw e;
    }
    return writer.lines();
  }

  /** Prints everything that was added; called with the lock of the output. */
  private void printAll() {
    if (underWay.isEmpty()) {
      // Few lines: another thread would not be faster.
      List<Consumer<AlertWriter>> few = batch;
      batch = new ArrayList<>();
      batchBytes = 0;
      printEach(few);
      return;
    }
    if (!batch.isEmpty()) {
      start();
    }
    print(0);
  }

  /** Prints lines one by one: where one fails, those before it are printed. */
  private void printEach(List<Consumer<AlertWriter>> makers) {
    makers.forEach(maker -> out.write(lines(List.of(maker))));
  }

  /** Prints batches in their order until no more than {@code left} are under way. */
  private void print(int left) {
    while (underWay.size() > left) {
      print(underWay.remove());
    }
  }

  private void print(UnderWay made) {
    byte[] lines;
    try {
      lines = made.lines().get();
    } catch (ExecutionException e) {
      // Out of memory, there may be enough when nothing else is at work.
      printEach(made.batch());
      return;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("Interrupted while alerts are written.", e);
    }
    out.write(lines);
  }
}
