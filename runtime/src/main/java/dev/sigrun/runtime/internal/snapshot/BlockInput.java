package dev.sigrun.runtime.internal.snapshot;

import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;

/** Reads what {@link BlockOutput} wrote, and gives away no byte of a damaged block. */
public final class BlockInput extends InputStream {
  private static final String DAMAGED = "The snapshot is damaged: a checksum does not match.";

  private final DataInputStream in;
  private final byte[] block = new byte[BlockOutput.BLOCK_SIZE];
  private int length;
  private int position;
  private int number;
  private boolean ended;

  public BlockInput(DataInputStream in) {
    this.in = in;
  }

  @Override
  public int read() throws IOException {
    return isAtEnd() ? -1 : block[position++] & 0xFF;
  }

  @Override
  public int read(byte[] bytes, int offset, int count) throws IOException {
    if (count == 0) {
      return 0;
    }
    if (isAtEnd()) {
      return -1;
    }
    int part = Math.min(count, length - position);
    System.arraycopy(block, position, bytes, offset, part);
    position += part;
    return part;
  }

  private boolean isAtEnd() throws IOException {
    if (position == length && !ended) {
      readBlock();
    }
    return position == length;
  }

  private void readBlock() throws IOException {
    try {
      int next = in.readInt();
      if (next < 0 || next > block.length) {
        throw new IOException(DAMAGED);
      }
      in.readFully(block, 0, next);
      if (in.readInt() != BlockOutput.checksum(number, block, next)) {
        throw new IOException(DAMAGED);
      }
      number++;
      position = 0;
      length = next;
      ended = next == 0;
    } catch (EOFException e) {
      throw new IOException("The snapshot is truncated.", e);
    }
  }
}
