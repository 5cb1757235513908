package dev.sigrun.runtime.detector.threshold;

import dev.sigrun.runtime.internal.detector.EventQueue;
import dev.sigrun.runtime.internal.detector.TermTimes;

/** Makes states of thresholds for tests in other packages. */
public final class ThresholdStates {
  private ThresholdStates() {}

  public static ThresholdState of(EventQueue events, TermTimes values) {
    return new ThresholdState(events, values);
  }
}
