package dev.sigrun.runtime.detector.aggregate;

import dev.sigrun.runtime.internal.codec.Binary;
import dev.sigrun.runtime.internal.codec.Values;
import dev.sigrun.runtime.internal.detector.PersistentSet;
import dev.sigrun.runtime.row.CellType;
import dev.sigrun.runtime.row.Cells;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Each value once.
 *
 * @param bytes about how many they take
 */
record ValueSet(CellType type, PersistentSet<Object> values, long bytes) implements Part {
  private static final long BYTES_OF_ENTRY = 64;

  static ValueSet none(CellType type) {
    return new ValueSet(type, PersistentSet.empty(), 0);
  }

  @Override
  public Part with(Object value) {
    return isFull() || values.contains(value)
        ? this
        : new ValueSet(type, values.withNew(value), bytes + BYTES_OF_ENTRY + bytes(value));
  }

  /** The larger set takes the values of the other. */
  @Override
  public Part joined(Part later) {
    if (!(later instanceof ValueSet other)) {
      throw Part.different(this, later);
    }
    boolean grows = other.values.size() > values.size();
    ValueSet larger = grows ? other : this;
    ValueSet smaller = grows ? this : other;
    Part all = larger;
    for (Object value : smaller.sorted()) {
      all = all.with(value);
    }
    return all;
  }

  /** In order, so that it is the same however the values came. */
  @Override
  public @Nullable Object cell() {
    return Cells.of(sorted());
  }

  private List<Object> sorted() {
    List<Object> all = values.elements();
    all.sort(Cells.ORDER);
    return all;
  }

  @Override
  public boolean isFull() {
    return values.size() >= AggregateDetector.MAX_VALUES
        || bytes >= AggregateDetector.MAX_BYTES_OF_VALUES;
  }

  @Override
  public long weight() {
    return 40 + bytes;
  }

  /** About how many bytes a value takes. */
  static long bytes(@Nullable Object value) {
    return value instanceof String text ? 56 + text.length() : value == null ? 0 : 32;
  }

  @Override
  public void write(DataOutput out) throws IOException {
    writeAll(type, sorted(), out);
  }

  static void writeAll(CellType type, List<Object> values, DataOutput out) throws IOException {
    Binary.writeUnsigned(values.size(), out);
    for (Object value : values) {
      Values.write(type.packed(value), out);
    }
  }

  static List<Object> readAll(CellType type, DataInput in) throws IOException {
    int size = Binary.readCount(Integer.MAX_VALUE, in);
    List<Object> values = new ArrayList<>();
    for (int i = 0; i < size; i++) {
      Object packed = Values.readScalar(in);
      if (packed == null) {
        throw new IOException("A value is missing.");
      }
      values.add(unpacked(type, packed));
    }
    return values;
  }

  static Part read(CellType type, DataInput in) throws IOException {
    Part set = none(type);
    for (Object value : readAll(type, in)) {
      set = set.with(value);
    }
    return set;
  }

  static Object unpacked(CellType type, Object packed) throws IOException {
    try {
      return type.unpacked(packed);
    } catch (IllegalArgumentException e) {
      throw new IOException(e);
    }
  }
}
