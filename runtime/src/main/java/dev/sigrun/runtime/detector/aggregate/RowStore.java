package dev.sigrun.runtime.detector.aggregate;

import dev.sigrun.runtime.detector.DetectorCodecs;
import dev.sigrun.runtime.detector.EventRecord;
import dev.sigrun.runtime.internal.codec.Binary;
import dev.sigrun.runtime.internal.codec.Values;
import dev.sigrun.runtime.internal.detector.PersistentQueue;
import dev.sigrun.runtime.row.CellType;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Rows as they are, in the order in which they came.
 *
 * @param bound how many there may be
 * @param types of the cells
 * @param bytes about how many the rows take
 */
record RowStore(Bound bound, List<CellType> types, PersistentQueue<Row> rows, long bytes)
    implements Part {
  /** A row takes at least as many. */
  static final long BYTES_OF_ROW = 120;

  /**
   * A row.
   *
   * @param event that it comes from
   * @param cells in the form in which selections hold them
   */
  record Row(EventRecord event, List<?> cells) {
    private long weight() {
      long bytes = BYTES_OF_ROW + event.weight();
      for (Object cell : cells) {
        if (cell instanceof List<?> list) {
          bytes += 24 + list.stream().mapToLong(ValueSet::bytes).sum();
        } else {
          bytes += ValueSet.bytes(cell);
        }
      }
      return bytes;
    }
  }

  static RowStore none(Bound bound, List<CellType> types) {
    return new RowStore(bound, List.copyOf(types), PersistentQueue.empty(), 0);
  }

  @Override
  public Part with(Object value) {
    Row row = (Row) value;
    return isFull() ? this : new RowStore(bound, types, rows.plus(row), bytes + row.weight());
  }

  @Override
  public Part joined(Part later) {
    if (!(later instanceof RowStore other)) {
      throw Part.different(this, later);
    }
    Part all = this;
    for (Row row : other.rows.elements()) {
      all = all.with(row);
    }
    return all;
  }

  /** How many rows there are. */
  @Override
  public @Nullable Object cell() {
    return (long) rows.size();
  }

  @Override
  public boolean isFull() {
    return bound.isReached(rows.size(), bytes);
  }

  @Override
  public long weight() {
    return 56 + bytes;
  }

  @Override
  public void write(DataOutput out) throws IOException {
    Binary.writeUnsigned(rows.size(), out);
    for (Row row : rows.elements()) {
      DetectorCodecs.EVENT.write(row.event(), out);
      Values.writeAll(row.cells(), out);
    }
  }

  static Part read(List<CellType> types, DataInput in) throws IOException {
    int size = Binary.readCount(Bound.WINDOW.most(), in);
    Part all = none(Bound.WINDOW, types);
    for (int i = 0; i < size; i++) {
      EventRecord event = DetectorCodecs.EVENT.read(in);
      List<@Nullable Object> cells = Values.readAll(in);
      all = all.with(new Row(event, checked(types, cells)));
    }
    return all;
  }

  private static List<Object> checked(List<CellType> types, List<@Nullable Object> cells)
      throws IOException {
    if (cells.size() != types.size()) {
      throw new IOException("A row has " + cells.size() + " cells, not " + types.size() + ".");
    }
    List<Object> checked = new ArrayList<>();
    for (int i = 0; i < types.size(); i++) {
      Object cell = cells.get(i);
      if (cell == null) {
        throw new IOException("A cell is missing.");
      }
      try {
        List<Object> values = RowSelections.unpacked(types.get(i), cell);
        checked.add(RowSelections.packed(types.get(i), values));
      } catch (IllegalArgumentException e) {
        throw new IOException(e);
      }
    }
    return checked;
  }
}
