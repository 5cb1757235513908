package dev.sigrun.runtime.json;

/** Thrown if a text is not JSON; the message gives the problem and its position. */
public final class JsonFormatException extends Exception {
  private static final long serialVersionUID = 1L;

  JsonFormatException(String message) {
    super(message);
  }
}
