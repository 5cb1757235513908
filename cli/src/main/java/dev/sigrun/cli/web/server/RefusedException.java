package dev.sigrun.cli.web.server;

/** Ends a request that cannot be answered, with a message for the person at the page. */
public final class RefusedException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final int status;

  private RefusedException(int status, String message) {
    super(message);
    this.status = status;
  }

  /** The request is not one that the page sends. */
  public static RefusedException wrong(String message) {
    return new RefusedException(Reply.BAD_REQUEST, message);
  }

  /** The requested thing does not exist. */
  public static RefusedException missing(String message) {
    return new RefusedException(Reply.NOT_FOUND, message);
  }

  /** There is more than fits. */
  public static RefusedException tooLarge(String message) {
    return new RefusedException(Reply.TOO_LARGE, message);
  }

  /** The page asked something newer, which it waits for instead. */
  public static RefusedException replaced() {
    return new RefusedException(Reply.REPLACED, "A newer question has replaced this one.");
  }

  /** The answer took too long, or would. */
  public static RefusedException tooSlow(String message) {
    return new RefusedException(Reply.TOO_SLOW, message);
  }

  int status() {
    return status;
  }
}
