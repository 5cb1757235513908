package dev.sigrun.lsp.events;

import dev.sigrun.compiler.CompilerOptions;
import dev.sigrun.compiler.analysis.AnalyzedRule;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;

/**
 * Counts in which events rules find something, on a thread of its own. Counting begins after a
 * pause in typing and is given up at the next keystroke. Safe for several threads.
 */
public final class EventCounts implements AutoCloseable {
  private static final Duration PAUSE = Duration.ofMillis(500);
  private static final int MOST_KEPT = 100;

  private final Runnable changed;
  private final ScheduledThreadPoolExecutor thread;

  /** Grows with each change of a text; what began before is given up. */
  private final AtomicLong generation = new AtomicLong();

  private final Map<Path, Known> known = new LinkedHashMap<>(16, 0.75f, true);
  private final Map<Path, Waiting> waiting = new LinkedHashMap<>();

  /** A count, and what it is for. */
  private record Known(AnalyzedRule rule, String files, Optional<EventCount> count) {
    @SuppressWarnings("ReferenceEquality") // A rule that did not change is the same object.
    boolean isFor(AnalyzedRule other, String state) {
      return rule == other && files.equals(state);
    }
  }

  /** The counts that are wanted or under way. */
  private record Waiting(Known asked, long begun, Future<?> work) {}

  /**
   * No counts so far.
   *
   * @param changed called when there is a new one
   */
  public EventCounts(Runnable changed) {
    this.changed = changed;
    thread =
        new ScheduledThreadPoolExecutor(
            1,
            task -> {
              Thread made = new Thread(null, task, "sigrun-event-counts", 4L << 20);
              made.setDaemon(true);
              return made;
            });
    thread.setRemoveOnCancelPolicy(true);
    thread.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
  }

  /**
   * The count for a rule, if it is known. Otherwise it is counted a little later.
   *
   * @param path the file of the rule
   * @param files the files with events, an event a line
   * @param options how the rule was compiled
   */
  public synchronized Optional<EventCount> of(
      Path path, AnalyzedRule rule, List<Path> files, CompilerOptions options) {
    if (files.isEmpty()) {
      return Optional.empty();
    }
    String state = state(files);
    Known before = known.get(path);
    if (before != null && before.isFor(rule, state)) {
      return before.count();
    }
    long begun = generation.get();
    Waiting under = waiting.get(path);
    if (under != null && under.begun() == begun && under.asked().isFor(rule, state)) {
      return Optional.empty();
    }
    if (under != null) {
      under.work().cancel(false);
    }
    try {
      Known asked = new Known(rule, state, Optional.empty());
      Future<?> work =
          thread.schedule(
              () -> count(path, asked, files, options, begun),
              PAUSE.toMillis(),
              TimeUnit.MILLISECONDS);
      waiting.put(path, new Waiting(asked, begun, work));
    } catch (RejectedExecutionException e) {
      // The server was shut down.
    }
    return Optional.empty();
  }

  private void count(
      Path path, Known asked, List<Path> files, CompilerOptions options, long begun) {
    BooleanSupplier isStale = () -> generation.get() != begun;
    Optional<EventCount> count = EventRun.count(asked.rule(), files, options, isStale);
    if (isStale.getAsBoolean()) {
      return;
    }
    synchronized (this) {
      waiting.remove(path);
      known.put(path, new Known(asked.rule(), asked.files(), count));
      if (known.size() > MOST_KEPT) {
        known.remove(known.keySet().iterator().next());
      }
    }
    changed.run();
  }

  /** Changes when a file does. */
  private static String state(List<Path> files) {
    List<String> states = new ArrayList<>();
    for (Path file : files) {
      try {
        states.add(file + " " + Files.getLastModifiedTime(file) + " " + Files.size(file));
      } catch (IOException e) {
        states.add(file + " is missing");
      }
    }
    return states.toString();
  }

  /** Gives up what is being counted: a text has changed. */
  public void cancel() {
    generation.incrementAndGet();
  }

  @Override
  public void close() {
    cancel();
    thread.shutdownNow();
  }
}
