package dev.sigrun.runtime.engine;

import java.util.ArrayDeque;
import java.util.Deque;

/** What waits for a lane. Whoever adds to a full queue waits until there is room. */
final class LaneQueue {
  private final int maxTasks;
  private final long maxBytes;
  private Deque<LaneTask> tasks = new ArrayDeque<>();
  private long bytes;

  LaneQueue(int maxTasks, long maxBytes) {
    this.maxTasks = maxTasks;
    this.maxBytes = maxBytes;
  }

  /** Adds a task. An interrupt does not end the wait, or events would be lost; it is kept. */
  synchronized void put(LaneTask task) {
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

  /** Takes all tasks, of which there is at least one. */
  synchronized Deque<LaneTask> takeAll() {
    while (tasks.isEmpty()) {
      awaitChange();
    }
    Deque<LaneTask> taken = tasks;
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
