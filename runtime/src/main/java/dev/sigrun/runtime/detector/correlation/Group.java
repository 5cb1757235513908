package dev.sigrun.runtime.detector.correlation;

/** The memory of a correlation for one group. Immutable. */
sealed interface Group permits Window, Newest, InOrder {
  /** The time of the newest hit that counts. */
  long lastTime();

  /** About how many bytes it keeps from being freed. */
  long weight();
}
