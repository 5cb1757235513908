package dev.sigrun.runtime.function;

/**
 * Thrown when an expression has no value for this event: integer division by zero, overflow, or a
 * string that is not a number. Carries no stack trace, as it may be thrown for every event.
 */
public final class EvaluationException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  EvaluationException(String message) {
    super(message, null, false, false);
  }
}
