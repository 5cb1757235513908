package dev.sigrun.runtime.engine.report;

import dev.sigrun.runtime.alert.Alert;
import dev.sigrun.runtime.detector.Key;
import dev.sigrun.runtime.detector.suppression.SuppressedGroup;
import dev.sigrun.runtime.rule.Rule;

/**
 * Receives the alerts of an engine.
 *
 * <pre>{@code
 * Engine.builder(rules)
 *     .onAlert(alert -> queue.send(alert.id(), alert.toJson()))
 *     .onFailure(failure -> log.warn(failure.message(), failure.problem()))
 *     .build();
 * }</pre>
 *
 * <p>Called on the thread that called the engine; by a partitioned engine, on the threads of its
 * lanes, but never by two of them at once. Must not call the engine. An exception that a listener
 * throws affects neither other listeners nor other alerts: it is counted and passed to the {@link
 * FailureListener}.
 */
@FunctionalInterface
public interface AlertListener {
  /** Called for each alert. */
  void alert(Alert alert);

  /**
   * Called when no more alerts will be absorbed into the alert that represents a suppressed group.
   * Does nothing unless overridden.
   *
   * @param group the values by which the rule suppresses alerts
   * @param counts the final counts, with the id of the alert
   */
  default void groupClosed(Rule rule, Key group, SuppressedGroup counts) {}
}
