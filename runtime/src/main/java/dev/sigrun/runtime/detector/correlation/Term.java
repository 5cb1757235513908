package dev.sigrun.runtime.detector.correlation;

import dev.sigrun.runtime.event.Field;

/**
 * The place at which a correlation over the alerts of another one finds a value of such an alert.
 */
public sealed interface Term {
  /**
   * A value of the alert's key.
   *
   * @param position in the key, from 0
   */
  record OfKey(int position) implements Term {}

  /** The values that the last event of the alert has in a field. */
  record OfLastEvent(Field field) implements Term {}

  /** A value of the alert's key, by its position from 0. */
  static Term ofKey(int position) {
    return new OfKey(position);
  }

  /** The values of the last event of the alert. */
  static Term ofLastEvent(Field field) {
    return new OfLastEvent(field);
  }
}
