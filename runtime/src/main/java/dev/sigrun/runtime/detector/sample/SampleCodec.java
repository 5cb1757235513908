package dev.sigrun.runtime.detector.sample;

import dev.sigrun.runtime.detector.Codec;
import dev.sigrun.runtime.detector.EventRecord;
import dev.sigrun.runtime.internal.codec.Binary;
import dev.sigrun.runtime.internal.detector.EventTable;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.List;

/**
 * States of samples as bytes: version, number of items, events, and for each item how many events
 * it has and which.
 */
final class SampleCodec implements Codec<SampleState> {
  private static final int VERSION = 1;

  private final SamplePlan plan;

  SampleCodec(SamplePlan plan) {
    this.plan = plan;
  }

  @Override
  public void write(SampleState state, DataOutput out) throws IOException {
    EventTable table = new EventTable();
    for (int item = 0; item < state.items(); item++) {
      table.add(state.events(item));
    }
    Binary.writeUnsigned(VERSION, out);
    Binary.writeUnsigned(state.items(), out);
    table.write(out);
    for (int item = 0; item < state.items(); item++) {
      Binary.writeUnsigned(state.events(item).size(), out);
      table.writePlaces(state.events(item), out);
    }
  }

  @Override
  public SampleState read(DataInput in) throws IOException {
    Binary.expect(VERSION, "version", in);
    Binary.expect(plan.size(), "number of items", in);
    List<EventRecord> events = EventTable.read(in);
    EventRecord[][] eventsByItem = new EventRecord[plan.size()][];
    for (int item = 0; item < eventsByItem.length; item++) {
      EventRecord[] some = new EventRecord[Binary.readCount(plan.eventsPerItem(), in)];
      for (int i = 0; i < some.length; i++) {
        some[i] = EventTable.readPlace(events, in);
        if (i > 0 && !isInOrder(some[i - 1], some[i])) {
          throw new IOException("The events of an item are out of order.");
        }
      }
      eventsByItem[item] = some;
    }
    return new SampleState(eventsByItem);
  }

  private boolean isInOrder(EventRecord left, EventRecord right) {
    return plan.isBatch()
        ? left.order().sequence() <= right.order().sequence()
        : left.order().compareTo(right.order()) <= 0;
  }
}
