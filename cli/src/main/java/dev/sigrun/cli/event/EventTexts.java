package dev.sigrun.cli.event;

import java.io.IOException;
import java.util.Optional;
import java.util.OptionalLong;

/** Splits an input into the texts of its events. */
interface EventTexts {
  /** Longer texts are reported and skipped, however large the heap is. */
  int MOST_BYTES = 32 * 1024 * 1024;

  /** Longer texts are reported and skipped. In a small heap several copies must have room. */
  int MAX_BYTES = (int) Math.min(MOST_BYTES, Runtime.getRuntime().maxMemory() / 16);

  /** Says that a text is too long, such as "the line". */
  static String tooLong(String text) {
    return text
        + " is longer than "
        + MAX_BYTES
        + " bytes"
        + (MAX_BYTES < MOST_BYTES ? ", which is the most that this heap has room for" : "");
  }

  /**
   * The text of an event.
   *
   * @param bytes in UTF-8
   * @param number identifies the event in its input, from 1: the line, or in a document the number
   *     of the event
   * @param line where it begins, from 1
   * @param problem why these bytes cannot be an event, whatever they are
   */
  record Text(byte[] bytes, long number, long line, Optional<String> problem) {}

  /**
   * The next text; empty at the end.
   *
   * @throws IOException if the input cannot be read on
   */
  Optional<Text> next() throws IOException;

  /** The number of the last text, that of blank lines after it included. */
  long number();

  /** Where the last text ends: in bytes from the beginning of the input. */
  long end();

  /** The line in which something begins that the input does not finish; known at its end. */
  OptionalLong unfinished();
}
