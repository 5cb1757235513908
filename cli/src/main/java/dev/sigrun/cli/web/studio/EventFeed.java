package dev.sigrun.cli.web.studio;

import dev.sigrun.cli.event.EventLine;
import dev.sigrun.runtime.engine.Engine;
import dev.sigrun.runtime.engine.ahead.Preparation;
import dev.sigrun.runtime.engine.ahead.PreparedEvent;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.LongConsumer;

/**
 * Leads events through an engine. All processors read and match them ahead; the engine accepts them
 * one after the other, so the result does not depend on the number of processors.
 */
final class EventFeed {
  private static final int BATCH = 256;

  private final Engine engine;
  private final List<EventLine> lines;
  private final Deadline deadline;
  private final LongConsumer next;
  private final ThreadLocal<Preparation> preparation;

  /**
   * A feed of all events of a set.
   *
   * @param deadline ends the run, also while events are prepared
   * @param next receives the number of each event just before the engine accepts it
   */
  EventFeed(Engine engine, Events events, Deadline deadline, LongConsumer next) {
    this.engine = engine;
    this.lines = events.lines();
    this.deadline = deadline;
    this.next = next;
    this.preparation = ThreadLocal.withInitial(engine::newPreparation);
  }

  /**
   * Runs the engine over the events, and finishes it.
   *
   * @return how many of them are malformed
   * @throws dev.sigrun.cli.web.server.RefusedException if the deadline passes
   */
  long run() {
    int threads = Runtime.getRuntime().availableProcessors();
    ExecutorService workers = Executors.newFixedThreadPool(threads, EventFeed::daemon);
    try {
      long malformed = run(workers, 2 * threads);
      engine.finish();
      return malformed;
    } finally {
      workers.shutdownNow();
    }
  }

  private static Thread daemon(Runnable task) {
    Thread thread = new Thread(task, "sigrun-events");
    thread.setDaemon(true);
    return thread;
  }

  private long run(ExecutorService workers, int mostAhead) {
    Deque<Future<List<PreparedEvent>>> ahead = new ArrayDeque<>();
    long malformed = 0;
    long number = 0;
    int begun = 0;
    while (number < lines.size()) {
      while (begun < lines.size() && ahead.size() < mostAhead) {
        List<EventLine> batch = lines.subList(begun, Math.min(begun + BATCH, lines.size()));
        ahead.add(workers.submit(() -> prepare(batch)));
        begun += batch.size();
      }
      for (PreparedEvent event : get(ahead.remove())) {
        number++;
        next.accept(number);
        malformed += engine.accept(event, Events.SOURCE, number) ? 0 : 1;
        deadline.check();
      }
    }
    return malformed;
  }

  private List<PreparedEvent> prepare(List<EventLine> batch) {
    Preparation own = preparation.get();
    List<PreparedEvent> prepared = new ArrayList<>(batch.size());
    for (EventLine line : batch) {
      if (deadline.hasPassed()) {
        throw new CancellationException();
      }
      prepared.add(own.prepare(line.bytes()));
    }
    return prepared;
  }

  private List<PreparedEvent> get(Future<List<PreparedEvent>> batch) {
    try {
      return batch.get();
    } catch (ExecutionException e) {
      deadline.check();
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
