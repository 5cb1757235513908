package dev.sigrun.cli.event;

import com.github.luben.zstd.ZstdInputStream;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PushbackInputStream;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Optional;
import java.util.zip.GZIPInputStream;

/**
 * The bytes of an event file, some of which can be looked at before they are read. Input that is
 * compressed with gzip or Zstandard is recognised by its first bytes and decompressed.
 */
final class ByteInput implements AutoCloseable {
  /** This many bytes distinguish a file from another one with the same name. */
  private static final int HEAD = 1024;

  private static final int BUFFER = 1 << 16;
  private static final VarHandle LONGS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
  private static final long ONES = 0x0101010101010101L;
  private static final long HIGH_BITS = 0x8080808080808080L;
  private static final long LINE_BREAKS = '\n' * ONES;
  private static final int[] GZIP = {0x1f, 0x8b};
  private static final int[] ZSTANDARD = {0x28, 0xb5, 0x2f, 0xfd};

  private final InputStream stream;

  /** The decompressed bytes; the stream itself if it is not compressed. */
  private final InputStream raw;

  private final byte[] buffer = new byte[BUFFER];
  private final byte[] head = new byte[HEAD];
  private int headLength;
  private int position;
  private int limit;

  /** The end of the last whole line in the buffer. */
  private int lineEnd;

  private long offset;

  private ByteInput(InputStream stream, InputStream raw) {
    this.stream = stream;
    this.raw = raw;
  }

  /** The bytes in {@code raw}, which is closed with this. */
  static ByteInput of(InputStream raw) throws IOException {
    PushbackInputStream pushback = new PushbackInputStream(raw, ZSTANDARD.length);
    byte[] magic = new byte[ZSTANDARD.length];
    int count = 0;
    // No more than is needed to decide: a live stream may send nothing else for a while.
    while (count < magic.length && couldBeMagic(magic, count)) {
      int one = pushback.read();
      if (one < 0) {
        break;
      }
      magic[count++] = (byte) one;
    }
    pushback.unread(magic, 0, count);
    if (startsWith(magic, count, GZIP)) {
      return new ByteInput(
          new GZIPInputStream(new BufferedInputStream(pushback, BUFFER), BUFFER), pushback);
    }
    return new ByteInput(
        startsWith(magic, count, ZSTANDARD)
            ? new ZstdInputStream(new BufferedInputStream(pushback, BUFFER))
            : pushback,
        pushback);
  }

  private static boolean couldBeMagic(byte[] bytes, int count) {
    return count < GZIP.length && startsWith(bytes, count, Arrays.copyOf(GZIP, count))
        || startsWith(bytes, count, Arrays.copyOf(ZSTANDARD, count));
  }

  private static boolean startsWith(byte[] bytes, int count, int[] magic) {
    for (int i = 0; i < magic.length; i++) {
      if (i >= count || (bytes[i] & 0xff) != magic[i]) {
        return false;
      }
    }
    return true;
  }

  /** How many bytes have been read. */
  long offset() {
    return offset;
  }

  /** The next byte, or -1 at the end. */
  int read() throws IOException {
    if (position == limit && !fill()) {
      return -1;
    }
    offset++;
    return buffer[position++] & 0xff;
  }

  /**
   * A byte that was not read yet, or -1 after the end.
   *
   * @param distance 0 for the next one; less than a few thousand
   */
  int peek(int distance) throws IOException {
    while (limit - position <= distance) {
      if (!fill()) {
        return -1;
      }
    }
    return buffer[position + distance] & 0xff;
  }

  /**
   * The next line without its break and a carriage return before that, if all of it is at hand;
   * otherwise nothing is read, and it has to be put together.
   */
  Optional<byte[]> lineAtHand() throws IOException {
    if (position == limit && !fill()) {
      return Optional.empty();
    }
    int end = lineBreak(position);
    if (end == limit) {
      return Optional.empty();
    }
    boolean returned = end > position && buffer[end - 1] == '\r';
    byte[] line = Arrays.copyOfRange(buffer, position, returned ? end - 1 : end);
    offset += end + 1 - position;
    position = end + 1;
    return Optional.of(line);
  }

  /** Where the first line break at or after {@code from} is; the limit if there is none. */
  private int lineBreak(int from) {
    int at = from;
    for (; at <= limit - Long.BYTES; at += Long.BYTES) {
      long other = (long) LONGS.get(buffer, at) ^ LINE_BREAKS;
      long found = other - ONES & ~other & HIGH_BITS;
      if (found != 0) {
        return at + (Long.numberOfTrailingZeros(found) >>> 3);
      }
    }
    while (at < limit && buffer[at] != '\n') {
      at++;
    }
    return at;
  }

  /**
   * Reads up to the next line break, which is read but not added.
   *
   * @return whether there was one before the end
   */
  boolean readLine(BoundedBytes into) throws IOException {
    while (position < limit || fill()) {
      int end = lineBreak(position);
      into.add(buffer, position, end);
      boolean terminated = end < limit;
      int next = terminated ? end + 1 : end;
      offset += next - position;
      position = next;
      if (terminated) {
        return true;
      }
    }
    return false;
  }

  /** Reads and forgets bytes; false if there are not as many. */
  boolean skip(long count) throws IOException {
    beginning(HEAD);
    long left = count;
    while (left > 0) {
      if (position == limit && left > BUFFER) {
        // Does not read what can be jumped over.
        long jumped = stream.skip(left - BUFFER);
        left -= jumped;
        offset += jumped;
      }
      if (position == limit && !fill()) {
        return false;
      }
      int step = (int) Math.min(left, limit - position);
      position += step;
      offset += step;
      left -= step;
    }
    return true;
  }

  /** Whether no compressed bytes are at hand, so that the decompressed ones may end any time. */
  boolean mayRunDry() {
    try {
      return stream != raw && raw.available() == 0;
    } catch (IOException e) {
      return false;
    }
  }

  /** Whether the rest of the line might not be available yet. */
  boolean mayBlock() {
    if (position < lineEnd) {
      return false;
    }
    try {
      return stream.available() == 0;
    } catch (IOException e) {
      return false;
    }
  }

  /**
   * A digest of the first bytes of this input, independent of what follows them.
   *
   * @param length how many bytes to look at, if that is less than the usual number
   */
  long beginning(long length) throws IOException {
    int wanted = (int) Math.min(length, HEAD);
    while (headLength < wanted && limit - position < BUFFER && fill()) {
      // Reads ahead; only at the beginning of the input.
    }
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      digest.update(head, 0, Math.min(wanted, headLength));
      return ByteBuffer.wrap(digest.digest()).getLong();
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  private boolean fill() throws IOException {
    if (position > 0) {
      System.arraycopy(buffer, position, buffer, 0, limit - position);
      limit -= position;
      lineEnd = Math.max(0, lineEnd - position);
      position = 0;
    }
    if (limit == buffer.length) {
      return false;
    }
    int count = stream.read(buffer, limit, buffer.length - limit);
    if (count <= 0) {
      return false;
    }
    int kept = Math.min(count, HEAD - headLength);
    System.arraycopy(buffer, limit, head, headLength, kept);
    headLength += kept;
    int last = limit + count;
    while (last > limit && buffer[last - 1] != '\n') {
      last--;
    }
    lineEnd = last > limit ? last : lineEnd;
    limit += count;
    return true;
  }

  @Override
  public void close() throws IOException {
    stream.close();
  }
}
