package dev.sigrun.cli.terminal;

import java.io.BufferedOutputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.SyncFailedException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * A stream of text in UTF-8 whose failures end the command. After the first failure it swallows
 * what is still written.
 */
public final class Output {
  private static final int BUFFER = 1 << 16;

  private final OutputStream stream;
  private final Optional<FileOutputStream> file;
  private boolean failed;

  Output(OutputStream stream) {
    this.stream = new BufferedOutputStream(stream, BUFFER);
    this.file = stream instanceof FileOutputStream bare ? Optional.of(bare) : Optional.empty();
  }

  /** The reader has closed the output: there is nothing to report or do. */
  public static final class Closed extends RuntimeException {
    private static final long serialVersionUID = 1L;
  }

  public void print(String text) {
    write(text.getBytes(StandardCharsets.UTF_8));
  }

  public void println(String text) {
    print(text + "\n");
  }

  public void write(byte[] bytes) {
    if (failed) {
      return;
    }
    try {
      stream.write(bytes);
    } catch (IOException e) {
      throw failure(e);
    }
  }

  public void flush() {
    if (failed) {
      return;
    }
    try {
      stream.flush();
    } catch (IOException e) {
      throw failure(e);
    }
  }

  /**
   * Makes sure that all that was written has reached the disk, if it goes into a file. Into a pipe
   * it is written, which is all that a writer can do.
   */
  public void force() {
    flush();
    if (failed || file.isEmpty()) {
      return;
    }
    try {
      file.get().getFD().sync();
    } catch (SyncFailedException e) {
      // A pipe or a terminal, which have no disk.
    } catch (IOException e) {
      throw failure(e);
    }
  }

  private RuntimeException failure(IOException e) {
    failed = true;
    String message = String.valueOf(e.getMessage());
    // The messages of Linux, macOS and Windows for a pipe without a reader.
    boolean closed = message.contains("Broken pipe") || message.contains("pipe is being closed");
    return closed
        ? new Closed()
        : CommandFailure.usage("The output cannot be written: " + message + ".");
  }
}
