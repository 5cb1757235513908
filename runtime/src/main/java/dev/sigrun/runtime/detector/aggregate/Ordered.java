package dev.sigrun.runtime.detector.aggregate;

import dev.sigrun.runtime.internal.codec.Values;
import dev.sigrun.runtime.row.CellType;
import dev.sigrun.runtime.row.Cells;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The cell of the row that is the first or the last one by another cell. Rows without a value there
 * come behind all others. Of several rows at one place, one with values counts before one without,
 * and then the one whose values are less.
 *
 * @param by the type of the other cell
 * @param last whether it is the last one; of several values of the other cell, the greatest counts
 *     then, and otherwise the least
 * @param best null if there was no row yet
 */
record Ordered(CellType type, CellType by, boolean last, @Nullable Place best) implements Part {
  /**
   * A row.
   *
   * @param values of the cell
   * @param order the values of the other cell
   */
  record Place(List<?> values, List<?> order) {
    Place {
      values = List.copyOf(values);
      order = List.copyOf(order);
    }
  }

  @Override
  public Part with(Object value) {
    Place place = (Place) value;
    return best == null || compare(place, best) < 0 ? new Ordered(type, by, last, place) : this;
  }

  private int compare(Place left, Place right) {
    Object a = key(left);
    Object b = key(right);
    if (a == null || b == null) {
      int nulls = Boolean.compare(a == null, b == null);
      return nulls != 0 ? nulls : compareValues(left.values(), right.values());
    }
    int order = last ? Cells.ORDER.compare(b, a) : Cells.ORDER.compare(a, b);
    return order != 0 ? order : compareValues(left.values(), right.values());
  }

  private @Nullable Object key(Place place) {
    Object key = null;
    for (Object each : place.order()) {
      boolean better =
          key == null
              || (last ? Cells.ORDER.compare(each, key) > 0 : Cells.ORDER.compare(each, key) < 0);
      key = better ? each : key;
    }
    return key;
  }

  private static int compareValues(List<?> left, List<?> right) {
    if (left.isEmpty() || right.isEmpty()) {
      return Boolean.compare(left.isEmpty(), right.isEmpty());
    }
    for (int i = 0; i < Math.min(left.size(), right.size()); i++) {
      int order = Cells.ORDER.compare(left.get(i), right.get(i));
      if (order != 0) {
        return order;
      }
    }
    return Integer.compare(left.size(), right.size());
  }

  @Override
  public Part joined(Part later) {
    if (later instanceof Ordered other) {
      return other.best == null ? this : with(other.best);
    }
    throw Part.different(this, later);
  }

  @Override
  public @Nullable Object cell() {
    return best == null ? null : Cells.of(best.values());
  }

  @Override
  public long weight() {
    return best == null ? 40 : 120 + bytes(best.values()) + bytes(best.order());
  }

  private static long bytes(List<?> values) {
    return values.stream().mapToLong(value -> 8 + ValueSet.bytes(value)).sum();
  }

  @Override
  public void write(DataOutput out) throws IOException {
    out.writeBoolean(best != null);
    if (best != null) {
      Values.writeAll(best.values().stream().map(type::packed).toList(), out);
      Values.writeAll(best.order().stream().map(by::packed).toList(), out);
    }
  }

  Part read(DataInput in) throws IOException {
    return in.readBoolean() ? with(new Place(values(type, in), values(by, in))) : this;
  }

  private static List<Object> values(CellType type, DataInput in) throws IOException {
    List<@Nullable Object> packed = Values.readScalars(in);
    List<Object> values = new ArrayList<>(packed.size());
    for (Object each : packed) {
      if (each == null) {
        throw new IOException("A value is missing.");
      }
      values.add(ValueSet.unpacked(type, each));
    }
    return values;
  }
}
