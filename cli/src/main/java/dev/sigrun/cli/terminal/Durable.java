package dev.sigrun.cli.terminal;

import java.io.IOException;

/** A stream that can make sure that what was written to it is not lost when the machine fails. */
public interface Durable {
  /**
   * Returns when everything that was written is kept, as far as that can be made sure.
   *
   * @throws IOException if it could be, but was not
   */
  void force() throws IOException;
}
