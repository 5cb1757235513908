package dev.sigrun.kafka.runner;

import java.util.concurrent.atomic.AtomicLong;

/** Counters of a process since its start, committed or not. */
public final class Tally {
  private final AtomicLong events = new AtomicLong();
  private final AtomicLong alerts = new AtomicLong();
  private final AtomicLong deadLetters = new AtomicLong();
  private final AtomicLong commits = new AtomicLong();
  private final AtomicLong lost = new AtomicLong();
  private final AtomicLong failed = new AtomicLong();
  private final AtomicLong tooLarge = new AtomicLong();
  private final AtomicLong largestState = new AtomicLong();

  void event() {
    events.incrementAndGet();
  }

  void alert() {
    alerts.incrementAndGet();
  }

  void deadLetter() {
    deadLetters.incrementAndGet();
  }

  /** Counts a transaction that wrote a state of this size; 0 without one. */
  void commit(long stateBytes) {
    commits.incrementAndGet();
    largestState.accumulateAndGet(stateBytes, Math::max);
  }

  /** Counts records that were deleted before they were read. */
  void lost(long records) {
    lost.addAndGet(records);
  }

  /** Counts an alert that could not be made. */
  void failed() {
    failed.incrementAndGet();
  }

  void stateTooLarge() {
    tooLarge.incrementAndGet();
  }

  /** How many records were read. */
  public long events() {
    return events.get();
  }

  /** How many alerts were sent. */
  public long alerts() {
    return alerts.get();
  }

  /** How many transactions were committed. */
  public long commits() {
    return commits.get();
  }

  /** How many states were larger than is allowed. */
  public long statesTooLarge() {
    return tooLarge.get();
  }

  /** A line for a log. */
  @Override
  public String toString() {
    return "events %d, alerts %d, dead letters %d, commits %d, largest state %d bytes, states too large %d, records deleted unread %d, alerts that failed %d"
        .formatted(
            events.get(),
            alerts.get(),
            deadLetters.get(),
            commits.get(),
            largestState.get(),
            tooLarge.get(),
            lost.get(),
            failed.get());
  }
}
