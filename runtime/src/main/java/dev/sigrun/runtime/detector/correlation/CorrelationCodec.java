package dev.sigrun.runtime.detector.correlation;

import dev.sigrun.runtime.detector.Codec;
import dev.sigrun.runtime.detector.DetectorCodecs;
import dev.sigrun.runtime.detector.EventRecord;
import dev.sigrun.runtime.internal.codec.Binary;
import dev.sigrun.runtime.internal.detector.EventTable;
import dev.sigrun.runtime.internal.detector.PersistentMap;
import dev.sigrun.runtime.internal.detector.PersistentQueue;
import dev.sigrun.runtime.internal.detector.TermTimes;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * States of correlations as bytes: version, times, events, then for each group the number of its
 * correlation, its key and its hits, which name events by their places.
 */
final class CorrelationCodec implements Codec<CorrelationState> {
  private static final int VERSION = 1;

  private final CorrelationTree tree;

  CorrelationCodec(CorrelationTree tree) {
    this.tree = tree;
  }

  @Override
  public void write(CorrelationState state, DataOutput out) throws IOException {
    EventTable table = new EventTable();
    List<CorrelationState.Place> places = new ArrayList<>();
    List<Group> groups = new ArrayList<>();
    state
        .groups()
        .forEach(
            (place, group) -> {
              places.add(place);
              groups.add(group);
              hits(group).forEach(hit -> table.add(hit.events()));
            });
    Binary.writeUnsigned(VERSION, out);
    Binary.writeSigned(state.window(), out);
    Binary.writeSigned(state.latest(), out);
    table.write(out);
    Binary.writeUnsigned(groups.size(), out);
    for (int i = 0; i < groups.size(); i++) {
      Binary.writeUnsigned(places.get(i).node(), out);
      DetectorCodecs.KEY.write(places.get(i).key(), out);
      write(groups.get(i), table, out);
    }
  }

  private static List<Hit> hits(Group group) {
    if (group instanceof Window window) {
      return window.hits().elements();
    }
    return group instanceof Newest newest
        ? newest.all()
        : ((InOrder) group).slots().stream().flatMap(List::stream).toList();
  }

  private static void write(Group group, EventTable table, DataOutput out) throws IOException {
    if (group instanceof Window window) {
      Binary.writeSigned(window.count(), out);
      Binary.writeText(window.sum().toString(), out);
      Binary.writeSigned(window.numbers(), out);
      Binary.writeSigned(window.lastTime(), out);
      window.terms().write(out);
      write(window.hits().elements(), table, out);
    } else if (group instanceof Newest newest) {
      for (Hit hit : newest.hits()) {
        write(hit == null ? List.of() : List.of(hit), table, out);
      }
    } else {
      for (List<Hit> slot : ((InOrder) group).slots()) {
        write(slot, table, out);
      }
    }
  }

  private static void write(List<Hit> hits, EventTable table, DataOutput out) throws IOException {
    Binary.writeUnsigned(hits.size(), out);
    for (Hit hit : hits) {
      Binary.writeSigned(hit.time(), out);
      Binary.writeUnsigned(hit.events().size(), out);
      table.writePlaces(hit.events(), out);
      Binary.writeUnsigned(hit.numbers().size(), out);
      for (BigDecimal number : hit.numbers()) {
        Binary.writeText(number.toString(), out);
      }
    }
  }

  @Override
  public CorrelationState read(DataInput in) throws IOException {
    Binary.expect(VERSION, "version", in);
    long window = Binary.readSigned(in);
    long latest = Binary.readSigned(in);
    List<EventRecord> events = EventTable.read(in);
    int size = Binary.readCount(Integer.MAX_VALUE, in);
    PersistentMap<CorrelationState.Place, Group> groups = PersistentMap.empty();
    long weight = 0;
    for (int i = 0; i < size; i++) {
      int node = Binary.readCount(tree.nodes().size() - 1, in);
      CorrelationState.Place place = new CorrelationState.Place(node, DetectorCodecs.KEY.read(in));
      CorrelationPlan plan = tree.nodes().get(node).plan();
      if (place.key().values().size() != plan.width()) {
        throw new IOException("The key has " + place.key().values().size() + " values.");
      }
      Group group = readGroup(plan, events, in);
      groups = groups.with(place, group);
      weight += group.weight();
    }
    if (groups.size() != size) {
      throw new IOException("A group occurs twice.");
    }
    return new CorrelationState(groups, window, latest, weight);
  }

  private static Group readGroup(CorrelationPlan plan, List<EventRecord> events, DataInput in)
      throws IOException {
    int sources = plan.sources().size();
    if (plan.measure() == Measure.STAGES) {
      List<@Nullable Hit> newest = new ArrayList<>();
      for (int i = 0; i < sources; i++) {
        List<Hit> hits = readHits(1, events, in);
        newest.add(hits.isEmpty() ? null : hits.get(0));
      }
      return new Newest(newest);
    }
    if (plan.measure() == Measure.ORDER) {
      List<List<Hit>> slots = new ArrayList<>();
      for (int i = 1; i < sources; i++) {
        List<Hit> slot = readHits(i, events, in);
        if (!slot.isEmpty() && slot.size() != i) {
          throw new IOException("A sequence has " + slot.size() + " events instead of " + i + ".");
        }
        slots.add(slot);
      }
      return new InOrder(slots);
    }
    long count = Binary.readSigned(in);
    BigDecimal sum = readNumber(in);
    long numbers = Binary.readSigned(in);
    long lastTime = Binary.readSigned(in);
    TermTimes terms = TermTimes.read(in);
    PersistentQueue<Hit> queue = PersistentQueue.empty();
    long weight = 0;
    for (Hit hit : readHits(Integer.MAX_VALUE, events, in)) {
      queue = queue.plus(hit);
      weight += hit.weight();
    }
    if (count < queue.size() || numbers < 0) {
      throw new IOException("The group has fewer events than it names.");
    }
    return new Window(queue, count, sum, numbers, terms, lastTime, weight);
  }

  private static List<Hit> readHits(int most, List<EventRecord> events, DataInput in)
      throws IOException {
    int size = Binary.readCount(most, in);
    List<Hit> hits = new ArrayList<>();
    for (int i = 0; i < size; i++) {
      long time = Binary.readSigned(in);
      if (i > 0 && time < hits.get(i - 1).time()) {
        throw new IOException("The events of a group are out of order.");
      }
      List<EventRecord> some = new ArrayList<>();
      int count = Binary.readCount(Integer.MAX_VALUE, in);
      for (int j = 0; j < count; j++) {
        some.add(EventTable.readPlace(events, in));
      }
      List<BigDecimal> numbers = new ArrayList<>();
      int values = Binary.readCount(Integer.MAX_VALUE, in);
      for (int j = 0; j < values; j++) {
        numbers.add(readNumber(in));
      }
      hits.add(new Hit(time, some, numbers));
    }
    return hits;
  }

  private static BigDecimal readNumber(DataInput in) throws IOException {
    String text = Binary.readText(in);
    try {
      return new BigDecimal(text);
    } catch (NumberFormatException e) {
      throw new IOException("'" + text + "' is not a number.", e);
    }
  }
}
