package dev.sigrun.runtime.engine;

import dev.sigrun.runtime.Rule;
import dev.sigrun.runtime.detector.Detection;

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
}
