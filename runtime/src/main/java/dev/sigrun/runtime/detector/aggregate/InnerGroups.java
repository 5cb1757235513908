package dev.sigrun.runtime.detector.aggregate;

import dev.sigrun.runtime.detector.Key;
import dev.sigrun.runtime.detector.KeyOrder;
import dev.sigrun.runtime.internal.codec.Binary;
import dev.sigrun.runtime.internal.codec.Values;
import dev.sigrun.runtime.internal.detector.PersistentMap;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Groups that are grouped again: the parts of the aggregates of each.
 *
 * @param bound how many there may be
 * @param keys the number of values of a key
 * @param aggregates of each group
 * @param groups the parts by key
 * @param bytes about how many they take
 */
record InnerGroups(
    Bound bound,
    int keys,
    List<Aggregate> aggregates,
    PersistentMap<Key, List<Part>> groups,
    long bytes)
    implements Part {
  private static final long BYTES_OF_GROUP = 160;

  /**
   * A row of a group.
   *
   * @param values what the part of each aggregate takes in
   */
  record Row(Key key, List<List<?>> values) {}

  static InnerGroups none(Bound bound, int keys, List<Aggregate> aggregates) {
    return new InnerGroups(bound, keys, List.copyOf(aggregates), PersistentMap.empty(), 0);
  }

  @Override
  public Part with(Object value) {
    Row row = (Row) value;
    if (isFull()) {
      return this;
    }
    List<Part> known = groups.get(row.key());
    List<Part> parts = known == null ? aggregates.stream().map(Aggregate::none).toList() : known;
    return put(row.key(), known, Pane.with(parts, row.values()));
  }

  private InnerGroups put(Key key, @Nullable List<Part> known, List<Part> parts) {
    long before = known == null ? 0 : weight(known);
    return new InnerGroups(
        bound, keys, aggregates, groups.with(key, parts), bytes - before + weight(parts));
  }

  private static long weight(List<Part> parts) {
    long weight = BYTES_OF_GROUP;
    for (int i = 0; i < parts.size(); i++) {
      weight += parts.get(i).weight();
    }
    return weight;
  }

  @Override
  public Part joined(Part later) {
    if (!(later instanceof InnerGroups other)) {
      throw Part.different(this, later);
    }
    InnerGroups all = this;
    for (var group : other.sorted().entrySet()) {
      List<Part> known = all.groups.get(group.getKey());
      if (known == null && all.isFull()) {
        continue;
      }
      all =
          all.put(
              group.getKey(),
              known,
              known == null ? group.getValue() : join(known, group.getValue()));
    }
    return all;
  }

  /**
   * Groups of several panes.
   *
   * @param groups the parts by key, in the order of keys, so that it is the same however the rows
   *     came
   * @param isFull whether no more groups are taken in
   */
  record Joined(NavigableMap<Key, List<Part>> groups, boolean isFull) {}

  /**
   * The groups of all panes.
   *
   * @param none those of no pane
   */
  static Joined of(Part none, List<Pane> panes) {
    Bound bound = ((InnerGroups) none).bound;
    long size = 0;
    long bytes = 0;
    for (Pane pane : panes) {
      InnerGroups part = (InnerGroups) pane.part(0);
      size += part.groups.size();
      bytes += part.bytes;
    }
    if (panes.size() <= 1 || bound.isReached(size, bytes)) {
      // What is left out follows from the order of keys.
      InnerGroups all = (InnerGroups) Group.joined(none, 0, panes);
      return new Joined(all.sorted(), all.isFull());
    }
    Map<Key, List<Part>> all = new HashMap<>();
    for (Pane pane : panes) {
      ((InnerGroups) pane.part(0))
          .groups.forEach((key, parts) -> all.merge(key, parts, InnerGroups::join));
    }
    NavigableMap<Key, List<Part>> sorted = new TreeMap<>(KeyOrder.NATURAL);
    sorted.putAll(all);
    return new Joined(sorted, false);
  }

  private static List<Part> join(List<Part> earlier, List<Part> later) {
    List<Part> joined = new ArrayList<>(earlier.size());
    for (int i = 0; i < earlier.size(); i++) {
      joined.add(earlier.get(i).joined(later.get(i)));
    }
    return List.copyOf(joined);
  }

  /** The parts by key, in the order of keys, so that it is the same however the rows came. */
  NavigableMap<Key, List<Part>> sorted() {
    NavigableMap<Key, List<Part>> sorted = new TreeMap<>(KeyOrder.NATURAL);
    groups.forEach(sorted::put);
    return sorted;
  }

  /** How many groups there are. */
  @Override
  public @Nullable Object cell() {
    return (long) groups.size();
  }

  @Override
  public boolean isFull() {
    return bound.isReached(groups.size(), bytes);
  }

  @Override
  public long weight() {
    return 56 + bytes;
  }

  @Override
  public void write(DataOutput out) throws IOException {
    Binary.writeUnsigned(groups.size(), out);
    for (var group : sorted().entrySet()) {
      Values.writeAll(group.getKey().values(), out);
      for (Part part : group.getValue()) {
        part.write(out);
      }
    }
  }

  static Part read(int keys, List<Aggregate> aggregates, DataInput in) throws IOException {
    int size = Binary.readCount(AggregateDetector.MAX_VALUES, in);
    InnerGroups all = none(Bound.WINDOW, keys, aggregates);
    for (int i = 0; i < size; i++) {
      List<@Nullable Object> values = Values.readScalars(in);
      if (values.size() != keys || keys == 0) {
        throw new IOException("A key has " + values.size() + " values, not " + keys + ".");
      }
      List<Part> parts = new ArrayList<>();
      for (Aggregate aggregate : aggregates) {
        parts.add(aggregate.read(in));
      }
      Key key = new Key(values);
      all = all.put(key, all.groups.get(key), List.copyOf(parts));
    }
    return all;
  }
}
