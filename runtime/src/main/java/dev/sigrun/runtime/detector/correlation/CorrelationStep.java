package dev.sigrun.runtime.detector.correlation;

import dev.sigrun.runtime.detector.Cell;
import dev.sigrun.runtime.detector.Detection;
import dev.sigrun.runtime.detector.DetectorListener;
import dev.sigrun.runtime.detector.EventRecord;
import dev.sigrun.runtime.detector.Evidence;
import dev.sigrun.runtime.detector.Key;
import dev.sigrun.runtime.detector.KeyOrder;
import dev.sigrun.runtime.detector.Selection;
import dev.sigrun.runtime.internal.detector.PersistentMap;
import dev.sigrun.runtime.internal.detector.TermHash;
import dev.sigrun.runtime.internal.detector.Times;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/** Changes the state of a correlation for one key by an event, or by the passing of time. */
final class CorrelationStep {
  private final String ruleId;
  private final CorrelationTree tree;
  private final Cell<CorrelationState> cell;
  private final DetectorListener listener;
  private PersistentMap<CorrelationState.Place, Group> groups;
  private long window;
  private long latest;
  private long weight;

  CorrelationStep(
      String ruleId, CorrelationTree tree, Cell<CorrelationState> cell, DetectorListener listener) {
    this.ruleId = ruleId;
    this.tree = tree;
    this.cell = cell;
    this.listener = listener;
    CorrelationState known = cell.get();
    CorrelationState state = known == null ? CorrelationState.EMPTY : known;
    this.groups = state.groups();
    this.window = state.window();
    this.latest = state.latest();
    this.weight = state.weight();
  }

  /** An alert: its hits, oldest first, and the measured value. */
  private record Found(List<Hit> hits, Optional<Evidence.Correlation> measured) {}

  void accept(Selection selection, EventRecord event) {
    long time = event.timestamp();
    judgeUntil(time - 1);
    Arrivals arrivals = new Arrivals(tree, selection, event);
    for (CorrelationTree.Node node : tree.nodes()) {
      for (Map.Entry<Key, Arrivals.Arrival> arrival : arrivals.of(node).entrySet()) {
        Key key = arrival.getKey();
        for (Found found : offer(node, key, arrival.getValue(), time)) {
          if (node.isRoot()) {
            report(key, found);
          } else {
            arrivals.add(node, key, events(found.hits(), CorrelationDetector.MAX_INNER_EVENTS));
          }
        }
      }
    }
    evict(time);
    remember();
  }

  void pass(long time) {
    judgeUntil(time);
    if (latest <= time) {
      latest = CorrelationState.NEVER;
      List<CorrelationState.Place> useless = new ArrayList<>();
      groups.forEach(
          (place, group) -> {
            if (tree.nodes().get(place.node()).plan().isSliding()) {
              useless.add(place);
            }
          });
      useless.forEach(this::remove);
    }
    remember();
  }

  private void remember() {
    if (groups.size() == 0) {
      cell.clear();
      return;
    }
    cell.set(new CorrelationState(groups, window, latest, weight));
    cell.wakeAt(window == CorrelationState.NEVER ? latest : end());
  }

  /** The last moment of the span in which the groups of the outermost correlation are. */
  private long end() {
    return Times.plus(window, tree.root().plan().span() - 1);
  }

  /** Judges the groups whose span has passed when no event at or before {@code time} comes. */
  private void judgeUntil(long time) {
    if (window == CorrelationState.NEVER || end() > time) {
      return;
    }
    CorrelationTree.Node root = tree.root();
    Map<Key, Group> due = new TreeMap<>(KeyOrder.NATURAL);
    groups.forEach(
        (place, group) -> {
          if (place.node() == root.number()) {
            due.put(place.key(), group);
          }
        });
    due.keySet().forEach(key -> remove(new CorrelationState.Place(root.number(), key)));
    long start = window;
    window = CorrelationState.NEVER;
    due.forEach(
        (key, group) -> judge(root.plan(), group, start).ifPresent(found -> report(key, found)));
  }

  private Optional<Found> judge(CorrelationPlan plan, Group group, long from) {
    if (group instanceof Newest newest) {
      return plan.holds(newest.found())
          ? Optional.of(new Found(newest.all(), Optional.empty()))
          : Optional.empty();
    }
    Window hits = (Window) group;
    if (hits.count() == 0) {
      return Optional.empty();
    }
    Window.Measured measured = hits.measured(plan, from);
    if (!plan.holds(measured.numerator(), measured.denominator())) {
      return Optional.empty();
    }
    List<Hit> all = hits.hits().elements();
    return Optional.of(
        new Found(
            all,
            Optional.of(
                new Evidence.Correlation(
                    hits.count(),
                    firstTime(all, hits.lastTime()),
                    hits.lastTime(),
                    measured.value()))));
  }

  private static long firstTime(List<Hit> hits, long otherwise) {
    return hits.stream()
        .flatMap(hit -> hit.events().stream())
        .mapToLong(EventRecord::timestamp)
        .min()
        .orElse(otherwise);
  }

  private List<Found> offer(
      CorrelationTree.Node node, Key key, Arrivals.Arrival arrival, long time) {
    CorrelationState.Place place = new CorrelationState.Place(node.number(), key);
    return switch (node.plan().measure()) {
      case ORDER -> inOrder(node, place, arrival, time);
      case STAGES -> stages(node, place, arrival, time);
      case COUNT, DISTINCT, SUM, MEAN, PERCENTILE -> counted(node, place, arrival, time);
    };
  }

  private List<Found> inOrder(
      CorrelationTree.Node node,
      CorrelationState.Place place,
      Arrivals.Arrival arrival,
      long time) {
    CorrelationPlan plan = node.plan();
    InOrder before =
        groups.get(place) instanceof InOrder group ? group : InOrder.none(plan.sources().size());
    InOrder.Offered offered = before.offer(hits(arrival, time), plan.span());
    put(node, place, offered.left());
    return offered.complete().isEmpty()
        ? List.of()
        : List.of(new Found(offered.complete(), Optional.empty()));
  }

  private List<Found> stages(
      CorrelationTree.Node node,
      CorrelationState.Place place,
      Arrivals.Arrival arrival,
      long time) {
    CorrelationPlan plan = node.plan();
    Newest newest =
        groups.get(place) instanceof Newest group ? group : Newest.none(plan.sources().size());
    newest = plan.isSliding() ? newest.since(from(plan, time)) : newest;
    for (Map.Entry<Integer, Hit> hit : hits(arrival, time).entrySet()) {
      newest = newest.with(hit.getKey(), hit.getValue());
    }
    return judged(node, place, newest, time).stream().toList();
  }

  private List<Found> counted(
      CorrelationTree.Node node,
      CorrelationState.Place place,
      Arrivals.Arrival arrival,
      long time) {
    CorrelationPlan plan = node.plan();
    List<Found> found = new ArrayList<>(1);
    for (Arrivals.Part part : arrival.parts()) {
      Window before = groups.get(place) instanceof Window group ? group : Window.EMPTY;
      plus(plan, plan.isSliding() ? before.since(from(plan, time)) : before, part, time)
          .flatMap(after -> judged(node, place, after, time))
          .ifPresent(found::add);
    }
    return found;
  }

  private static long from(CorrelationPlan plan, long time) {
    return plan.isSliding() ? Times.minus(time, plan.span()) : plan.start(time);
  }

  /** Remembers a group, unless it is satisfied already. */
  private Optional<Found> judged(
      CorrelationTree.Node node, CorrelationState.Place place, Group group, long time) {
    CorrelationPlan plan = node.plan();
    Optional<Found> found =
        plan.isSliding() ? judge(plan, group, from(plan, time)) : Optional.empty();
    if (found.isPresent()) {
      remove(place);
    } else {
      put(node, place, group);
    }
    return found;
  }

  /** The hit of each source. */
  private SortedMap<Integer, Hit> hits(Arrivals.Arrival arrival, long time) {
    SortedMap<Integer, Hit> hits = new TreeMap<>();
    arrival
        .events()
        .forEach((source, events) -> hits.put(source, new Hit(time, events, List.of())));
    return hits;
  }

  /** The hits of a span and one more; empty if it has nothing that is measured. */
  private Optional<Window> plus(
      CorrelationPlan plan, Window before, Arrivals.Part part, long time) {
    List<BigDecimal> numbers = new ArrayList<>();
    List<TermHash> terms = new ArrayList<>();
    for (Object value : part.values()) {
      if (plan.measure().isNumeric()) {
        Numbers.of(value).ifPresent(numbers::add);
      } else {
        terms.add(TermHash.of(Key.of(((List<?>) value).toArray())));
      }
    }
    if (plan.measure().needsValues() && numbers.isEmpty() && terms.isEmpty()) {
      return Optional.empty();
    }
    boolean again = plan.measure() == Measure.PERCENTILE || plan.isSliding();
    Hit hit = new Hit(time, part.events(), again ? numbers : List.of());
    return Optional.of(bounded(plan, before.plus(hit, numbers, terms)));
  }

  /** Forgets hits beyond the bounds of a group, and counts those that could have mattered. */
  private Window bounded(CorrelationPlan plan, Window group) {
    Window bounded = group;
    boolean needsHits =
        plan.measure() == Measure.PERCENTILE
            || plan.isSliding() && plan.measure() != Measure.DISTINCT;
    int most = needsHits ? CorrelationDetector.MAX_HITS : CorrelationDetector.MAX_EVENTS;
    while (bounded.hits().size() > most) {
      bounded = needsHits ? bounded.withoutFirst() : bounded.forgettingFirst();
      if (needsHits) {
        listener.forgotten(ruleId, cell.key());
      }
    }
    int values = bounded.terms().size();
    if (values > 2 * CorrelationDetector.MAX_VALUES) {
      long oldest = bounded.terms().timeOfRank(values - CorrelationDetector.MAX_VALUES);
      bounded = bounded.with(bounded.terms().since(oldest));
      listener.forgotten(ruleId, cell.key());
    }
    return bounded;
  }

  private void put(CorrelationTree.Node node, CorrelationState.Place place, Group group) {
    remove(place);
    if (group.lastTime() == CorrelationState.NEVER) {
      return;
    }
    weight += group.weight();
    groups = groups.with(place, group);
    if (node.plan().isSliding()) {
      latest = Math.max(latest, Times.plus(group.lastTime(), node.plan().span()));
    } else {
      window = node.plan().start(group.lastTime());
    }
  }

  private void remove(CorrelationState.Place place) {
    Group known = groups.get(place);
    if (known != null) {
      weight -= known.weight();
      groups = groups.without(place);
    }
  }

  /** Forgets the groups that wait longest for another event if one key has too many. */
  private void evict(long time) {
    if (groups.size() <= CorrelationDetector.MAX_GROUPS) {
      return;
    }
    List<Map.Entry<CorrelationState.Place, Long>> byDeadline = new ArrayList<>();
    groups.forEach(
        (place, group) -> {
          long span = tree.nodes().get(place.node()).plan().span();
          byDeadline.add(Map.entry(place, Times.plus(group.lastTime(), span)));
        });
    // Ties are broken by the keys: the order of the map may differ after a restart.
    byDeadline.sort(
        Map.Entry.<CorrelationState.Place, Long>comparingByValue()
            .thenComparing(each -> each.getKey().node())
            .thenComparing(each -> each.getKey().key(), KeyOrder.NATURAL));
    int excess = groups.size() - CorrelationDetector.MAX_GROUPS / 2;
    for (Map.Entry<CorrelationState.Place, Long> each : byDeadline.subList(0, excess)) {
      remove(each.getKey());
      if (each.getValue() >= time) {
        listener.forgotten(ruleId, cell.key());
      }
    }
  }

  private void report(Key key, Found found) {
    List<EventRecord> events = events(found.hits(), CorrelationDetector.MAX_EVENTS);
    Evidence evidence =
        found.measured().isPresent() ? found.measured().get() : new Evidence.Events();
    listener.detected(new Detection(ruleId, key, events, evidence));
  }

  /** The distinct events of the newest hits in their order. */
  private static List<EventRecord> events(List<Hit> hits, int most) {
    Set<EventRecord> events = new LinkedHashSet<>();
    for (int i = hits.size() - 1; i >= 0 && events.size() < most; i--) {
      List<EventRecord> ofHit = new ArrayList<>(hits.get(i).events());
      Collections.reverse(ofHit);
      events.addAll(ofHit);
    }
    return events.stream().limit(most).sorted(Comparator.comparing(EventRecord::order)).toList();
  }
}
