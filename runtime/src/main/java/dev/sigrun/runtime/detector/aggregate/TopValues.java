package dev.sigrun.runtime.detector.aggregate;

import dev.sigrun.runtime.row.CellType;
import dev.sigrun.runtime.row.Cells;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The first values in order, as often as they are there.
 *
 * @param most how many
 * @param descending whether the greatest are the first
 */
record TopValues(CellType type, int most, boolean descending, List<Object> values) implements Part {
  TopValues {
    values = List.copyOf(values);
  }

  @Override
  public Part with(Object value) {
    if (values.size() == most && order().compare(value, values.get(most - 1)) >= 0) {
      return this;
    }
    int place = Collections.binarySearch(values, value, order());
    List<Object> all = new ArrayList<>(values.size() + 1);
    all.addAll(values);
    all.add(place < 0 ? -place - 1 : place, value);
    return new TopValues(type, most, descending, all.subList(0, Math.min(most, all.size())));
  }

  private Comparator<Object> order() {
    return descending ? Cells.ORDER.reversed() : Cells.ORDER;
  }

  private TopValues with(List<Object> more) {
    List<Object> all = new ArrayList<>(values);
    all.addAll(more);
    all.sort(order());
    return new TopValues(type, most, descending, all.subList(0, Math.min(most, all.size())));
  }

  @Override
  public Part joined(Part later) {
    if (later instanceof TopValues other) {
      return with(other.values);
    }
    throw Part.different(this, later);
  }

  @Override
  public @Nullable Object cell() {
    return Cells.of(values);
  }

  @Override
  public long weight() {
    return 40 + values.stream().mapToLong(value -> 8 + ValueSet.bytes(value)).sum();
  }

  @Override
  public void write(DataOutput out) throws IOException {
    ValueSet.writeAll(type, values, out);
  }

  Part read(DataInput in) throws IOException {
    return with(ValueSet.readAll(type, in));
  }
}
