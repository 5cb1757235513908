package dev.sigrun.runtime.engine.report;

import dev.sigrun.runtime.detector.Detection;
import dev.sigrun.runtime.detector.Key;
import dev.sigrun.runtime.detector.suppression.SuppressedGroup;
import dev.sigrun.runtime.rule.Rule;

/**
 * Receives detections, from which alerts are made. Most programs want alerts: see {@link
 * AlertListener}.
 *
 * <p>Called on the thread that called the engine; by a partitioned engine, on the threads of its
 * lanes, but never by two of them at once. Must not call the engine. The engine passes on what this
 * throws and must not be used afterwards, because the detection is lost; it can be restored from a
 * snapshot.
 */
@FunctionalInterface
public interface DetectionListener {
  /**
   * Called for each detection.
   *
   * @param detection of an event rule, the one event with {@link
   *     dev.sigrun.runtime.detector.Evidence.Events}
   */
  void detected(Rule rule, Detection detection);

  /**
   * Called for a detection that opens a group: for a while, others of the group are absorbed
   * instead of being reported. Called once for each group that it opens: where a rule suppresses by
   * each element of an array, a detection may have several alerts, whose ids are those of {@link
   * dev.sigrun.runtime.alert.Alert#of(Rule, Detection, Key, java.time.Instant)}. Calls {@link
   * #detected} unless overridden.
   *
   * @param group the values by which the rule suppresses
   */
  default void opened(Rule rule, Detection detection, Key group) {
    detected(rule, detection);
  }

  /**
   * Called with the final counts of a group. Does nothing unless overridden.
   *
   * @param key the values by which the rule suppresses
   */
  default void closed(Rule rule, Key key, SuppressedGroup group) {}
}
