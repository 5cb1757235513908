package dev.sigrun.runtime.detector;

import org.jspecify.annotations.Nullable;

/**
 * The state of one detector for one key, kept by the caller that runs the detector.
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

  /** Removes the state and any request to {@link #wakeAt}. */
  void clear();

  /**
   * Asks to be woken once no event at or before {@code time} can come any longer. Only the earliest
   * requested time is kept: a detector that is woken requests the next time itself.
   *
   * @param time milliseconds since 1970
   */
  void wakeAt(long time);
}
