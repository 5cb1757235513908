package dev.sigrun.runtime.batch;

import dev.sigrun.runtime.detector.Cell;
import dev.sigrun.runtime.detector.Key;
import org.jspecify.annotations.Nullable;

/** The state of one key, in memory and without bounds. Its owner wakes it when it sees fit. */
public final class MemoryCell<S> implements Cell<S> {
  private final Key key;
  private @Nullable S state;

  /** An empty cell for {@code key}. */
  public MemoryCell(Key key) {
    this.key = key;
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
  }

  @Override
  public void wakeAt(long time) {
    // A batch wakes all cells at its end, when no event can come any longer.
  }
}
