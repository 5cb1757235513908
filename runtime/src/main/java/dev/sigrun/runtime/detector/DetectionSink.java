package dev.sigrun.runtime.detector;

/** Receives detections. */
@FunctionalInterface
public interface DetectionSink {
  /** Takes in one detection. */
  void detected(Detection detection);

  /**
   * Learns that a detector forgot something that could have become a detection, because it
   * remembers only so much for one key. Does nothing unless it is overridden.
   *
   * @param ruleId the stable id of the rule
   * @param key whose state was full
   */
  default void forgotten(String ruleId, Key key) {}
}
