package dev.sigrun.runtime.engine;

import dev.sigrun.runtime.detector.Detection;
import dev.sigrun.runtime.detector.EventRecord;
import dev.sigrun.runtime.detector.Key;
import dev.sigrun.runtime.detector.suppression.SuppressedGroup;
import dev.sigrun.runtime.rule.Rule;
import java.util.Optional;

/** Learns what an engine detects. Called from the thread that called the engine. */
@FunctionalInterface
public interface DetectionListener {
  /**
   * Takes in a detection. Must not call the engine.
   *
   * @param detection of an event rule, the one event with {@link
   *     dev.sigrun.runtime.detector.Evidence.Events}
   */
  void detected(Rule rule, Detection detection);

  /**
   * Takes in a detection that opens a group: for a while, others of the group are absorbed instead
   * of being told. Called once for each group that it opens: where a rule suppresses by each element
   * of an array, a detection may have several alerts, whose ids are those of {@link
   * dev.sigrun.runtime.alert.Alert#of(Rule, Detection, Key, java.time.Instant)}. Unless it is
   * overridden, the detection is told like others.
   *
   * @param group the values by which the rule suppresses
   */
  default void opened(Rule rule, Detection detection, Key group) {
    detected(rule, detection);
  }

  /**
   * Takes in that a rule could not judge an event, or what it remembers: the event counts as not
   * selected, and what the rule remembered for the event's key is forgotten. Does nothing unless it
   * is overridden.
   *
   * @param event empty if the rule failed because time passed
   */
  default void failed(Rule rule, Optional<EventRecord> event, RuntimeException problem) {}

  /**
   * Takes in the final counts of a group. Does nothing unless it is overridden.
   *
   * @param key the values by which the rule suppresses
   */
  default void closed(Rule rule, Key key, SuppressedGroup group) {}
}
