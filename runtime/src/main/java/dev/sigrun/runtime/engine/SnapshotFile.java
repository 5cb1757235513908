package dev.sigrun.runtime.engine;

import dev.sigrun.runtime.internal.snapshot.BlockInput;
import dev.sigrun.runtime.internal.snapshot.BlockOutput;
import dev.sigrun.runtime.internal.snapshot.SnapshotInput;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/** The state in a file: a header that all formats begin with, then blocks with checksums. */
final class SnapshotFile {
  private static final byte[] MAGIC = "SIGRUNST".getBytes(StandardCharsets.US_ASCII);
  private static final int HEADER_LENGTH = MAGIC.length + 2 * Integer.BYTES;

  private SnapshotFile() {}

  /** Passes bytes on, and remembers whether they could not be read. */
  private static final class Source extends FilterInputStream {
    private @Nullable IOException problem;

    Source(InputStream in) {
      super(in);
    }

    @Override
    public int read() throws IOException {
      try {
        return super.read();
      } catch (IOException e) {
        problem = e;
        throw e;
      }
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
      try {
        return super.read(bytes, offset, length);
      } catch (IOException e) {
        problem = e;
        throw e;
      }
    }
  }

  static void write(EngineState state, OutputStream stream) throws IOException {
    DataOutputStream out = new DataOutputStream(stream);
    out.write(header(SnapshotInput.NEWEST_FORMAT));
    BlockOutput blocks = new BlockOutput(out);
    DataOutputStream body = new DataOutputStream(blocks);
    StateFormat.write(state, body);
    body.flush();
    blocks.finish();
  }

  /**
   * Reads what {@link #write} wrote in any release so far.
   *
   * @param state one that is new; not to be used if reading fails
   * @param whole whether the stream must end where the snapshot ends
   * @throws SnapshotException if the bytes are not a snapshot, damaged, or of a newer release
   * @throws IOException if reading fails
   */
  static void read(EngineState state, InputStream stream, boolean whole) throws IOException {
    Source source = new Source(stream);
    DataInputStream in = new DataInputStream(source);
    int format = checkHeader(in);
    BlockInput blocks = new BlockInput(in);
    try {
      StateFormat.read(state, SnapshotInput.of(new DataInputStream(blocks), format), state.share());
      if (blocks.read() >= 0) {
        throw new IOException("The snapshot is longer than its content.");
      }
      if (whole && in.read() >= 0) {
        throw new IOException(
            "There are extra bytes after the end of the snapshot, which Sigrun did not write.");
      }
    } catch (EOFException e) {
      throw new SnapshotException("The snapshot is truncated.", e);
    } catch (IOException e) {
      throw e == source.problem ? e : new SnapshotException(String.valueOf(e.getMessage()), e);
    } catch (RuntimeException e) {
      throw new SnapshotException(
          "The snapshot contains an impossible state: " + e.getMessage(), e);
    }
  }

  /** Magic, format, checksum of both. */
  private static byte[] header(int format) {
    ByteBuffer header = ByteBuffer.allocate(HEADER_LENGTH).put(MAGIC).putInt(format);
    CRC32C checksum = new CRC32C();
    checksum.update(header.array(), 0, header.position());
    return header.putInt((int) checksum.getValue()).array();
  }

  /** The number of the format. */
  private static int checkHeader(DataInputStream in) throws IOException {
    byte[] header = in.readNBytes(HEADER_LENGTH);
    int known = Math.min(header.length, MAGIC.length);
    if (header.length == 0 || !Arrays.equals(header, 0, known, MAGIC, 0, known)) {
      throw new SnapshotException("This is not a snapshot.");
    }
    if (header.length < HEADER_LENGTH) {
      throw new SnapshotException("The snapshot is truncated.");
    }
    int format = ByteBuffer.wrap(header).getInt(MAGIC.length);
    if (!Arrays.equals(header, header(format))) {
      throw new SnapshotException("The snapshot is damaged: its header does not match.");
    }
    if (format > SnapshotInput.NEWEST_FORMAT) {
      throw SnapshotException.newer(format, SnapshotInput.NEWEST_FORMAT);
    }
    if (format < SnapshotInput.OLDEST_FORMAT) {
      throw new SnapshotException(
          "The snapshot has format " + format + ", which no release has written.");
    }
    return format;
  }
}
