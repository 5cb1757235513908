package dev.sigrun.runtime.detector.correlation;

import dev.sigrun.runtime.detector.Key;
import dev.sigrun.runtime.detector.KeyOrder;
import dev.sigrun.runtime.detector.KeyReader;
import dev.sigrun.runtime.detector.Selection;
import dev.sigrun.runtime.event.Event;
import dev.sigrun.runtime.event.Field;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Writes and reads what a correlation selects from events: for each correlation and group, a list
 * of the correlation's number, the key, the sources and the values; for each correlation below
 * another one, a list of its number, and of the values that the other one would read from an alert
 * that ends with the event.
 */
final class Selections {
  /**
   * The maximum number of values of one event that are counted or measured; further ones are left
   * out.
   */
  static final int MAX_EVENT_VALUES = 1_000;

  private final CorrelationTree tree;
  private final List<List<Integer>> homes;

  Selections(CorrelationTree tree) {
    this.tree = tree;
    this.homes = tree.nodes().stream().map(tree::home).toList();
  }

  /** A correlation's group that an event concerns. */
  private static final class Entry {
    private final List<Long> sources = new ArrayList<>(2);
    private final List<List<Field>> readers = new ArrayList<>(1);
    private final List<Object> values = new ArrayList<>(2);
  }

  /** The selections of {@code event}, by their keys in order. */
  List<Selection> select(Event event) {
    boolean[] holds = new boolean[tree.conditions().size()];
    boolean any = false;
    for (int i = 0; i < holds.length; i++) {
      holds[i] = tree.conditions().get(i).holds(event);
      any |= holds[i];
    }
    if (!any) {
      return List.of();
    }
    Map<Key, List<Object>> valuesByHome = new TreeMap<>(KeyOrder.NATURAL);
    for (CorrelationTree.Node node : tree.nodes()) {
      entries(node, event, holds)
          .forEach(
              (key, entry) ->
                  valuesByHome
                      .computeIfAbsent(home(node, key), home -> new ArrayList<>())
                      .add(
                          List.of(
                              (long) node.number(), key.values(), entry.sources, entry.values)));
    }
    if (tree.isChain() && !valuesByHome.isEmpty()) {
      List<Object> readings = readings(event);
      valuesByHome.values().forEach(values -> values.addAll(readings));
    }
    List<Selection> selections = new ArrayList<>(valuesByHome.size());
    valuesByHome.forEach((home, values) -> selections.add(new Selection(home, List.of(), values)));
    return selections;
  }

  private Map<Key, Entry> entries(CorrelationTree.Node node, Event event, boolean[] holds) {
    Map<Key, Entry> entries = new TreeMap<>(KeyOrder.NATURAL);
    Map<KeyReader, List<Key>> keysByReader = new HashMap<>();
    List<CorrelationPlan.Source> sources = node.plan().sources();
    for (int i = 0; i < sources.size(); i++) {
      if (sources.get(i) instanceof CorrelationPlan.Events source
          && holds[tree.conditions().indexOf(source.condition())]) {
        for (Key key : keysByReader.computeIfAbsent(source.keys(), reader -> reader.keys(event))) {
          Entry entry = entries.computeIfAbsent(key, any -> new Entry());
          entry.sources.add((long) i);
          // Sources that read the same values of an event do not count them twice.
          if (node.plan().measure().needsValues() && !entry.readers.contains(source.values())) {
            entry.readers.add(source.values());
            entry.values.addAll(values(node.plan(), source.values(), event));
          }
        }
      }
    }
    if (node.plan().measure().needsValues()) {
      entries.values().removeIf(entry -> entry.values.isEmpty());
    }
    return entries;
  }

  private static List<?> values(CorrelationPlan plan, List<Field> fields, Event event) {
    if (plan.measure().isNumeric()) {
      return texts(fields.get(0).values(event));
    }
    List<Object> combinations = new ArrayList<>();
    KeyReader.by(fields.toArray(Field[]::new))
        .keys(event)
        .forEach(key -> combinations.add(key.values()));
    return combinations;
  }

  private static List<Object> texts(List<?> values) {
    List<Object> texts = new ArrayList<>();
    for (Object value : values.subList(0, Math.min(values.size(), MAX_EVENT_VALUES))) {
      texts.add(value);
    }
    return texts;
  }

  private Key home(CorrelationTree.Node node, Key key) {
    List<Integer> positions = homes.get(node.number());
    return positions.isEmpty()
        ? Key.NONE
        : Key.of(positions.stream().map(position -> key.values().get(position)).toArray());
  }

  /** The fields that correlations read from the last event of an alert below them. */
  private List<Object> readings(Event event) {
    List<Object> readings = new ArrayList<>();
    for (CorrelationTree.Node node : tree.nodes()) {
      if (!node.isRoot()) {
        CorrelationPlan.Alerts alerts = alerts(node);
        readings.add(
            List.of(
                (long) node.number(),
                readings(alerts.keys(), event),
                readings(alerts.values(), event)));
      }
    }
    return readings;
  }

  private CorrelationPlan.Alerts alerts(CorrelationTree.Node node) {
    CorrelationTree.Node parent = tree.nodes().get(node.parent());
    return (CorrelationPlan.Alerts) parent.plan().sources().get(node.source());
  }

  private static List<Object> readings(List<Term> terms, Event event) {
    List<Object> readings = new ArrayList<>();
    for (Term term : terms) {
      if (term instanceof Term.OfLastEvent last) {
        readings.add(texts(last.field().values(event).stream().distinct().toList()));
      }
    }
    return readings;
  }
}
