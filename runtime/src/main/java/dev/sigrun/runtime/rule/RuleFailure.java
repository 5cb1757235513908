package dev.sigrun.runtime.rule;

/**
 * Errors that concern only the code of one rule, as exceptions: stack overflows, and classes that
 * cannot be loaded. They must not cost other rules anything.
 */
public final class RuleFailure {
  private RuleFailure() {}

  /** Returns the message for listeners when the code of a rule throws {@code problem}. */
  public static RuntimeException of(Throwable problem) {
    if (problem instanceof RuntimeException exception) {
      return exception;
    }
    String message =
        problem instanceof StackOverflowError
            ? "The call stack overflowed."
            : "A class cannot be loaded: " + problem;
    return new IllegalStateException(message, problem);
  }
}
