package dev.sigrun.runtime.internal.stream;

/** Counts of events that were dropped because too many waited. */
public final class Losses {
  /** The number of events that were dropped although they were far ahead of all others. */
  public long dropped;

  /** The number of events that were processed before their time. */
  public long forced;
}
