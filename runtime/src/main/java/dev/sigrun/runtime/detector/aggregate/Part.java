package dev.sigrun.runtime.detector.aggregate;

import dev.sigrun.runtime.internal.codec.Binary;
import java.io.DataOutput;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * The part of an aggregate that comes from some of the rows of a group. Immutable. Parts of one
 * aggregate can be joined to what is known from the rows of both.
 */
sealed interface Part
    permits Part.Count, Extreme, Sum, DistinctValues, ValueSet, TopValues, InnerGroups, RowStore {
  /** The same with one more value. */
  Part with(Object value);

  /** The part from the rows of both, of which those of {@code later} are later. */
  Part joined(Part later);

  /** The aggregate as a cell. */
  @Nullable Object cell();

  /** About how many bytes it keeps from being freed. */
  long weight();

  /** Whether it takes in no more values. */
  default boolean isFull() {
    return false;
  }

  /** Writes what {@link Aggregate#read} reads. */
  void write(DataOutput out) throws IOException;

  /** A wrong kind of part, which no caller passes. */
  static IllegalArgumentException different(Part left, Part right) {
    return new IllegalArgumentException("Not parts of one aggregate: " + left + ", " + right);
  }

  /** How many values there are. */
  record Count(long count) implements Part {
    @Override
    public Part with(Object value) {
      return new Count(count + 1);
    }

    @Override
    public Part joined(Part later) {
      if (later instanceof Count other) {
        return new Count(count + other.count);
      }
      throw different(this, later);
    }

    @Override
    public Object cell() {
      return count;
    }

    @Override
    public long weight() {
      return 24;
    }

    @Override
    public void write(DataOutput out) throws IOException {
      Binary.writeSigned(count, out);
    }
  }
}
