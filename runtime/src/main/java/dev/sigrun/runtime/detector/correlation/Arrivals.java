package dev.sigrun.runtime.detector.correlation;

import dev.sigrun.runtime.detector.EventRecord;
import dev.sigrun.runtime.detector.Key;
import dev.sigrun.runtime.detector.KeyOrder;
import dev.sigrun.runtime.detector.KeyReader;
import dev.sigrun.runtime.detector.Selection;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/** The contribution of one event to each correlation: itself, and alerts that end with it. */
final class Arrivals {
  private final CorrelationTree tree;
  private final List<Map<Key, Arrival>> byNode = new ArrayList<>();
  private final Map<Integer, List<?>> readings = new HashMap<>();

  /**
   * One thing that counts: the event itself, whichever sources it is of, or an alert.
   *
   * @param values combinations of values are lists
   */
  record Part(List<EventRecord> events, List<Object> values) {}

  /** Its contribution to one group. */
  static final class Arrival {
    private final SortedMap<Integer, List<EventRecord>> events = new TreeMap<>();
    private final List<Part> parts = new ArrayList<>(1);

    /** The events of each source. */
    SortedMap<Integer, List<EventRecord>> events() {
      return Collections.unmodifiableSortedMap(events);
    }

    /** The events and alerts that count. */
    List<Part> parts() {
      return Collections.unmodifiableList(parts);
    }
  }

  /** Evaluates {@code selection}, which is about {@code event}. */
  Arrivals(CorrelationTree tree, Selection selection, EventRecord event) {
    this.tree = tree;
    tree.nodes().forEach(node -> byNode.add(new TreeMap<>(KeyOrder.NATURAL)));
    for (Object each : selection.values()) {
      List<?> entry = (List<?>) each;
      int node = ((Number) entry.get(0)).intValue();
      if (entry.size() == 3) {
        readings.put(node, entry);
      } else {
        Arrival arrival = arrival(node, Key.of(((List<?>) entry.get(1)).toArray()));
        for (Object source : (List<?>) entry.get(2)) {
          arrival.events.put(((Number) source).intValue(), List.of(event));
        }
        arrival.parts.add(
            new Part(List.of(event), Collections.unmodifiableList((List<?>) entry.get(3))));
      }
    }
  }

  /** The contributions to the groups of a correlation, in the order of their keys. */
  Map<Key, Arrival> of(CorrelationTree.Node node) {
    return Collections.unmodifiableMap(byNode.get(node.number()));
  }

  private Arrival arrival(int node, Key key) {
    return byNode.get(node).computeIfAbsent(key, any -> new Arrival());
  }

  /** Brings an alert of {@code node} with this key to the correlation that is over it. */
  void add(CorrelationTree.Node node, Key key, List<EventRecord> events) {
    CorrelationTree.Node parent = tree.nodes().get(node.parent());
    CorrelationPlan.Alerts alerts =
        (CorrelationPlan.Alerts) parent.plan().sources().get(node.source());
    List<?> read = Optional.<List<?>>ofNullable(readings.get(node.number())).orElse(List.of());
    List<List<Object>> keys = values(alerts.keys(), key, read.isEmpty() ? List.of() : read.get(1));
    List<List<Object>> values =
        values(alerts.values(), key, read.isEmpty() ? List.of() : read.get(2));
    List<List<Object>> combined = combinations(values);
    boolean needsValues = parent.plan().measure().needsValues();
    if (needsValues && combined.isEmpty()) {
      return;
    }
    for (List<Object> outer : combinations(keys)) {
      Arrival arrival = arrival(parent.number(), Key.of(outer.toArray()));
      arrival.events.merge(node.source(), events, Arrivals::union);
      List<Object> counted = new ArrayList<>();
      if (parent.plan().measure().isNumeric()) {
        counted.addAll(values.get(0));
      } else if (needsValues) {
        counted.addAll(combined);
      }
      arrival.parts.add(new Part(events, counted));
    }
  }

  private static List<EventRecord> union(List<EventRecord> some, List<EventRecord> others) {
    return Stream.concat(some.stream(), others.stream()).distinct().toList();
  }

  /** The values of each term. */
  private static List<List<Object>> values(List<Term> terms, Key key, Object read) {
    List<List<Object>> values = new ArrayList<>();
    int next = 0;
    for (Term term : terms) {
      List<Object> some = new ArrayList<>(1);
      if (term instanceof Term.OfKey ofKey) {
        Object value = key.values().get(ofKey.position());
        if (value != null) {
          some.add(value);
        }
      } else {
        some.addAll((List<?>) ((List<?>) read).get(next++));
      }
      values.add(some);
    }
    return values;
  }

  /** Every combination of a value of each list, but no more than keys are read of an event. */
  private static List<List<Object>> combinations(List<List<Object>> values) {
    List<List<Object>> combinations = List.of(List.of());
    for (List<Object> each : values) {
      List<List<Object>> longer = new ArrayList<>();
      for (List<Object> start : combinations) {
        for (Object value : each) {
          if (longer.size() < KeyReader.MAX_COMBINATIONS) {
            List<Object> extended = new ArrayList<>(start);
            extended.add(value);
            longer.add(extended);
          }
        }
      }
      combinations = longer;
    }
    return combinations;
  }
}
