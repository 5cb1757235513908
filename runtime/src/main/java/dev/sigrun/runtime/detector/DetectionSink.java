package dev.sigrun.runtime.detector;

/** Receives detections. */
@FunctionalInterface
public interface DetectionSink {
  /** Receives one detection. */
  void detected(Detection detection);

  /**
   * Called when a detector evicts state that could have become a detection, because the state for
   * one key is bounded. Does nothing unless it is overridden.
   *
   * @param ruleId the stable id of the rule
   * @param key whose state was full
   */
  default void forgotten(String ruleId, Key key) {}
}
