package dev.sigrun.runtime.detector.aggregate;

import dev.sigrun.runtime.internal.codec.Values;
import dev.sigrun.runtime.row.CellType;
import dev.sigrun.runtime.row.Cells;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * The least or the greatest value.
 *
 * @param value null if there is none yet
 */
record Extreme(CellType type, boolean greatest, @Nullable Object value) implements Part {
  @Override
  public Part with(Object other) {
    return value == null || isBetter(other, value) ? new Extreme(type, greatest, other) : this;
  }

  private boolean isBetter(Object other, Object known) {
    int order = Cells.ORDER.compare(other, known);
    return greatest ? order > 0 : order < 0;
  }

  @Override
  public Part joined(Part later) {
    if (later instanceof Extreme other) {
      return other.value == null ? this : with(other.value);
    }
    throw Part.different(this, later);
  }

  @Override
  public @Nullable Object cell() {
    return value;
  }

  @Override
  public long weight() {
    return 40 + ValueSet.bytes(value);
  }

  @Override
  public void write(DataOutput out) throws IOException {
    Values.write(value == null ? null : type.packed(value), out);
  }

  static Part read(CellType type, boolean greatest, DataInput in) throws IOException {
    Object packed = Values.readScalar(in);
    return new Extreme(type, greatest, packed == null ? null : ValueSet.unpacked(type, packed));
  }
}
