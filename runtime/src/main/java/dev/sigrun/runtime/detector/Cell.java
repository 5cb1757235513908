package dev.sigrun.runtime.detector;

import org.jspecify.annotations.Nullable;

/**
 * The state of one detector under one key, kept by whoever runs the detector.
 *
 * @param <S> the detector's state, immutable
 */
public interface Cell<S> {
  /** The key. */
  Key key();

  /** The state, or null if nothing is remembered. */
  @Nullable S get();

  /** Remembers {@code state} from now on. */
  void set(S state);

  /** Forgets the state and what was asked of {@link #wakeAt}. */
  void clear();

  /**
   * Asks to be woken once no event at or before {@code time} can come any more. Only the earliest
   * time asked for is kept: a detector that is woken asks again for what is still open.
   *
   * @param time milliseconds since 1970
   */
  void wakeAt(long time);
}
