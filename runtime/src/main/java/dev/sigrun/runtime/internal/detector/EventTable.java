package dev.sigrun.runtime.internal.detector;

import dev.sigrun.runtime.detector.DetectorCodecs;
import dev.sigrun.runtime.detector.EventOrder;
import dev.sigrun.runtime.detector.EventRecord;
import dev.sigrun.runtime.internal.codec.Binary;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The distinct events of one state as bytes. A state names events by their places in the table, so
 * that an event that is remembered several times is written once.
 */
public final class EventTable {
  private static final int SAME_SOURCE = 0;
  private static final int OTHER_SOURCE = 1;

  private final Map<EventRecord, Integer> places = new LinkedHashMap<>();

  /** Adds events that are not in the table yet. */
  public void add(List<EventRecord> events) {
    for (EventRecord event : events) {
      places.putIfAbsent(event, places.size());
    }
  }

  /** Writes the events of the table. */
  public void write(DataOutput out) throws IOException {
    Binary.writeUnsigned(places.size(), out);
    String source = "";
    for (EventRecord event : places.keySet()) {
      DetectorCodecs.ORDER.write(event.order(), out);
      if (event.source().equals(source)) {
        out.writeByte(SAME_SOURCE);
      } else {
        out.writeByte(OTHER_SOURCE);
        source = event.source();
        Binary.writeText(source, out);
      }
      Binary.writeSigned(event.line(), out);
      Binary.writeBytes(event.json(), out);
    }
  }

  /** Writes which events of the table {@code events} are; how many they are is not written. */
  public void writePlaces(List<EventRecord> events, DataOutput out) throws IOException {
    for (EventRecord event : events) {
      Integer place = places.get(event);
      if (place == null) {
        throw new IllegalStateException("An event is not in the table: " + event);
      }
      Binary.writeUnsigned(place, out);
    }
  }

  /** Reads what {@link #write} wrote. */
  public static List<EventRecord> read(DataInput in) throws IOException {
    int count = Binary.readCount(Integer.MAX_VALUE, in);
    List<EventRecord> events = new ArrayList<>();
    String source = "";
    for (int i = 0; i < count; i++) {
      EventOrder order = DetectorCodecs.ORDER.read(in);
      if (Binary.readCount(OTHER_SOURCE, in) == OTHER_SOURCE) {
        source = Binary.readText(in);
      }
      long line = Binary.readSigned(in);
      events.add(new EventRecord(order, source, line, Binary.readBytes(in)));
    }
    return events;
  }

  /** Reads one of the places that {@link #writePlaces} wrote. */
  public static EventRecord readPlace(List<EventRecord> events, DataInput in) throws IOException {
    if (events.isEmpty()) {
      throw new IOException("There is no event in the table.");
    }
    return events.get(Binary.readCount(events.size() - 1, in));
  }
}
