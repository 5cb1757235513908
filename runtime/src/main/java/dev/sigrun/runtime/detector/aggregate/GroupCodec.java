package dev.sigrun.runtime.detector.aggregate;

import dev.sigrun.runtime.detector.Codec;
import dev.sigrun.runtime.internal.codec.Binary;
import dev.sigrun.runtime.internal.detector.EventQueue;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * Writes the states of groups. What it reads is refused unless groups are looked at as the schedule
 * says: a state from another time would be asked at each instant since then.
 *
 * @param kept of which each pane has parts
 */
record GroupCodec(List<Kept> kept, Schedule schedule) implements Codec<GroupState> {
  private static final int VERSION = 2;

  GroupCodec {
    kept = List.copyOf(kept);
  }

  @Override
  public void write(GroupState state, DataOutput out) throws IOException {
    Binary.writeUnsigned(VERSION, out);
    Binary.writeSigned(state.seen(), out);
    Binary.writeSigned(state.detected(), out);
    state.events().write(out);
    List<Pane> panes = state.panes();
    Binary.writeUnsigned(panes.size(), out);
    for (Pane pane : panes) {
      Binary.writeSigned(pane.entry(), out);
      Binary.writeSigned(pane.exit(), out);
      Binary.writeSigned(pane.first(), out);
      Binary.writeSigned(pane.last(), out);
      Binary.writeUnsigned(pane.rows(), out);
      for (Part part : pane.parts()) {
        part.write(out);
      }
    }
  }

  @Override
  public GroupState read(DataInput in) throws IOException {
    Binary.expect(VERSION, "version", in);
    long seen = Binary.readSigned(in);
    long detected = Binary.readSigned(in);
    require(seen == GroupState.NEVER || schedule.isInstant(seen), "instant", seen);
    require(
        detected == GroupState.NEVER || (schedule.isInstant(detected) && detected <= seen),
        "detection",
        detected);
    EventQueue events = EventQueue.read(in);
    int size = Binary.readCount(Integer.MAX_VALUE, in);
    List<Pane> panes = new ArrayList<>();
    long entry = Long.MIN_VALUE;
    long exit = Long.MIN_VALUE;
    for (int i = 0; i < size; i++) {
      Pane pane = pane(in);
      boolean later = pane.entry() > entry || (pane.entry() == entry && pane.exit() > exit);
      require(later && isPossible(pane, seen), "pane", pane.entry());
      entry = pane.entry();
      exit = pane.exit();
      panes.add(pane);
    }
    return GroupState.of(panes, events, seen, detected);
  }

  private boolean isPossible(Pane pane, long seen) {
    return schedule.isInstant(pane.entry())
        && pane.exit() > pane.entry()
        && pane.exit() <= schedule.exit(pane.entry())
        && pane.first() <= pane.last()
        && schedule.entry(pane.first()) == pane.entry()
        && schedule.entry(pane.last()) == pane.entry()
        && (seen == GroupState.NEVER
            || (pane.exit() > seen && pane.entry() <= schedule.exit(seen)));
  }

  private static void require(boolean condition, String what, long time) throws IOException {
    if (!condition) {
      throw new IOException("A group cannot have the " + what + " at " + time + ".");
    }
  }

  private Pane pane(DataInput in) throws IOException {
    long entry = Binary.readSigned(in);
    long exit = Binary.readSigned(in);
    long first = Binary.readSigned(in);
    long last = Binary.readSigned(in);
    long rows = Binary.readUnsigned(in);
    List<Part> parts = new ArrayList<>();
    for (Kept each : kept) {
      parts.add(each.reader().read(in));
    }
    return new Pane(entry, exit, first, last, rows, parts);
  }
}
