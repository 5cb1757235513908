package dev.sigrun.runtime.detector.aggregate;

import dev.sigrun.runtime.detector.Key;
import dev.sigrun.runtime.internal.codec.Binary;
import dev.sigrun.runtime.internal.detector.PersistentMap;
import dev.sigrun.runtime.internal.detector.TermHash;
import dev.sigrun.runtime.row.CellType;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * How many different values there are, which are known by their fingerprints.
 *
 * @param hashes each with itself
 */
record DistinctValues(CellType type, PersistentMap<TermHash, TermHash> hashes) implements Part {
  private static final Comparator<TermHash> ORDER =
      Comparator.comparingLong(TermHash::high).thenComparingLong(TermHash::low);

  private static final long BYTES_OF_ENTRY = 96;

  static DistinctValues none(CellType type) {
    return new DistinctValues(type, PersistentMap.empty());
  }

  @Override
  public Part with(Object value) {
    return with(TermHash.of(Key.of(type.packed(value))));
  }

  private DistinctValues with(TermHash hash) {
    return isFull() || hashes.get(hash) != null
        ? this
        : new DistinctValues(type, hashes.withNew(hash, hash));
  }

  @Override
  public Part joined(Part later) {
    if (!(later instanceof DistinctValues other)) {
      throw Part.different(this, later);
    }
    boolean grows = other.hashes.size() > hashes.size();
    DistinctValues larger = grows ? other : this;
    DistinctValues smaller = grows ? this : other;
    DistinctValues all = larger;
    for (TermHash hash : smaller.sorted()) {
      all = all.with(hash);
    }
    return all;
  }

  private List<TermHash> sorted() {
    List<TermHash> all = new ArrayList<>(hashes.size());
    hashes.forEach((hash, same) -> all.add(hash));
    all.sort(ORDER);
    return all;
  }

  @Override
  public Object cell() {
    return (long) hashes.size();
  }

  @Override
  public boolean isFull() {
    return hashes.size() >= AggregateDetector.MAX_VALUES;
  }

  @Override
  public long weight() {
    return 40 + BYTES_OF_ENTRY * hashes.size();
  }

  @Override
  public void write(DataOutput out) throws IOException {
    Binary.writeUnsigned(hashes.size(), out);
    for (TermHash hash : sorted()) {
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
