package dev.sigrun.compiler.query;

/** A query is well formed, but cannot be executed; the message says why. */
public final class UnsupportedQueryException extends Exception {
  private static final long serialVersionUID = 1L;

  UnsupportedQueryException(String message) {
    super(message);
  }
}
