package dev.sigrun.cli.event;

import dev.sigrun.runtime.engine.InputPosition;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Function;

/**
 * Works on event lines with several threads and hands over what comes of them in the order of the
 * lines, problems of files in between. Few batches are under way at a time, so memory does not grow
 * with the input.
 *
 * @param <R> what comes of a line
 */
public final class EventPipeline<R> {
  private static final int BATCH_LINES = 512;
  private static final int BATCH_BYTES = 1 << 19;

  /** More bytes than this are under way only if a single batch has them; fewer in a small heap. */
  private static final long MOST_BYTES = Math.min(32L << 20, Runtime.getRuntime().maxMemory() / 16);

  private final int threads;
  private final TimeFilter filter;
  private final Function<EventLine, R> work;
  private final Turn<R> turn;
  private final OptionalLong saveEvery;
  private final Deque<UnderWay<R>> underWay = new ArrayDeque<>();
  private long underWayBytes;

  /**
   * The part of the work that is done in the order of the lines, on the thread that runs the
   * pipeline.
   *
   * @param <R> what comes of a line
   */
  public interface Turn<R> {
    /** Takes what came of a line. */
    void accept(EventLine line, R result);

    /** Takes notice of a line that is outside of the time that counts. */
    default void leaveOut(EventLine line) {}

    /**
     * The next line, or empty at the end and before standard input is opened; nothing is under way
     * if it may take its time.
     */
    default Optional<EventLine> next(EventSource source) {
      return source.nextAtHand();
    }

    /** Called before the next line is waited for. */
    default void beforeWaiting() {}

    /**
     * Called after some lines.
     *
     * @param positions how far files have been read up to there; none if nobody saves them
     * @param due whether as many lines as are to be saved together have come since it last was
     */
    default void batchDone(Map<String, InputPosition> positions, boolean due) {}
  }

  /** Some lines, with the problems that came before each and after the last of them. */
  private static final class Batch {
    private final List<EventLine> lines = new ArrayList<>();
    private final List<Runnable> problems = new ArrayList<>();
    private Map<String, InputPosition> positions = Map.of();
    private boolean due;
    private long bytes;

    boolean isFull() {
      return lines.size() >= BATCH_LINES || bytes >= BATCH_BYTES;
    }
  }

  /** A batch that is being worked on. */
  private record UnderWay<R>(Batch batch, Future<List<Optional<R>>> results) {}

  /**
   * A pipeline.
   *
   * @param threads how many threads do the work
   * @param filter on which lines work is done
   * @param work called on any of them
   */
  public EventPipeline(int threads, TimeFilter filter, Function<EventLine, R> work, Turn<R> turn) {
    this(threads, filter, work, turn, OptionalLong.empty());
  }

  /**
   * A pipeline whose user saves how far it has come.
   *
   * @param saveEvery after how many lines saving is due; positions are handed over with each batch
   */
  public EventPipeline(
      int threads,
      TimeFilter filter,
      Function<EventLine, R> work,
      Turn<R> turn,
      OptionalLong saveEvery) {
    this.threads = threads;
    this.filter = filter;
    this.work = work;
    this.turn = turn;
    this.saveEvery = saveEvery;
  }

  /**
   * Works on all lines.
   *
   * @param problems those of the source
   */
  public void run(EventSource source, LaterProblems problems) {
    ExecutorService executor = Executors.newFixedThreadPool(threads, EventPipeline::daemon);
    try {
      Batch batch = new Batch();
      long left = saveEvery.orElse(Long.MAX_VALUE);
      Optional<EventLine> line = turn.next(source);
      while (line.isPresent() || source.isBeforeStandardInput()) {
        if (line.isEmpty()) {
          finish(batch, source, problems, executor);
          batch = new Batch();
          turn.beforeWaiting();
          line = turn.next(source);
          continue;
        }
        batch.problems.add(problems.take());
        batch.lines.add(line.get());
        batch.bytes += line.get().bytes().length;
        left--;
        boolean waits = source.mayBlock();
        if (waits || left == 0 || batch.isFull()) {
          batch.positions = saveEvery.isPresent() ? source.positions() : Map.of();
          batch.due = left == 0;
          start(batch, executor, waits);
          batch = new Batch();
          left = left == 0 ? saveEvery.orElse(Long.MAX_VALUE) : left;
        }
        if (waits) {
          drain(0);
          turn.beforeWaiting();
        }
        line = turn.next(source);
      }
      finish(batch, source, problems, executor);
    } finally {
      executor.shutdownNow();
    }
  }

  /** Works on the lines that are left, and hands over everything. */
  private void finish(
      Batch batch, EventSource source, LaterProblems problems, ExecutorService executor) {
    batch.problems.add(problems.take());
    batch.positions = saveEvery.isPresent() ? source.positions() : Map.of();
    start(batch, executor, true);
    drain(0);
  }

  private static Thread daemon(Runnable task) {
    Thread thread = new Thread(task, "sigrun-events");
    thread.setDaemon(true);
    return thread;
  }

  /**
   * Lets a batch be worked on.
   *
   * @param waits whether this thread has nothing else to do
   */
  private void start(Batch batch, ExecutorService executor, boolean waits) {
    boolean here = threads == 1 || waits && underWay.isEmpty();
    underWayBytes += batch.bytes;
    underWay.add(
        new UnderWay<>(
            batch,
            here
                ? CompletableFuture.completedFuture(work(batch))
                : executor.submit(() -> work(batch))));
    drain(here ? 0 : threads + 1);
  }

  /** Turns each line into its result; empty if the line is left out. */
  private List<Optional<R>> work(Batch batch) {
    List<Optional<R>> results = new ArrayList<>(batch.lines.size());
    for (EventLine line : batch.lines) {
      results.add(filter.keeps(line) ? Optional.of(work.apply(line)) : Optional.empty());
    }
    return results;
  }

  /** Hands over results until no more than {@code left} batches are under way. */
  private void drain(int left) {
    while (underWay.size() > left || underWay.size() > 1 && underWayBytes > MOST_BYTES) {
      UnderWay<R> first = underWay.remove();
      List<Optional<R>> results = result(first.results());
      Batch batch = first.batch();
      for (int i = 0; i < batch.problems.size(); i++) {
        batch.problems.get(i).run();
        if (i < results.size()) {
          EventLine line = batch.lines.get(i);
          results
              .get(i)
              .ifPresentOrElse(result -> turn.accept(line, result), () -> turn.leaveOut(line));
        }
      }
      underWayBytes -= batch.bytes;
      turn.batchDone(batch.positions, batch.due);
    }
  }

  private static <T> T result(Future<T> future) {
    try {
      return future.get();
    } catch (ExecutionException e) {
      if (e.getCause() instanceof RuntimeException cause) {
        throw cause;
      }
      if (e.getCause() instanceof Error cause) {
        throw cause;
      }
      throw new IllegalStateException(e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("Interrupted while events are matched.", e);
    }
  }
}
