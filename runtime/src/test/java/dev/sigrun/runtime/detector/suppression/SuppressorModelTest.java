package dev.sigrun.runtime.detector.suppression;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sigrun.runtime.detector.Detection;
import dev.sigrun.runtime.detector.Evidence;
import dev.sigrun.runtime.detector.Key;
import dev.sigrun.runtime.detector.KeyedStream;
import dev.sigrun.runtime.detector.MemoryCell;
import dev.sigrun.runtime.detector.RandomStream;
import dev.sigrun.runtime.detector.RandomStream.Timed;
import dev.sigrun.runtime.event.EventReader;
import dev.sigrun.runtime.event.Field;
import dev.sigrun.runtime.event.Fields;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** Compares suppressors with a model that checks for each alert which earlier ones are open. */
class SuppressorModelTest {
  private static final int STREAM = 200;

  @Test
  void suppressionAgreesWithModel() {
    for (int seed = 0; seed < RandomStream.EVENTS / STREAM; seed++) {
      Random random = new Random(seed);
      List<String> names = RandomStream.FIELDS.subList(0, 1 + random.nextInt(3));
      long window = random.nextInt(300);
      boolean groupMissing = random.nextBoolean();
      List<Timed> events = RandomStream.events(random, STREAM);
      assertThat(actual(events, names, window, groupMissing, random))
          .as("seed %s, fields %s, window %s", seed, names, window)
          .isEqualTo(model(events, names, window, groupMissing));
    }
  }

  private static Map<String, String> actual(
      List<Timed> events, List<String> names, long window, boolean groupMissing, Random random) {
    Fields fields = new Fields();
    SuppressionPlan plan =
        SuppressionPlan.groupedByElement(
            Duration.ofMillis(window), names.stream().map(fields::keyword).toArray(Field[]::new));
    Suppressor suppressor = new Suppressor("rule", groupMissing ? plan : plan.orEachWithoutField());
    EventReader reader = EventReader.of(fields);
    Map<Key, MemoryCell<SuppressedGroup>> cells = new LinkedHashMap<>();
    Map<String, String> alerts = new TreeMap<>();
    SuppressorListener sink =
        (ruleId, key, group) ->
            alerts.put(
                group.alertId(),
                group.absorbed() + " from " + group.start() + " to " + group.end());
    for (int i = 0; i < events.size(); i++) {
      long time = events.get(i).time();
      if (random.nextInt(5) == 0) {
        for (MemoryCell<SuppressedGroup> cell : cells.values()) {
          KeyedStream.restore(cell, suppressor.codec());
          cell.advance(time - 1, (woken, at) -> suppressor.wake(woken, at, sink));
        }
      }
      Detection detection = new Detection("rule", Key.NONE, List.of(), new Evidence.Events());
      List<Key> groups =
          suppressor.groups(detection, KeyedStream.read(reader, events.get(i).event()));
      if (groups.isEmpty()) {
        alerts.put(i + " alone", "");
      }
      for (Key group : groups) {
        MemoryCell<SuppressedGroup> cell = cells.computeIfAbsent(group, MemoryCell::new);
        suppressor.admits(cell, i + " of " + group.values(), time, time, sink);
      }
    }
    cells.values().forEach(cell -> suppressor.close(cell, sink));
    return alerts;
  }

  /** The group of each alert, and the alerts that it absorbed. */
  private static Map<String, String> model(
      List<Timed> events, List<String> names, long window, boolean groupMissing) {
    record Alert(String id, long time, List<Long> absorbed) {}

    Map<List<Object>, List<Alert>> alertsByGroup = new LinkedHashMap<>();
    Map<String, String> alerts = new TreeMap<>();
    for (int i = 0; i < events.size(); i++) {
      long time = events.get(i).time();
      Map<String, Object> event = new LinkedHashMap<>(events.get(i).event());
      boolean lacks = names.stream().anyMatch(name -> !event.containsKey(name));
      if (lacks && !groupMissing) {
        alerts.put(i + " alone", "");
        continue;
      }
      names.forEach(name -> event.putIfAbsent(name, "(missing)"));
      Set<List<Object>> groups = new LinkedHashSet<>(RandomStream.tuples(event, names));
      for (List<Object> group : groups) {
        List<Object> shown = new ArrayList<>(group);
        shown.replaceAll(value -> value.equals("(missing)") ? null : value);
        String id = i + " of " + shown;
        List<Alert> known = alertsByGroup.computeIfAbsent(group, any -> new ArrayList<>());
        known.stream()
            .filter(alert -> alert.time() >= time - window)
            .findAny()
            .ifPresentOrElse(
                alert -> alert.absorbed().add(time),
                () -> known.add(new Alert(id, time, new ArrayList<>())));
      }
    }
    alertsByGroup
        .values()
        .forEach(
            some ->
                some.forEach(
                    alert ->
                        alerts.put(
                            alert.id(),
                            alert.absorbed().size()
                                + " from "
                                + alert.time()
                                + " to "
                                + alert.absorbed().stream()
                                    .mapToLong(each -> each)
                                    .max()
                                    .orElse(alert.time()))));
    return alerts;
  }
}
