package dev.sigrun.runtime.detector;

import dev.sigrun.runtime.event.Event;
import dev.sigrun.runtime.event.EventFormatException;
import dev.sigrun.runtime.event.EventReader;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The simplest home of a detector: a map of cells, time by the events. */
public final class KeyedStream<S> {
  public final List<Detection> detections = new ArrayList<>();
  public final Map<Key, MemoryCell<S>> cells = new LinkedHashMap<>();
  private final Detector<S> detector;
  private final EventReader reader;
  private final ReferenceData data;
  private long arrival;

  public KeyedStream(Detector<S> detector, EventReader reader) {
    this(detector, reader, ReferenceData.NONE);
  }

  public KeyedStream(Detector<S> detector, EventReader reader, ReferenceData data) {
    this.detector = detector;
    this.reader = reader;
    this.data = data;
  }

  /** Replaces the state of a cell by the one read from its bytes. */
  public static <S> void restore(MemoryCell<S> cell, Codec<S> codec) {
    S state = cell.get();
    if (state == null) {
      return;
    }
    byte[] bytes = codec.toBytes(state);
    try {
      S copy = codec.fromBytes(bytes);
      // The bytes are the same for equal states.
      if (!java.util.Arrays.equals(bytes, codec.toBytes(copy))) {
        throw new AssertionError("The state of " + cell.key() + " changed on the way.");
      }
      cell.set(copy);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  /** The codec of states. */
  public Codec<S> codec() {
    return detector.codec();
  }

  public MemoryCell<S> cell(Key key) {
    return cells.computeIfAbsent(key, MemoryCell::new);
  }

  /** Takes in an event at {@code time}. */
  public KeyedStream<S> feed(long time, Map<String, ?> event) {
    long number = ++arrival;
    EventRecord record =
        new EventRecord(new EventOrder(time, null, number), "events", number, new byte[] {1});
    for (Selection selection : detector.select(read(reader, event), data)) {
      detector.accept(cell(selection.key()), selection, record, detections::add);
    }
    return this;
  }

  /** Lets it be known that no event at or before {@code time} will come any more. */
  public KeyedStream<S> pass(long time) {
    for (MemoryCell<S> cell : cells.values()) {
      if (cell.wakeAt() <= time) {
        cell.wake(time, (woken, at) -> detector.wake(woken, at, detections::add));
      }
    }
    cells.values().removeIf(cell -> cell.get() == null);
    return this;
  }

  /** Writes all states and continues with the states read back. */
  public KeyedStream<S> restore() {
    cells.values().forEach(cell -> restore(cell, detector.codec()));
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
