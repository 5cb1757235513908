package dev.sigrun.runtime.detector;

/** Receives detections. */
@FunctionalInterface
public interface DetectorListener {
  /** Called with each detection. */
  void detected(Detection detection);

  /**
   * Called when the detector forgot something that could have become a detection, because it
   * remembers only so much for one key. Does nothing unless it is overridden.
   *
   * @param ruleId the stable id of the rule
   * @param key whose state was full
   */
  default void forgotten(String ruleId, Key key) {}

  /**
   * Called when the detector left out values of one key, because it remembers only so many of them
   * together. Does nothing unless it is overridden.
   *
   * @param ruleId the stable id of the rule
   * @param key whose values were too many
   */
  default void truncated(String ruleId, Key key) {}
}
