package dev.sigrun.runtime.engine;

import dev.sigrun.runtime.detector.Cell;
import dev.sigrun.runtime.detector.Key;
import dev.sigrun.runtime.detector.StateCodec;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The states of one detector by key. When the bound is reached, the least recently used key is
 * evicted.
 */
final class CellStore<S> {
  /** The approximate cost of a key in bytes, in addition to its texts and its state. */
  private static final long BYTES_PER_KEY = 300;

  private final Keeper<S> keeper;
  private final Timers timers;
  private final Room room;
  private final int maxKeys;

  /** From the one that was used least lately. */
  private final LinkedHashMap<Key, Entry> cells = new LinkedHashMap<>(16, 0.75f, true);

  private long weight;
  private long created;
  private long evicted;

  /** The cell that a detector is using, which must not be evicted now. */
  private @Nullable Entry inUse;

  CellStore(Keeper<S> keeper, Timers timers, Room room, int maxKeys) {
    this.keeper = keeper;
    this.timers = timers;
    this.room = room;
    this.maxKeys = maxKeys;
    room.add(this);
  }

  /** Whose states are kept. */
  interface Keeper<S> {
    /** A number that no other keeper of the engine has. */
    int index();

    String ruleId();

    StateCodec<S> codec();

    /** About how many bytes a state takes. */
    long weight(S state);

    /** Whether {@link #codec} can be had. If not, that has been reported. */
    default boolean canRead() {
      return true;
    }

    void wake(CellStore<S>.Entry cell, long time);

    /** Called before a cell is evicted because memory is bounded. */
    void forgetting(CellStore<S>.Entry cell);
  }

  /** One key with its state. */
  final class Entry implements Cell<S>, Timers.Timer {
    private final Key key;
    private final long serial;
    private @Nullable S state;
    private long wakeAt = Timers.NEVER;
    private long bytes;

    private Entry(Key key, long serial) {
      this.key = key;
      this.serial = serial;
    }

    @Override
    public Key key() {
      return key;
    }

    @Override
    public @Nullable S get() {
      return state;
    }

    @Override
    public void set(S state) {
      this.state = state;
      weigh(this, BYTES_PER_KEY + bytesOf(key) + keeper.weight(state));
    }

    @Override
    public void clear() {
      state = null;
      reschedule(Timers.NEVER);
      weigh(this, BYTES_PER_KEY + bytesOf(key));
    }

    @Override
    public void wakeAt(long time) {
      if (time < wakeAt) {
        reschedule(time);
      }
    }

    @Override
    public long wakeAt() {
      return wakeAt;
    }

    @Override
    public int rule() {
      return keeper.index();
    }

    @Override
    public long serial() {
      return serial;
    }

    @Override
    public void fire(long time) {
      reschedule(Timers.NEVER);
      use(this);
      keeper.wake(this, time);
      release(this);
    }

    /**
     * Schedules the next waking after {@code time}, even if the detector requests an earlier time.
     */
    void notBefore(long time) {
      if (wakeAt <= time) {
        reschedule(time + 1);
      }
    }

    private void reschedule(long time) {
      if (wakeAt != Timers.NEVER) {
        timers.remove(this);
      }
      wakeAt = time;
      if (wakeAt != Timers.NEVER) {
        timers.add(this);
      }
    }

    private boolean isEmpty() {
      return state == null && wakeAt == Timers.NEVER;
    }
  }

  /** The cell of {@code key}, which cannot be forgotten until it is released. */
  Entry open(Key key) {
    Entry entry = cells.get(key);
    if (entry == null) {
      entry = add(key, created++);
    }
    use(entry);
    return entry;
  }

  /** Returns a cell that {@link #open} returned. */
  void release(Entry entry) {
    if (entry.isEmpty()) {
      remove(entry);
    }
    while (cells.size() > maxKeys && canEvict()) {
      evict();
    }
    room.makeRoom();
    inUse = null;
  }

  int size() {
    return cells.size();
  }

  long weight() {
    return weight;
  }

  long evicted() {
    return evicted;
  }

  /** Whether there is a key that may be forgotten. */
  boolean canEvict() {
    // The one in use is the one that was used last, so it only comes first when it is alone.
    return cells.size() > (inUse == null ? 0 : 1);
  }

  /** Forgets the key that was used least lately. */
  void evict() {
    Entry eldest = cells.values().iterator().next();
    keeper.forgetting(eldest);
    forget(eldest);
    evicted++;
  }

  void write(DataOutputStream out) throws IOException {
    out.writeLong(evicted);
    out.writeLong(created);
    out.writeInt(cells.size());
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    for (Map.Entry<Key, Entry> each : cells.entrySet()) {
      Entry entry = each.getValue();
      Wire.writeKey(entry.key, out);
      out.writeLong(entry.serial);
      out.writeLong(entry.wakeAt);
      S state = entry.state;
      out.writeBoolean(state != null);
      if (state != null) {
        bytes.reset();
        keeper.codec().write(state, new DataOutputStream(bytes));
        out.writeInt(bytes.size());
        bytes.writeTo(out);
      }
    }
  }

  /**
   * Reads what {@link #write} wrote.
   *
   * @return whether the states could be read; if not, nothing is remembered
   */
  boolean read(DataInputStream in) throws IOException {
    evicted = in.readLong();
    created = in.readLong();
    int size = Wire.readCount(in);
    boolean readable = true;
    for (int i = 0; i < size; i++) {
      Entry entry = add(Wire.readKey(in), in.readLong());
      long wakeAt = in.readLong();
      if (in.readBoolean()) {
        byte[] state = Wire.readBytes(in);
        readable = readable && keeper.canRead();
        if (readable) {
          entry.set(readState(state));
        }
      }
      entry.reschedule(wakeAt);
    }
    if (!readable) {
      List.copyOf(cells.values()).forEach(this::forget);
    }
    while (cells.size() > maxKeys) {
      evict();
    }
    return readable;
  }

  private S readState(byte[] bytes) throws SnapshotException {
    DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes));
    try {
      S state = keeper.codec().read(in);
      if (in.read() < 0) {
        return state;
      }
    } catch (IOException e) {
      throw new SnapshotException("The state of the rule " + keeper.ruleId() + " is damaged.", e);
    }
    throw new SnapshotException("The state of the rule " + keeper.ruleId() + " is too long.");
  }

  /** Reads past what {@link #write} wrote; the result is how many keys there were. */
  static int skip(DataInputStream in) throws IOException {
    in.readLong();
    in.readLong();
    int size = Wire.readCount(in);
    for (int i = 0; i < size; i++) {
      Wire.readKey(in);
      in.readLong();
      in.readLong();
      if (in.readBoolean()) {
        Wire.readBytes(in);
      }
    }
    return size;
  }

  private Entry add(Key key, long serial) {
    Entry entry = new Entry(key, serial);
    if (cells.put(key, entry) != null) {
      throw new IllegalStateException("The key " + key + " occurs twice.");
    }
    room.changed(1, 0);
    weigh(entry, BYTES_PER_KEY + bytesOf(key));
    return entry;
  }

  private void forget(Entry entry) {
    entry.reschedule(Timers.NEVER);
    remove(entry);
  }

  private void remove(Entry entry) {
    cells.remove(entry.key);
    weigh(entry, 0);
    room.changed(-1, 0);
  }

  private void use(Entry entry) {
    cells.get(entry.key);
    inUse = entry;
  }

  private void weigh(Entry entry, long bytes) {
    long more = bytes - entry.bytes;
    entry.bytes = bytes;
    weight += more;
    room.changed(0, more);
  }

  private static long bytesOf(Key key) {
    long bytes = 0;
    for (Object value : key.values()) {
      bytes += value instanceof String text ? 50 + text.length() : 20;
    }
    return bytes;
  }
}
