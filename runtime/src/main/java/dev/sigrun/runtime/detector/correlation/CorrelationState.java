package dev.sigrun.runtime.detector.correlation;

import dev.sigrun.runtime.detector.Key;
import dev.sigrun.runtime.internal.detector.PersistentMap;

/**
 * The memory of a correlation for one key: its groups, and those of the correlations that it is
 * over. Immutable.
 */
public final class CorrelationState {
  /** Replaces a time: none. */
  static final long NEVER = Long.MIN_VALUE;

  static final CorrelationState EMPTY =
      new CorrelationState(PersistentMap.empty(), NEVER, NEVER, 0);

  private final PersistentMap<Place, Group> groups;
  private final long window;
  private final long latest;
  private final long weight;

  /**
   * Which group it is.
   *
   * @param node the number of the correlation
   * @param key of the group
   */
  record Place(int node, Key key) {}

  CorrelationState(PersistentMap<Place, Group> groups, long window, long latest, long weight) {
    this.groups = groups;
    this.window = window;
    this.latest = latest;
    this.weight = weight;
  }

  /** All groups. */
  PersistentMap<Place, Group> groups() {
    return groups;
  }

  /** The start of the span in which all groups of the outermost correlation are. */
  long window() {
    return window;
  }

  /** An upper bound of the time at which the last sliding group becomes useless. */
  long latest() {
    return latest;
  }

  /** About how many bytes it keeps from being freed. */
  long weight() {
    return weight;
  }
}
