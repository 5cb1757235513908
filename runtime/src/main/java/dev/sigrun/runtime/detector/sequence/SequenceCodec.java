package dev.sigrun.runtime.detector.sequence;

import dev.sigrun.runtime.detector.Codec;
import dev.sigrun.runtime.detector.EventRecord;
import dev.sigrun.runtime.detector.sequence.SequenceState.Waiting;
import dev.sigrun.runtime.internal.codec.Binary;
import dev.sigrun.runtime.internal.detector.EventTable;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * States of sequences as bytes: version, number of slots, number of marks, events, slots, marks,
 * sequences that wait. Bytes of a sequence with other stages are refused where that shows.
 */
final class SequenceCodec implements Codec<SequenceState> {
  private static final int VERSION = 1;
  private static final int EMPTY = 0;
  private static final int FULL = 1;

  private static final int NEVER = 0;
  private static final int DOOMED = 1;
  private static final int AT = 2;

  private final SequencePlan plan;

  SequenceCodec(SequencePlan plan) {
    this.plan = plan;
  }

  @Override
  public void write(SequenceState state, DataOutput out) throws IOException {
    EventTable table = tableOf(state);
    @Nullable InFlight[] slots = state.slots();
    Binary.writeUnsigned(VERSION, out);
    Binary.writeUnsigned(slots.length, out);
    Binary.writeUnsigned(state.marks().length, out);
    table.write(out);
    for (int i = 0; i < slots.length; i++) {
      InFlight slot = slots[i];
      out.writeByte(slot == null ? EMPTY : FULL);
      if (slot != null) {
        table.writePlaces(slot.events(i + 1), out);
      }
    }
    for (long mark : state.marks()) {
      writeMark(mark, out);
    }
    Binary.writeUnsigned(state.waiting().length, out);
    for (Waiting each : state.waiting()) {
      table.writePlaces(each.sequence().events(slots.length + 1), out);
      Binary.writeSigned(each.deadline(), out);
    }
  }

  @Override
  public SequenceState read(DataInput in) throws IOException {
    SequenceState empty = SequenceState.empty(plan);
    Binary.expect(VERSION, "version", in);
    Binary.expect(empty.slots().length, "number of slots", in);
    Binary.expect(empty.marks().length, "number of marks", in);
    List<EventRecord> events = EventTable.read(in);
    @Nullable InFlight[] slots = new @Nullable InFlight[empty.slots().length];
    for (int i = 0; i < slots.length; i++) {
      slots[i] = Binary.readCount(FULL, in) == FULL ? readPartial(i + 1, events, in) : null;
    }
    long[] marks = new long[empty.marks().length];
    for (int i = 0; i < marks.length; i++) {
      marks[i] = readMark(in);
    }
    int most = plan.endsWithMissing() ? SequenceDetector.MAX_WAITING : 0;
    Waiting[] waiting = new Waiting[Binary.readCount(most, in)];
    for (int i = 0; i < waiting.length; i++) {
      InFlight sequence = readPartial(slots.length + 1, events, in);
      waiting[i] = new Waiting(sequence, Binary.readSigned(in));
    }
    return new SequenceState(slots, marks, waiting);
  }

  private static EventTable tableOf(SequenceState state) {
    EventTable table = new EventTable();
    @Nullable InFlight[] slots = state.slots();
    for (int i = 0; i < slots.length; i++) {
      InFlight slot = slots[i];
      if (slot != null) {
        table.add(slot.events(i + 1));
      }
    }
    for (Waiting each : state.waiting()) {
      table.add(each.sequence().events(slots.length + 1));
    }
    return table;
  }

  private static void writeMark(long mark, DataOutput out) throws IOException {
    if (mark == SequenceState.NEVER || mark == SequenceState.DOOMED) {
      out.writeByte(mark == SequenceState.NEVER ? NEVER : DOOMED);
    } else {
      out.writeByte(AT);
      Binary.writeSigned(mark, out);
    }
  }

  private static long readMark(DataInput in) throws IOException {
    int kind = Binary.readCount(AT, in);
    if (kind == AT) {
      return Binary.readSigned(in);
    }
    return kind == NEVER ? SequenceState.NEVER : SequenceState.DOOMED;
  }

  private static InFlight readPartial(int size, List<EventRecord> events, DataInput in)
      throws IOException {
    EventRecord event = EventTable.readPlace(events, in);
    InFlight partial = InFlight.startingWith(event);
    for (int i = 1; i < size; i++) {
      EventRecord next = EventTable.readPlace(events, in);
      if (next.order().compareTo(event.order()) < 0) {
        throw new IOException("The events of a sequence are out of order.");
      }
      partial = partial.extendedBy(next);
      event = next;
    }
    return partial;
  }
}
