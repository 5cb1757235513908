package dev.sigrun.runtime.internal.stream;

import dev.sigrun.runtime.detector.Cell;
import dev.sigrun.runtime.detector.Codec;
import dev.sigrun.runtime.detector.DetectorCodecs;
import dev.sigrun.runtime.detector.Key;
import dev.sigrun.runtime.detector.MemoryCell;
import dev.sigrun.runtime.internal.codec.Binary;
import dev.sigrun.runtime.internal.snapshot.SnapshotInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The states of one detector by key. When the bound is reached, the least recently used key is
 * evicted.
 */
public final class CellStore<S> {
  /** About what a key costs besides its texts and its state, in bytes. */
  private static final long BYTES_PER_KEY = 300;

  private final Owner<S> owner;
  private final Timers timers;
  private final MemoryBudget budget;
  private final int maxKeys;
  private final MemoryCell.Waking<S> waking;

  private final Map<Key, Entry> cells = new HashMap<>();

  /** The least recently used cell, from which the others are linked in order of use. */
  private @Nullable Entry eldest;

  private @Nullable Entry newest;

  private long weight;
  private long created;
  private long evicted;

  /** The cell that a detector is working on, which must not be evicted now. */
  private @Nullable Entry inUse;

  public CellStore(Owner<S> owner, Timers timers, MemoryBudget budget, int maxKeys) {
    this.owner = owner;
    this.timers = timers;
    this.budget = budget;
    this.maxKeys = maxKeys;
    this.waking = owner::wake;
    budget.add(this);
  }

  /** The owner of the states that are kept. */
  public interface Owner<S> {
    /** A number that no other owner in the engine has. */
    int index();

    String ruleId();

    Codec<S> codec();

    /** About how many bytes a state takes. */
    long weight(S state);

    /** Whether {@link #codec} can be had. If not, that has been reported. */
    default boolean canRead() {
      return true;
    }

    void wake(Cell<S> cell, long time);

    /** Called before a cell is forgotten because memory runs out. */
    void forgetting(Cell<S> cell);
  }

  /** One key with its state. */
  public final class Entry extends MemoryCell<S> implements Timers.Timer {
    private final long serial;
    private final long baseBytes;
    private long bytes;
    private int place = Timers.ABSENT;

    /** The one that was used before, and the one that was used after. */
    private @Nullable Entry older;

    private @Nullable Entry newer;

    private Entry(Key key, long serial) {
      super(key);
      this.serial = serial;
      this.baseBytes = BYTES_PER_KEY + bytesOf(key);
    }

    @Override
    public void set(S state) {
      super.set(state);
      weigh(this, baseBytes + owner.weight(state));
    }

    @Override
    public void clear() {
      reschedule(NEVER);
      super.clear();
      weigh(this, baseBytes);
    }

    @Override
    public void wakeAt(long time) {
      if (time < wakeAt()) {
        reschedule(time);
      }
    }

    @Override
    public int rule() {
      return owner.index();
    }

    @Override
    public long serial() {
      return serial;
    }

    @Override
    public int place() {
      return place;
    }

    @Override
    public void place(int other) {
      place = other;
    }

    @Override
    public void fire(long time) {
      use(this);
      wake(time, waking);
      release(this);
    }

    @Override
    protected void reschedule(long time) {
      if (wakeAt() != NEVER) {
        timers.remove(this);
      }
      super.reschedule(time);
      if (time != NEVER) {
        timers.add(this);
      }
    }
  }

  /** The cell of {@code key}, which cannot be forgotten until it is released. */
  public Entry open(Key key) {
    Entry entry = cells.get(key);
    if (entry == null) {
      entry = add(key, created++);
    }
    use(entry);
    return entry;
  }

  /** As {@link #open}, but null if nothing is remembered for {@code key}. */
  public @Nullable Entry openKnown(Key key) {
    // Many rules remember nothing most of the time.
    Entry entry = cells.isEmpty() ? null : cells.get(key);
    if (entry == null) {
      // It is numbered although it is not kept, as snapshots have always had it.
      created++;
    } else {
      use(entry);
    }
    return entry;
  }

  /** Gives back what {@link #open} gave. */
  public void release(Entry entry) {
    if (entry.isEmpty()) {
      remove(entry);
    }
    while (cells.size() > maxKeys && canEvict()) {
      evict();
    }
    budget.enforce();
    inUse = null;
  }

  public int size() {
    return cells.size();
  }

  long weight() {
    return weight;
  }

  public long evicted() {
    return evicted;
  }

  /** Whether there is a key that may be forgotten. */
  boolean canEvict() {
    // The one in use is the one that was used last, so it only comes first when it is alone.
    return cells.size() > (inUse == null ? 0 : 1);
  }

  /** Forgets the key that was used least lately. */
  void evict() {
    Entry first = eldest;
    if (first == null) {
      throw new IllegalStateException("There is nothing to forget.");
    }
    owner.forgetting(first);
    forget(first);
    evicted++;
  }

  /** Writes all cells for a snapshot. */
  public void write(DataOutput out) throws IOException {
    Binary.writeSigned(evicted, out);
    Binary.writeSigned(created, out);
    Binary.writeUnsigned(cells.size(), out);
    if (cells.isEmpty()) {
      return;
    }
    Codec<MemoryCell<S>> codec = DetectorCodecs.cell(owner.codec());
    for (Entry entry = eldest; entry != null; entry = entry.newer) {
      Binary.writeSigned(entry.serial, out);
      codec.write(entry, out);
    }
  }

  /**
   * Reads what {@link #write} wrote. May be called several times, for stores that have different
   * keys.
   *
   * @param mine which keys are kept here; those of others are passed over
   * @param counting whether evictions are counted here
   * @return whether the states could be read; if not, nothing is remembered
   */
  public boolean read(SnapshotInput in, Predicate<Key> mine, boolean counting) throws IOException {
    evicted += counting ? in.readLong() : skipLong(in);
    long first = created;
    created += in.readLong();
    int size = in.readCount();
    boolean readable = true;
    for (int i = 0; i < size; i++) {
      SnapshotInput.StoredCell stored = in.readCell();
      MemoryCell<byte[]> cell = stored.cell();
      if (!mine.test(cell.key())) {
        continue;
      }
      Entry entry = add(cell.key(), first + stored.serial());
      byte[] state = cell.get();
      if (state != null) {
        readable = readable && owner.canRead();
        if (readable) {
          entry.set(readState(state));
        }
      }
      entry.reschedule(cell.wakeAt());
    }
    if (!readable) {
      List.copyOf(cells.values()).forEach(this::forget);
    }
    while (cells.size() > maxKeys) {
      evict();
    }
    return readable;
  }

  private static long skipLong(SnapshotInput in) throws IOException {
    in.readLong();
    return 0;
  }

  private S readState(byte[] bytes) throws IOException {
    try {
      return owner.codec().fromBytes(bytes);
    } catch (IOException e) {
      throw new IOException(
          "The state of the rule " + owner.ruleId() + " is damaged: " + e.getMessage(), e);
    }
  }

  /** Reads past what {@link #write} wrote; the result is how many keys there were. */
  public static int skip(SnapshotInput in) throws IOException {
    in.readLong();
    in.readLong();
    int size = in.readCount();
    for (int i = 0; i < size; i++) {
      in.readCell();
    }
    return size;
  }

  private Entry add(Key key, long serial) {
    Entry entry = new Entry(key, serial);
    if (cells.put(key, entry) != null) {
      throw new IllegalStateException("The key " + key + " occurs twice.");
    }
    link(entry);
    budget.changed(1, 0);
    weigh(entry, entry.baseBytes);
    return entry;
  }

  private void forget(Entry entry) {
    entry.reschedule(MemoryCell.NEVER);
    remove(entry);
  }

  private void remove(Entry entry) {
    if (cells.remove(entry.key(), entry)) {
      unlink(entry);
    }
    weigh(entry, 0);
    budget.changed(-1, 0);
  }

  private void use(Entry entry) {
    if (entry != newest) {
      unlink(entry);
      link(entry);
    }
    inUse = entry;
  }

  private void link(Entry entry) {
    entry.older = newest;
    if (newest == null) {
      eldest = entry;
    } else {
      newest.newer = entry;
    }
    newest = entry;
  }

  private void unlink(Entry entry) {
    if (entry.older == null) {
      eldest = entry.newer;
    } else {
      entry.older.newer = entry.newer;
    }
    if (entry.newer == null) {
      newest = entry.older;
    } else {
      entry.newer.older = entry.older;
    }
    entry.older = null;
    entry.newer = null;
  }

  private void weigh(Entry entry, long bytes) {
    long more = bytes - entry.bytes;
    entry.bytes = bytes;
    weight += more;
    budget.changed(0, more);
  }

  private static long bytesOf(Key key) {
    long bytes = 0;
    for (Object value : key.values()) {
      bytes += value instanceof String text ? 50 + text.length() : 20;
    }
    return bytes;
  }
}
