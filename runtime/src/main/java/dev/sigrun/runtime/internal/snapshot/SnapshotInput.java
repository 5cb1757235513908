package dev.sigrun.runtime.internal.snapshot;

import dev.sigrun.runtime.detector.Codec;
import dev.sigrun.runtime.detector.DetectorCodecs;
import dev.sigrun.runtime.detector.EventRecord;
import dev.sigrun.runtime.detector.MemoryCell;
import dev.sigrun.runtime.detector.Selection;
import dev.sigrun.runtime.internal.codec.Binary;
import java.io.DataInput;
import java.io.DataInputStream;
import java.io.DataOutput;
import java.io.IOException;

/**
 * The parts of a snapshot. Formats differ in how parts are written; older formats lack some parts,
 * so readers ask for {@link #format}.
 */
public abstract class SnapshotInput {
  /**
   * The format that is written now. Format 2 added tiebreakers of more types, 3 the beginnings of
   * inputs, 4 the codecs of {@link DetectorCodecs} and how rules fared.
   */
  public static final int NEWEST_FORMAT = 4;

  /** The oldest format that is still read. */
  public static final int OLDEST_FORMAT = 1;

  /** States of cells as they are written, whatever detector they are of. */
  private static final Codec<byte[]> UNREAD =
      new Codec<>() {
        @Override
        public void write(byte[] state, DataOutput out) throws IOException {
          out.write(state);
        }

        @Override
        public byte[] read(DataInput in) throws IOException {
          throw new IOException("The end of a state is not known.");
        }

        @Override
        public byte[] fromBytes(byte[] bytes) {
          return bytes;
        }
      };

  private static final Codec<MemoryCell<byte[]>> CELL = DetectorCodecs.cell(UNREAD);

  private final int format;

  SnapshotInput(int format) {
    this.format = format;
  }

  /**
   * The parts of a snapshot of {@code format}.
   *
   * @param format from {@link #OLDEST_FORMAT} to {@link #NEWEST_FORMAT}
   */
  public static SnapshotInput of(DataInputStream in, int format) {
    return format < 4 ? new LegacySnapshotInput(in, format) : new Current(in);
  }

  /** The number of the format. */
  public final int format() {
    return format;
  }

  /** Reads a whole number. */
  public abstract long readLong() throws IOException;

  /** Reads a whole number that is small. */
  public abstract int readInt() throws IOException;

  /** Reads how many things follow. Nothing may be allocated for them before they are read. */
  public abstract int readCount() throws IOException;

  /** Reads a text. */
  public abstract String readText() throws IOException;

  /**
   * A cell that is not read yet.
   *
   * @param serial a number that distinguishes the cells of one rule, by their age
   * @param cell its state is the bytes of the detector's state
   */
  public record StoredCell(long serial, MemoryCell<byte[]> cell) {}

  /** Reads a cell whose state stays in bytes. */
  public abstract StoredCell readCell() throws IOException;

  /** Reads what a detector wants of an event. */
  public abstract Selection readSelection() throws IOException;

  /** Reads an event. */
  public abstract EventRecord readEvent() throws IOException;

  /** The format that is written now. */
  private static final class Current extends SnapshotInput {
    private final DataInputStream in;

    Current(DataInputStream in) {
      super(NEWEST_FORMAT);
      this.in = in;
    }

    @Override
    public long readLong() throws IOException {
      return Binary.readSigned(in);
    }

    @Override
    public int readInt() throws IOException {
      long number = Binary.readSigned(in);
      if (number != (int) number) {
        throw new IOException("The number " + number + " is too large.");
      }
      return (int) number;
    }

    @Override
    public int readCount() throws IOException {
      return Binary.readCount(Integer.MAX_VALUE, in);
    }

    @Override
    public String readText() throws IOException {
      return Binary.readText(in);
    }

    @Override
    public StoredCell readCell() throws IOException {
      return new StoredCell(readLong(), CELL.read(in));
    }

    @Override
    public Selection readSelection() throws IOException {
      return DetectorCodecs.SELECTION.read(in);
    }

    @Override
    public EventRecord readEvent() throws IOException {
      return DetectorCodecs.EVENT.read(in);
    }
  }
}
