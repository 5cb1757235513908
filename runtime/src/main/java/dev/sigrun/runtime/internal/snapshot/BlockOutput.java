package dev.sigrun.runtime.internal.snapshot;

import java.io.DataOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.zip.CRC32C;

/**
 * Divides the output into numbered blocks that each carry a checksum, so that readers look at no
 * byte that was damaged. An empty block ends it all.
 */
public final class BlockOutput extends OutputStream {
  static final int BLOCK_SIZE = 64 * 1024;

  private final DataOutputStream out;
  private final byte[] block = new byte[BLOCK_SIZE];
  private int length;
  private int number;

  public BlockOutput(DataOutputStream out) {
    this.out = out;
  }

  /** The checksum of the first {@code length} bytes of a block, with its number and length. */
  static int checksum(int number, byte[] block, int length) {
    CRC32C checksum = new CRC32C();
    for (int shift = 24; shift >= 0; shift -= 8) {
      checksum.update(number >>> shift);
      checksum.update(length >>> shift);
    }
    checksum.update(block, 0, length);
    return (int) checksum.getValue();
  }

  @Override
  public void write(int b) throws IOException {
    if (length == BLOCK_SIZE) {
      writeBlock();
    }
    block[length++] = (byte) b;
  }

  @Override
  public void write(byte[] bytes, int offset, int count) throws IOException {
    int done = 0;
    while (done < count) {
      if (length == BLOCK_SIZE) {
        writeBlock();
      }
      int part = Math.min(count - done, BLOCK_SIZE - length);
      System.arraycopy(bytes, offset + done, block, length, part);
      length += part;
      done += part;
    }
  }

  /** Writes the rest and the end. */
  public void finish() throws IOException {
    if (length > 0) {
      writeBlock();
    }
    writeBlock();
    out.flush();
  }

  private void writeBlock() throws IOException {
    out.writeInt(length);
    out.write(block, 0, length);
    out.writeInt(checksum(number, block, length));
    number++;
    length = 0;
  }
}
