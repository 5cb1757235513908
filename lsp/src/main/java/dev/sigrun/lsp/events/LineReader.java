package dev.sigrun.lsp.events;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;

/** Takes a stream apart into lines. */
final class LineReader {
  private final InputStream in;
  private final int most;

  /**
   * The lines of a stream.
   *
   * @param in buffered
   * @param most bytes of a line; longer ones are empty
   */
  LineReader(InputStream in, int most) {
    this.in = in;
    this.most = most;
  }

  /** The next line without its end; empty at the end of the stream. */
  Optional<byte[]> next() throws IOException {
    ByteArrayOutputStream line = new ByteArrayOutputStream(1_024);
    boolean isTooLong = false;
    int next = in.read();
    if (next < 0) {
      return Optional.empty();
    }
    while (next >= 0 && next != '\n') {
      isTooLong |= line.size() == most;
      if (!isTooLong && next != '\r') {
        line.write(next);
      }
      next = in.read();
    }
    return Optional.of(isTooLong ? new byte[0] : line.toByteArray());
  }
}
