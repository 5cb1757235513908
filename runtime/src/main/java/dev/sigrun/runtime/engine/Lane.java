package dev.sigrun.runtime.engine;

import dev.sigrun.runtime.RuleSet;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.concurrent.CountDownLatch;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** One thread of a partitioned engine, with an engine for its share of the work. */
final class Lane {
  /** The maximum number of events of other lanes that may pass before the lane is informed. */
  private static final int MAX_PASSED = 256;

  private final Queue queue;
  private final Engine engine;
  private final Thread thread;
  private final int stride;

  /** The events since the last task: for each, the wall-clock time, then its own times. */
  private long[] passed;

  private int passedLength;

  /** The wall-clock time at which the event being processed arrived. */
  private long wall;

  private boolean stopped;
  private volatile @Nullable Throwable problem;

  /** Something for a lane to do. */
  sealed interface Task {
    /** About how much memory it takes while it waits. */
    default long bytes() {
      return 0;
    }

    /**
     * Advances time for the events that other lanes have accepted since the last task.
     *
     * @param times for each event the wall clock, then its time on each timeline
     */
    record Pass(long[] times) implements Task {
      @Override
      public long bytes() {
        return 8L * times.length;
      }
    }

    /**
     * Accepts an event.
     *
     * @param home whether work that concerns only the event is done here
     * @param wall the wall clock when it came
     */
    record Accept(byte[] json, String source, long line, boolean home, long wall) implements Task {
      @Override
      public long bytes() {
        return 100L + json.length;
      }
    }

    /** Does something with the engine, and says when it is done. */
    record Control(Consumer<Engine> action, CountDownLatch done) implements Task {}
  }

  /** The queue of a lane. Adding to a full queue blocks until there is space. */
  static final class Queue {
    private final int maxTasks;
    private final long maxBytes;
    private Deque<Task> tasks = new ArrayDeque<>();
    private long bytes;

    Queue(int maxTasks, long maxBytes) {
      this.maxTasks = maxTasks;
      this.maxBytes = maxBytes;
    }

    /** Adds a task. An interrupt does not end the wait, or events would be lost; it is kept. */
    synchronized void put(Task task) {
      boolean interrupted = false;
      while (!tasks.isEmpty() && (tasks.size() >= maxTasks || bytes + task.bytes() > maxBytes)) {
        interrupted |= awaitChange();
      }
      tasks.add(task);
      bytes += task.bytes();
      notifyAll();
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }

    /** Takes all tasks; there is at least one. */
    synchronized Deque<Task> takeAll() {
      while (tasks.isEmpty()) {
        awaitChange();
      }
      Deque<Task> taken = tasks;
      tasks = new ArrayDeque<>();
      bytes = 0;
      notifyAll();
      return taken;
    }

    /** Returns whether the wait was interrupted. */
    @SuppressWarnings("WaitNotInLoop") // The callers loop.
    private boolean awaitChange() {
      try {
        wait();
        return false;
      } catch (InterruptedException e) {
        return true;
      }
    }
  }

  /**
   * A lane whose thread does not run yet.
   *
   * @param timelines how many times an event has
   */
  Lane(
      String name,
      RuleSet rules,
      Settings settings,
      Share share,
      Listeners listeners,
      Queue queue,
      int timelines) {
    this.queue = queue;
    this.stride = timelines + 1;
    this.passed = new long[MAX_PASSED * stride];
    this.wall = settings.wallClock().getAsLong();
    this.engine = new Engine(rules, settings.withWallClock(() -> wall), share, listeners);
    this.thread = new Thread(this::run, name);
    thread.setDaemon(true);
  }

  void start() {
    thread.start();
  }

  /** The cause that stopped the lane; null while it runs. */
  @Nullable Throwable problem() {
    return problem;
  }

  /** Adds an event to the lane's queue. */
  void accept(Task.Accept event) {
    sendPassed();
    queue.put(event);
  }

  /** Passes the times of an event that other lanes process to this lane. */
  void pass(long wallClock, long[] times) {
    passed[passedLength] = wallClock;
    System.arraycopy(times, 0, passed, passedLength + 1, times.length);
    passedLength += stride;
    if (passedLength == passed.length) {
      sendPassed();
    }
  }

  /** Does something on the thread of the lane after all that it was given before. */
  CountDownLatch control(Consumer<Engine> action) {
    sendPassed();
    CountDownLatch done = new CountDownLatch(1);
    queue.put(new Task.Control(action, done));
    return done;
  }

  /** Ends the thread after all that it was given before. */
  CountDownLatch stop() {
    return control(
        ended -> {
          ended.abandon();
          stopped = true;
        });
  }

  private void sendPassed() {
    if (passedLength > 0) {
      queue.put(new Task.Pass(Arrays.copyOf(passed, passedLength)));
      passedLength = 0;
    }
  }

  private void run() {
    while (!stopped) {
      Deque<Task> tasks = queue.takeAll();
      tasks.forEach(this::perform);
    }
  }

  /** A lane that failed still takes tasks, so that no caller blocks, and drops them. */
  @SuppressWarnings("CatchingUnchecked") // Also errors must not end the thread in silence.
  private void perform(Task task) {
    try {
      if (task instanceof Task.Control control) {
        try {
          control.action().accept(engine);
        } finally {
          control.done().countDown();
        }
      } else if (problem == null) {
        process(task);
      }
    } catch (RuntimeException | Error e) {
      if (problem == null) {
        problem = e;
      }
    }
  }

  private void process(Task task) {
    if (task instanceof Task.Accept event) {
      wall = event.wall();
      engine.accept(event.json(), event.source(), event.line(), event.home());
    } else if (task instanceof Task.Pass pass) {
      for (int i = 0; i < pass.times().length; i += stride) {
        wall = pass.times()[i];
        engine.pass(pass.times(), i + 1);
      }
    }
  }
}
