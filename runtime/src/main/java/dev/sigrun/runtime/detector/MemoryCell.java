package dev.sigrun.runtime.detector;

import org.jspecify.annotations.Nullable;

/**
 * A cell in memory. Its owner wakes the detector when time has passed, with {@link #advance};
 * {@link DetectorCodecs#cell} writes it as bytes.
 *
 * @param <S> the detector's state, immutable
 */
public class MemoryCell<S> implements Cell<S> {
  /** The time of a waking that was not requested. */
  public static final long NEVER = Long.MAX_VALUE;

  private final Key key;
  private @Nullable S state;
  private long wakeAt = NEVER;

  /** An empty cell for {@code key}. */
  public MemoryCell(Key key) {
    this.key = key;
  }

  /** Something to do with a cell whose time has come, such as {@link Detector#wake}. */
  @FunctionalInterface
  public interface Waking<S> {
    /** Called once no event at or before {@code time} can come any more. */
    void wake(Cell<S> cell, long time);
  }

  @Override
  public Key key() {
    return key;
  }

  @Override
  public @Nullable S get() {
    return state;
  }

  @Override
  public void set(S state) {
    this.state = state;
  }

  @Override
  public void clear() {
    state = null;
    wakeAt = NEVER;
  }

  @Override
  public void wakeAt(long time) {
    wakeAt = Math.min(wakeAt, time);
  }

  /** The earliest time at which to wake the detector; {@link #NEVER} if it did not ask for any. */
  public long wakeAt() {
    return wakeAt;
  }

  /** Replaces the time passed to {@link #wakeAt(long)}. */
  protected void reschedule(long time) {
    wakeAt = time;
  }

  /** Whether nothing is remembered and no waking is asked for, so that the cell can be dropped. */
  public boolean isEmpty() {
    return state == null && wakeAt == NEVER;
  }

  /**
   * Lets time pass: wakes for each time up to {@code time} that was asked for, one after the other.
   * To be called with the time before that of an event before the event is accepted, and whenever
   * it is known that no event at or before {@code time} can come any more.
   *
   * @param time milliseconds since 1970
   */
  public void advance(long time, Waking<S> waking) {
    while (wakeAt <= time && wakeAt != NEVER) {
      wake(wakeAt, waking);
    }
  }

  /** Wakes at {@code time}, after which only later wakings are asked for. */
  protected void wake(long time, Waking<S> waking) {
    reschedule(NEVER);
    waking.wake(this, time);
    // A waking for the past would be repeated forever.
    if (wakeAt <= time) {
      reschedule(time + 1);
    }
  }

  /** Lets time go to its end, if a waking was asked for: no event will come any more. */
  public void finish(Waking<S> waking) {
    if (wakeAt != NEVER) {
      reschedule(NEVER);
      waking.wake(this, Detector.END_OF_TIME);
    }
  }
}
