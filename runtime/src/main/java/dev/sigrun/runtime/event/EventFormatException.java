package dev.sigrun.runtime.event;

/** Thrown if input is not a valid event; the message gives the problem and its position. */
public final class EventFormatException extends Exception {
  private static final long serialVersionUID = 1L;

  EventFormatException(String message) {
    super(message);
  }

  /**
   * Says why bytes that a fast reader refused are not a valid event.
   *
   * @param bytes the input
   * @param offset index of the first byte
   * @param length number of bytes
   */
  public static EventFormatException explaining(byte[] bytes, int offset, int length) {
    try {
      JacksonEventReader.OF_NOTHING.read(bytes, offset, length);
    } catch (EventFormatException reason) {
      return reason;
    }
    // Readers take the same events; if they ever differ, this must not stop a stream.
    return new EventFormatException("Not readable.");
  }
}
