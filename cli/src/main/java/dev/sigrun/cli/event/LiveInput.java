package dev.sigrun.cli.event;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.Objects;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * A stream that can be waited for with a limit, as something else may have to be done while nothing
 * comes. A thread of its own reads ahead a little. For use by one thread.
 */
public final class LiveInput extends InputStream {
  private static final int CHUNK = 1 << 16;
  private static final int CHUNKS_AHEAD = 4;

  private final BlockingQueue<Chunk> chunks = new ArrayBlockingQueue<>(CHUNKS_AHEAD);
  private Chunk current = new Chunk(new byte[0], null);
  private int position;

  /**
   * The result of one read.
   *
   * @param bytes none at the end of the stream
   * @param failure why the stream ended, if it did not end normally
   */
  private record Chunk(byte[] bytes, @Nullable IOException failure) {
    boolean isEnd() {
      return bytes.length == 0;
    }
  }

  public LiveInput(InputStream in) {
    Thread reader = new Thread(() -> read(in), "sigrun-input");
    reader.setDaemon(true);
    reader.start();
  }

  private void read(InputStream in) {
    byte[] buffer = new byte[CHUNK];
    try {
      Chunk chunk;
      do {
        chunk = next(in, buffer);
        chunks.put(chunk);
      } while (!chunk.isEnd());
    } catch (InterruptedException e) {
      // Nobody wants more.
      Thread.currentThread().interrupt();
    }
  }

  private static Chunk next(InputStream in, byte[] buffer) {
    try {
      int count = in.read(buffer);
      return new Chunk(count <= 0 ? new byte[0] : Arrays.copyOf(buffer, count), null);
    } catch (IOException e) {
      return new Chunk(new byte[0], e);
    } catch (RuntimeException | OutOfMemoryError e) {
      // Without an end, the other thread would wait forever.
      return new Chunk(new byte[0], new IOException(e));
    }
  }

  /** Waits until input or its end arrives, but no longer than the timeout. */
  boolean await(long millis) {
    if (available() > 0) {
      return true;
    }
    try {
      Chunk chunk = chunks.poll(millis, TimeUnit.MILLISECONDS);
      if (chunk == null) {
        return false;
      }
      use(chunk);
      return true;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return true;
    }
  }

  private void use(Chunk chunk) {
    current = chunk;
    position = 0;
    if (chunk.isEnd()) {
      // Further reads return the end again.
      chunks.add(chunk);
    }
  }

  @Override
  public int available() {
    if (position < current.bytes.length) {
      return current.bytes.length - position;
    }
    Chunk next = chunks.peek();
    return next == null ? 0 : next.bytes.length;
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] into, int offset, int length) throws IOException {
    Objects.checkFromIndexSize(offset, length, into.length);
    if (length == 0) {
      return 0;
    }
    if (position == current.bytes.length) {
      try {
        use(chunks.take());
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return -1;
      }
    }
    IOException failure = current.failure;
    if (failure != null) {
      throw failure;
    }
    if (current.isEnd()) {
      return -1;
    }
    int count = Math.min(length, current.bytes.length - position);
    System.arraycopy(current.bytes, position, into, offset, count);
    position += count;
    return count;
  }
}
