package dev.sigrun.runtime.detector.aggregate;

import dev.sigrun.runtime.internal.codec.Binary;
import dev.sigrun.runtime.internal.codec.Values;
import dev.sigrun.runtime.internal.detector.PersistentMap;
import dev.sigrun.runtime.row.CellType;
import dev.sigrun.runtime.row.Cells;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * How often each number is there, for what depends on their order.
 *
 * @param percent which share of the numbers is not greater than the result
 * @param deviation whether it is the median of the distances from the median instead
 * @param counts of each number
 */
record ValueCounts(
    CellType type, double percent, boolean deviation, PersistentMap<Object, Long> counts)
    implements Part {
  private static final long BYTES_OF_ENTRY = 120;
  private static final double MEDIAN = 50;

  static ValueCounts none(CellType type, double percent, boolean deviation) {
    return new ValueCounts(type, percent, deviation, PersistentMap.empty());
  }

  @Override
  public Part with(Object value) {
    return with(value, 1);
  }

  private ValueCounts with(Object value, long more) {
    Long known = counts.get(value);
    if (known == null && isFull()) {
      return this;
    }
    return new ValueCounts(
        type, percent, deviation, counts.with(value, (known == null ? 0 : known) + more));
  }

  @Override
  public Part joined(Part later) {
    if (!(later instanceof ValueCounts other)) {
      throw Part.different(this, later);
    }
    ValueCounts all = this;
    for (var each : other.sorted().entrySet()) {
      all = all.with(each.getKey(), each.getValue());
    }
    return all;
  }

  private NavigableMap<Object, Long> sorted() {
    NavigableMap<Object, Long> sorted = new TreeMap<>(Cells.ORDER);
    counts.forEach(sorted::put);
    return sorted;
  }

  @Override
  public @Nullable Object cell() {
    List<Numbers> numbers = new ArrayList<>();
    sorted().forEach((value, count) -> add(((Number) value).doubleValue(), count, numbers));
    if (numbers.isEmpty()) {
      return null;
    }
    if (!deviation) {
      return Sum.finite(percentile(numbers, percent));
    }
    double median = percentile(numbers, MEDIAN);
    NavigableMap<Double, Long> distances = new TreeMap<>();
    numbers.forEach(
        each -> distances.merge(Math.abs(each.value() - median), each.count(), Long::sum));
    List<Numbers> far = new ArrayList<>();
    distances.forEach((distance, count) -> add(distance, count, far));
    return Sum.finite(percentile(far, MEDIAN));
  }

  /** Equal numbers, and how many there are up to the last of them. */
  private record Numbers(double value, long count, long upTo) {}

  private static void add(double value, long count, List<Numbers> numbers) {
    long before = numbers.isEmpty() ? 0 : numbers.get(numbers.size() - 1).upTo();
    numbers.add(new Numbers(value, count, before + count));
  }

  /** Between two numbers, in proportion. */
  private static double percentile(List<Numbers> sorted, double percent) {
    long last = sorted.get(sorted.size() - 1).upTo() - 1;
    double place = percent / 100 * last;
    long below = (long) Math.floor(place);
    double low = at(sorted, below);
    double high = at(sorted, Math.min(below + 1, last));
    return low + (place - below) * (high - low);
  }

  private static double at(List<Numbers> sorted, long place) {
    int from = 0;
    int to = sorted.size() - 1;
    while (from < to) {
      int middle = (from + to) >>> 1;
      if (sorted.get(middle).upTo() > place) {
        to = middle;
      } else {
        from = middle + 1;
      }
    }
    return sorted.get(from).value();
  }

  @Override
  public boolean isFull() {
    return counts.size() >= AggregateDetector.MAX_VALUES;
  }

  @Override
  public long weight() {
    return 56 + BYTES_OF_ENTRY * counts.size();
  }

  @Override
  public void write(DataOutput out) throws IOException {
    Binary.writeUnsigned(counts.size(), out);
    for (var each : sorted().entrySet()) {
      Values.write(type.packed(each.getKey()), out);
      Binary.writeUnsigned(each.getValue(), out);
    }
  }

  Part read(DataInput in) throws IOException {
    int size = Binary.readCount(AggregateDetector.MAX_VALUES, in);
    ValueCounts all = this;
    for (int i = 0; i < size; i++) {
      Object packed = Values.readScalar(in);
      if (packed == null) {
        throw new IOException("A number is missing.");
      }
      Object value = ValueSet.unpacked(type, packed);
      all = all.with(value, Math.max(1, Binary.readUnsigned(in)));
    }
    return all;
  }
}
