package dev.sigrun.runtime.internal.codec;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.SequenceInputStream;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** Bytes in memory, of which there may be more than fit into one array. */
public final class ChunkedBuffer extends OutputStream {
  private static final int CHUNK = 1 << 20;

  private final List<byte[]> full = new ArrayList<>();
  private ByteArrayOutputStream current = new ByteArrayOutputStream();

  @Override
  public void write(int b) {
    current.write(b);
    roll();
  }

  @Override
  public void write(byte[] bytes, int offset, int length) {
    current.write(bytes, offset, length);
    roll();
  }

  private void roll() {
    if (current.size() >= CHUNK) {
      full.add(current.toByteArray());
      current = new ByteArrayOutputStream();
    }
  }

  /** Reads all that has been written so far. */
  public InputStream read() {
    List<InputStream> all = new ArrayList<>();
    full.forEach(chunk -> all.add(new ByteArrayInputStream(chunk)));
    all.add(new ByteArrayInputStream(current.toByteArray()));
    return new SequenceInputStream(Collections.enumeration(all));
  }
}
