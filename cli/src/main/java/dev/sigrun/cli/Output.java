package dev.sigrun.cli;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/** A stream of text in UTF-8 whose failures end the command. */
final class Output {
  private static final int BUFFER = 1 << 16;

  private final OutputStream stream;

  Output(OutputStream stream) {
    this.stream = new BufferedOutputStream(stream, BUFFER);
  }

  /** Whoever reads the output has had enough: nothing to report, and nothing to do. */
  static final class Closed extends RuntimeException {
    private static final long serialVersionUID = 1L;
  }

  void print(String text) {
    write(text.getBytes(StandardCharsets.UTF_8));
  }

  void println(String text) {
    print(text + "\n");
  }

  void write(byte[] bytes) {
    try {
      stream.write(bytes);
    } catch (IOException e) {
      throw failure(e);
    }
  }

  void flush() {
    try {
      stream.flush();
    } catch (IOException e) {
      throw failure(e);
    }
  }

  private static RuntimeException failure(IOException e) {
    String message = String.valueOf(e.getMessage());
    // What Linux, macOS and Windows say of a pipe without a reader.
    boolean closed = message.contains("Broken pipe") || message.contains("pipe is being closed");
    return closed
        ? new Closed()
        : CommandFailure.usage("The output cannot be written: " + message + ".");
  }
}
