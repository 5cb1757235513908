package dev.sigrun.cli.web.server;

import java.time.Duration;

/**
 * Ends what a thread does when the other side of the connection does nothing for too long: reading
 * and writing on channels end when the thread is interrupted.
 */
final class Patience {
  private final Thread thread = Thread.currentThread();
  private final long start = System.nanoTime();
  private long end;
  private boolean waits;
  private boolean ended;

  /** Waits for the other side, from now on, for so long. */
  synchronized void await(Duration limit) {
    end = System.nanoTime() + limit.toNanos();
    waits = true;
  }

  /** Does not wait for the other side: what is done now has limits of its own. */
  synchronized void pause() {
    waits = false;
  }

  /** Since when the thread works on this connection, to compare with others. */
  long start() {
    return start;
  }

  /** Whether it waits for the other side. */
  synchronized boolean isWaiting() {
    return waits && !ended;
  }

  /** Interrupts the thread if the other side had enough time. */
  synchronized void check() {
    if (isWaiting() && System.nanoTime() - end >= 0) {
      interrupt();
    }
  }

  /** Interrupts the thread if it waits for the other side. */
  synchronized void giveUp() {
    if (isWaiting()) {
      interrupt();
    }
  }

  private void interrupt() {
    ended = true;
    thread.interrupt();
  }

  /** Called by the thread at last: it is not interrupted from here on. */
  synchronized void end() {
    ended = true;
    // The next connection of this thread must not suffer for it.
    Thread.interrupted();
  }
}
