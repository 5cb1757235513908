package dev.sigrun.runtime.internal.stream;

/** Counts of events that were dropped because too many waited. */
public final class Losses {
  /** How many events were dropped that were far ahead of all others. */
  public long dropped;

  /** How many events were processed before their time. */
  public long forced;
}
