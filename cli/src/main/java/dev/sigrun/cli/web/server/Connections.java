package dev.sigrun.cli.web.server;

import java.time.Duration;
import java.util.Comparator;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * The threads that work on requests, one for each. A connection that sends its request slowly, or
 * takes its reply slowly, is cut off after a few seconds, or earlier if its thread is needed for
 * another one: it cannot keep the page waiting.
 */
final class Connections implements Executor, AutoCloseable {
  /** To send the line and the headers of a request. */
  static final Duration HEADERS = Duration.ofSeconds(5);

  /** To send or take the next part of a body. */
  static final Duration PART = Duration.ofSeconds(5);

  /** More than the pages of a person need at once. */
  private static final int MOST_THREADS = 64;

  private static final long CHECK_MILLIS = 250;

  /** Queries nest as deep as their authors like, up to the limits of the parsers. */
  private static final long STACK = 4L << 20;

  private final Map<Thread, Patience> busy = new ConcurrentHashMap<>();
  private final ThreadPoolExecutor threads =
      new ThreadPoolExecutor(
          0, MOST_THREADS, 10, TimeUnit.SECONDS, new SynchronousQueue<>(), Connections::thread);
  private final Thread watch = thread(this::watch);

  /** Begins to watch. */
  Connections() {
    watch.start();
  }

  private void watch() {
    try {
      while (!threads.isShutdown()) {
        Thread.sleep(CHECK_MILLIS);
        busy.values().forEach(Patience::check);
      }
    } catch (InterruptedException e) {
      // The server ends.
    }
  }

  private static Thread thread(Runnable task) {
    Thread thread = new Thread(null, task, "sigrun-web", STACK);
    thread.setDaemon(true);
    return thread;
  }

  /**
   * Works on a request, whose headers are still to come.
   *
   * @throws IllegalStateException if all threads are busy for others, so that the connection ends
   */
  @Override
  public void execute(Runnable exchange) {
    for (int attempt = 0; attempt < 20; attempt++) {
      try {
        threads.execute(() -> work(exchange));
        return;
      } catch (RejectedExecutionException e) {
        if (threads.isShutdown() || !makeRoom()) {
          break;
        }
      }
    }
    throw new IllegalStateException("Too many requests wait.");
  }

  private void work(Runnable exchange) {
    Patience patience = new Patience();
    patience.await(HEADERS);
    busy.put(Thread.currentThread(), patience);
    try {
      exchange.run();
    } finally {
      busy.remove(Thread.currentThread());
      patience.end();
    }
  }

  /** Cuts off the connection that has kept its thread waiting for longest. */
  private boolean makeRoom() {
    busy.values().stream()
        .filter(Patience::isWaiting)
        .min(Comparator.comparingLong(Patience::start))
        .ifPresent(Patience::giveUp);
    try {
      Thread.sleep(10);
      return true;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  /** The patience with the connection that this thread works on. */
  Patience patience() {
    return Objects.requireNonNull(busy.get(Thread.currentThread()));
  }

  @Override
  public void close() {
    watch.interrupt();
    threads.shutdownNow();
  }
}
