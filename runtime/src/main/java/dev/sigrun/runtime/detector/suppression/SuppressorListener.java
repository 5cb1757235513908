package dev.sigrun.runtime.detector.suppression;

import dev.sigrun.runtime.detector.Key;

/** Receives groups whose window is over. */
@FunctionalInterface
public interface SuppressorListener {
  /**
   * Receives the final counts of a group; nothing more will be absorbed into its alert.
   *
   * @param key the values of the group
   */
  void closed(String ruleId, Key key, SuppressedGroup group);
}
