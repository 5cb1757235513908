package dev.sigrun.runtime;

/** Thrown when something is not an event: the message says what is wrong and where. */
public final class EventFormatException extends Exception {
  private static final long serialVersionUID = 1L;

  EventFormatException(String message) {
    super(message);
  }
}
