package dev.sigrun.runtime.engine.report;

/**
 * Receives failures that do not stop the engine. An engine without one writes the first failure of
 * each rule to the {@link System.Logger} named {@code dev.sigrun.runtime.engine}.
 *
 * <p>Called on the same threads as an {@link AlertListener}. The engine passes on what this throws
 * and must not be used afterwards.
 */
@FunctionalInterface
public interface FailureListener {
  /** Called for each failure. */
  void failed(Failure failure);

  /** A listener that logs the first failure of each kind and rule. */
  static FailureListener logging() {
    return new FailureLog();
  }
}
