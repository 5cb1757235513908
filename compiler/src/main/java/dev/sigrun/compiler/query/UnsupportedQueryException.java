package dev.sigrun.compiler.query;

import dev.sigrun.compiler.diagnostic.Diagnostic;

/** Thrown if a query is well formed but cannot be executed; the message says why. */
public final class UnsupportedQueryException extends Exception {
  private static final long serialVersionUID = 1L;

  private final transient Diagnostic reason;

  UnsupportedQueryException(Diagnostic reason) {
    super(reason.message());
    this.reason = reason;
  }

  /** Why, with its place in the query. */
  public Diagnostic reason() {
    return reason;
  }
}
