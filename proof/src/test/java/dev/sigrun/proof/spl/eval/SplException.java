package dev.sigrun.proof.spl.eval;

/** A search that is malformed, or that uses what the interpreter does not know. */
public class SplException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public SplException(String message) {
    super(message);
  }

  public SplException(String message, Throwable cause) {
    super(message, cause);
  }
}
