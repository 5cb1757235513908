package dev.sigrun.oracle.row;

/** A function has no result for its arguments, which makes it null and warns. */
final class FailureException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  FailureException(String message) {
    super(message);
  }
}
