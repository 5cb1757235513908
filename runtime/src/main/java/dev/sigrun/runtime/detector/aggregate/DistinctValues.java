package dev.sigrun.runtime.detector.aggregate;

import dev.sigrun.runtime.detector.Key;
import dev.sigrun.runtime.internal.codec.Binary;
import dev.sigrun.runtime.internal.detector.PersistentSet;
import dev.sigrun.runtime.internal.detector.TermHash;
import dev.sigrun.runtime.row.CellType;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/**
 * How many different values there are, which are known by their fingerprints, or by themselves as
 * long as they are few and short.
 *
 * @param few the packed values, if there are no fingerprints; not changed
 */
record DistinctValues(CellType type, Object[] few, PersistentSet<TermHash> hashes) implements Part {
  private static final Comparator<TermHash> ORDER =
      Comparator.comparingLong(TermHash::high).thenComparingLong(TermHash::low);

  private static final long BYTES_OF_ENTRY = 96;
  private static final Object[] NONE = {};
  private static final int FEW = 4;

  /** Texts that are not longer take no more than their fingerprints. */
  private static final int LONG_TEXT = 40;

  static DistinctValues none(CellType type) {
    return new DistinctValues(type, NONE, PersistentSet.empty());
  }

  @Override
  public Part with(Object value) {
    Object packed = type.packed(value);
    if (hashes.size() > 0) {
      return with(hash(packed));
    }
    for (Object each : few) {
      if (each.equals(packed)) {
        return this;
      }
    }
    if (few.length == FEW || !isShort(packed)) {
      return hashed().with(hash(packed));
    }
    Object[] more = Arrays.copyOf(few, few.length + 1);
    more[few.length] = packed;
    return new DistinctValues(type, more, hashes);
  }

  /** Decimals differ that are the same number, so they are compared by their fingerprints. */
  private boolean isShort(Object packed) {
    return type != CellType.DOUBLE && !(packed instanceof String text && text.length() > LONG_TEXT);
  }

  private static TermHash hash(Object packed) {
    return TermHash.of(Key.of(packed));
  }

  /** The same that knows fingerprints. */
  private DistinctValues hashed() {
    DistinctValues all = new DistinctValues(type, NONE, hashes);
    for (Object each : few) {
      all = all.with(hash(each));
    }
    return all;
  }

  private DistinctValues with(TermHash hash) {
    return isFull() || hashes.contains(hash)
        ? this
        : new DistinctValues(type, NONE, hashes.withNew(hash));
  }

  @Override
  public Part joined(Part later) {
    if (!(later instanceof DistinctValues other)) {
      throw Part.different(this, later);
    }
    if (hashes.size() == 0 && other.hashes.size() == 0) {
      Part all = this;
      for (Object each : other.few) {
        all = all.with(type.unpacked(each));
      }
      return all;
    }
    DistinctValues left = hashed();
    DistinctValues right = other.hashed();
    boolean grows = right.hashes.size() > left.hashes.size();
    DistinctValues all = grows ? right : left;
    for (TermHash hash : (grows ? left : right).sorted()) {
      all = all.with(hash);
    }
    return all;
  }

  private List<TermHash> sorted() {
    List<TermHash> all = hashes.elements();
    all.sort(ORDER);
    return all;
  }

  @Override
  public Object cell() {
    return (long) few.length + hashes.size();
  }

  @Override
  public boolean isFull() {
    return hashes.size() >= AggregateDetector.MAX_VALUES;
  }

  @Override
  public long weight() {
    return 40 + BYTES_OF_ENTRY * (few.length + hashes.size());
  }

  @Override
  public void write(DataOutput out) throws IOException {
    List<TermHash> all = hashed().sorted();
    Binary.writeUnsigned(all.size(), out);
    for (TermHash hash : all) {
      out.writeLong(hash.high());
      out.writeLong(hash.low());
    }
  }

  static Part read(CellType type, DataInput in) throws IOException {
    int size = Binary.readCount(AggregateDetector.MAX_VALUES, in);
    DistinctValues all = none(type);
    for (int i = 0; i < size; i++) {
      all = all.with(new TermHash(in.readLong(), in.readLong()));
    }
    return all;
  }
}
