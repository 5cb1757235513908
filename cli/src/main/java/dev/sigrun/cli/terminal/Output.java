package dev.sigrun.cli.terminal;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;

/**
 * A stream of text in UTF-8 whose failures end the command. After the first failure it swallows
 * what is still written. Safe for several threads, each of which writes whole lines.
 */
public final class Output {
  private static final int BUFFER = 1 << 16;

  private final OutputStream stream;
  private final Optional<Durable> file;
  private Runnable pending = () -> {};
  private boolean failed;
  private boolean ended;

  Output(OutputStream stream) {
    this.stream = new BufferedOutputStream(stream, BUFFER);
    this.file = stream instanceof Durable durable ? Optional.of(durable) : Optional.empty();
  }

  /**
   * The reader has closed the output, or the process was asked to end: there is nothing to report
   * or do.
   */
  public static final class Closed extends RuntimeException {
    private static final long serialVersionUID = 1L;
  }

  public void print(String text) {
    write(text.getBytes(StandardCharsets.UTF_8));
  }

  public void println(String text) {
    print(text + "\n");
  }

  public synchronized void write(byte[] bytes) {
    if (isOver()) {
      return;
    }
    try {
      stream.write(bytes);
    } catch (IOException e) {
      throw failure(e);
    }
  }

  /** This output for code that writes bytes. */
  public OutputStream stream() {
    return new OutputStream() {
      @Override
      public void write(int b) {
        Output.this.write(new byte[] {(byte) b});
      }

      @Override
      public void write(byte[] bytes, int start, int length) {
        Output.this.write(Arrays.copyOfRange(bytes, start, start + length));
      }

      @Override
      public void flush() {
        Output.this.flush();
      }
    };
  }

  /**
   * Names what prints the lines that other threads are still making: it is called before each flush
   * and at the end, with the lock of this, and returns when they are printed.
   */
  public synchronized void beforeFlush(Runnable printing) {
    pending = printing;
  }

  public synchronized void flush() {
    if (isOver()) {
      return;
    }
    pending.run();
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
  public synchronized void force() {
    flush();
    if (failed || file.isEmpty()) {
      return;
    }
    try {
      file.get().force();
    } catch (IOException e) {
      throw failure(e);
    }
  }

  /**
   * Ends the output, because the process was asked to end: what was printed is written, and nothing
   * after it, so that no line is cut off. Printing more fails with {@link Closed}.
   */
  public synchronized void end() {
    try {
      if (!failed) {
        try {
          pending.run();
        } finally {
          stream.flush();
        }
      }
    } catch (IOException | RuntimeException e) {
      // There is nobody to report it to.
    } finally {
      ended = true;
    }
  }

  private boolean isOver() {
    if (ended) {
      throw new Closed();
    }
    return failed;
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
