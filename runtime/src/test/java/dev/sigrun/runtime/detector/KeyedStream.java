package dev.sigrun.runtime.detector;

import dev.sigrun.runtime.event.Event;
import dev.sigrun.runtime.event.EventFormatException;
import dev.sigrun.runtime.event.EventReader;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The simplest home of a detector: a map of cells, time by the events. */
public final class KeyedStream<S> {
  public final List<Detection> detections = new ArrayList<>();
  public final Map<Key, MemoryCell<S>> cells = new LinkedHashMap<>();
  private final Detector<S> detector;
  private final EventReader reader;
  private long arrival;

  public KeyedStream(Detector<S> detector, EventReader reader) {
    this.detector = detector;
    this.reader = reader;
  }

  /** A cell in memory that can be written and read back. */
  public static final class MemoryCell<S> implements Cell<S> {
    private final Key key;
    private @Nullable S state;
    private long deadline = Long.MAX_VALUE;

    public MemoryCell(Key key) {
      this.key = key;
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
    public void set(S other) {
      state = other;
    }

    @Override
    public void clear() {
      state = null;
      deadline = Long.MAX_VALUE;
    }

    @Override
    public void wakeAt(long time) {
      deadline = Math.min(deadline, time);
    }

    public boolean isDue(long time) {
      return deadline <= time;
    }

    public void due() {
      deadline = Long.MAX_VALUE;
    }

    public void restore(StateCodec<S> codec) {
      if (state != null) {
        byte[] bytes = bytes(codec, state);
        state = read(codec, bytes);
        // The bytes are the same for equal states.
        if (!java.util.Arrays.equals(bytes, bytes(codec, state))) {
          throw new AssertionError("The state of " + key + " changed on the way.");
        }
      }
    }
  }

  public static <S> byte[] bytes(StateCodec<S> codec, S state) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try {
      codec.write(state, new DataOutputStream(bytes));
    } catch (IOException e) {
      throw new AssertionError(e);
    }
    return bytes.toByteArray();
  }

  public static <S> S read(StateCodec<S> codec, byte[] bytes) {
    try {
      return codec.read(new DataInputStream(new ByteArrayInputStream(bytes)));
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  public MemoryCell<S> cell(Key key) {
    return cells.computeIfAbsent(key, MemoryCell::new);
  }

  /** Takes in an event at {@code time}. */
  public KeyedStream<S> feed(long time, Map<String, ?> event) {
    long number = ++arrival;
    EventRecord record =
        new EventRecord(new Ordinal(time, null, number), "events", number, new byte[] {1});
    for (Selection selection : detector.select(read(reader, event))) {
      detector.accept(cell(selection.key()), selection, record, detections::add);
    }
    return this;
  }

  /** Lets it be known that no event at or before {@code time} will come any more. */
  public KeyedStream<S> pass(long time) {
    for (MemoryCell<S> cell : cells.values()) {
      if (cell.isDue(time)) {
        cell.due();
        detector.wake(cell, time, detections::add);
      }
    }
    cells.values().removeIf(cell -> cell.get() == null);
    return this;
  }

  /** Writes all states and goes on with what is read back. */
  public KeyedStream<S> restore() {
    cells.values().forEach(cell -> cell.restore(detector.codec()));
    return this;
  }

  public static Event read(EventReader reader, Map<String, ?> event) {
    try {
      return reader.read(event);
    } catch (EventFormatException e) {
      throw new AssertionError(e);
    }
  }
}
