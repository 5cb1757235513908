package dev.sigrun.compiler.survey;

import dev.sigrun.compiler.analysis.AnalyzedRule;
import dev.sigrun.compiler.explain.EventTree;
import dev.sigrun.compiler.ir.Field;
import dev.sigrun.compiler.ir.NamedField;
import dev.sigrun.compiler.ir.Query;
import dev.sigrun.runtime.event.TimePlaces;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.TreeMap;

/** Counts the events of each group of a threshold within the time that a run looks back. */
final class ThresholdProgress implements GroupProgress {
  private static final int MOST_LEVELS = 5;
  private static final int MOST_SHOWN = 3;

  private final Query.Threshold threshold;
  private final TimePlaces times;
  private final long window;
  private final Map<String, List<Counted>> groups = new TreeMap<>();

  /** An event of a group: its time, and the values that are counted if they are. */
  private record Counted(long time, List<Object> values) {}

  /** The most that a group reached within the window. */
  private record Best(long events, long values) {}

  ThresholdProgress(AnalyzedRule rule, Query.Threshold threshold) {
    this.threshold = threshold;
    this.times =
        new TimePlaces(
            rule.timing().times(threshold.shape()).stream().map(NamedField::name).toList());
    this.window = rule.timing().lookBack().toMillis();
  }

  @Override
  public void add(byte[] json, List<Boolean> truths, String source, long line) {
    if (!truths.get(0)) {
      return;
    }
    EventTree event = EventTree.of(json);
    OptionalLong time = times.in(event::values);
    if (time.isEmpty()) {
      return;
    }
    List<Object> counted =
        threshold.cardinality().map(c -> event.values(c.field().name())).orElse(List.of());
    List<Field> fields = threshold.fields();
    GroupKeys.of(
            event,
            fields.stream().map(Field::name).toList(),
            fields,
            fields.stream().map(field -> false).toList())
        .forEach(
            key ->
                groups
                    .computeIfAbsent(key, k -> new ArrayList<>())
                    .add(new Counted(time.getAsLong(), counted)));
  }

  @Override
  public List<Level> levels() {
    Map<Best, List<String>> byBest =
        new TreeMap<>(
            Comparator.comparing(this::isComplete)
                .thenComparingLong(Best::events)
                .thenComparingLong(Best::values)
                .reversed());
    groups.forEach(
        (key, events) -> byBest.computeIfAbsent(best(events), best -> new ArrayList<>()).add(key));
    return byBest.entrySet().stream()
        .limit(MOST_LEVELS)
        .map(
            entry ->
                new Level(
                    text(entry.getKey()),
                    isComplete(entry.getKey()),
                    entry.getValue().subList(0, Math.min(MOST_SHOWN, entry.getValue().size())),
                    entry.getValue().size()))
        .toList();
  }

  private boolean isComplete(Best best) {
    return best.events() >= threshold.count()
        && threshold.cardinality().map(c -> best.values() >= c.count()).orElse(true);
  }

  private String text(Best best) {
    return best.events()
        + " of "
        + threshold.count()
        + " events"
        + threshold
            .cardinality()
            .map(c -> ", " + best.values() + " of " + c.count() + " values of " + c.field().name())
            .orElse("");
  }

  /** The events of the window in which most events are; of several, the one with most values. */
  private Best best(List<Counted> events) {
    events.sort(Comparator.comparingLong(Counted::time));
    Map<Object, Integer> values = new HashMap<>();
    Best best = new Best(0, 0);
    int first = 0;
    for (int i = 0; i < events.size(); i++) {
      events.get(i).values().forEach(value -> values.merge(value, 1, Integer::sum));
      while (events.get(i).time() - events.get(first).time() > window) {
        events
            .get(first++)
            .values()
            .forEach(value -> values.computeIfPresent(value, (v, n) -> n == 1 ? null : n - 1));
      }
      Best here = new Best(i - first + 1L, values.size());
      boolean better =
          isComplete(here) == isComplete(best)
              ? here.events() > best.events()
                  || (here.events() == best.events() && here.values() > best.values())
              : isComplete(here);
      best = better ? here : best;
    }
    return best;
  }
}
