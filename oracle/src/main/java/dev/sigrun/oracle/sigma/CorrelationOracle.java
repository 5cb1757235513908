package dev.sigrun.oracle.sigma;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The results of correlations: at each event, all events that may count are considered from the
 * start. Events of a rule have its name among the values of {@code k}.
 */
public final class CorrelationOracle {
  private final List<Map<String, @Nullable Object>> events;

  /**
   * The oracle for a stream.
   *
   * @param events in order of time, each with {@code @timestamp} in milliseconds
   */
  public CorrelationOracle(List<Map<String, @Nullable Object>> events) {
    this.events = events;
  }

  /**
   * An alert.
   *
   * @param key of the group
   * @param at the place of the event that it comes with
   * @param events the places of its events, in order
   */
  public record Alert(List<String> key, int at, List<Integer> events) {}

  /** One thing that counts for a group: an event, or an alert. */
  private record Hit(
      List<String> key,
      int at,
      Set<String> rules,
      List<Integer> events,
      List<List<String>> values) {}

  /** All alerts of {@code rule}, by the events that they come with. */
  public List<Alert> alerts(CorrelationRule rule) {
    List<Hit> hits = hits(rule);
    Map<List<String>, List<Hit>> groups = new LinkedHashMap<>();
    hits.forEach(hit -> groups.computeIfAbsent(hit.key(), key -> new ArrayList<>()).add(hit));
    List<Alert> alerts = new ArrayList<>();
    groups.forEach(
        (key, group) -> {
          if (rule.type().equals("temporal_ordered")) {
            alerts.addAll(inOrder(rule, key, group));
          } else if (rule.slides()) {
            alerts.addAll(sliding(rule, key, group));
          } else {
            alerts.addAll(aligned(rule, key, group));
          }
        });
    // Those that come with the same event are in the order of their keys.
    alerts.sort(
        Comparator.comparing(Alert::at).thenComparing(each -> String.join("\n", each.key())));
    return alerts;
  }

  private long time(int event) {
    return (Long) Objects.requireNonNull(events.get(event).get("@timestamp"));
  }

  private List<Alert> sliding(CorrelationRule rule, List<String> key, List<Hit> group) {
    List<Alert> alerts = new ArrayList<>();
    int start = 0;
    int next = 0;
    while (next < group.size()) {
      int end = next + 1;
      // Rules found by the same event count as one for conditions on rules.
      while (rule.isTemporal()
          && end < group.size()
          && group.get(end).at() == group.get(next).at()) {
        end++;
      }
      Hit last = group.get(end - 1);
      List<Hit> window =
          group.subList(start, end).stream()
              .filter(hit -> time(hit.at()) >= time(last.at()) - rule.seconds() * 1_000)
              .toList();
      if (isSatisfied(rule, window)) {
        alerts.add(new Alert(key, last.at(), named(rule, window)));
        start = end;
      }
      next = end;
    }
    return alerts;
  }

  private List<Alert> aligned(CorrelationRule rule, List<String> key, List<Hit> group) {
    Map<Long, List<Hit>> windows = new LinkedHashMap<>();
    for (Hit hit : group) {
      windows
          .computeIfAbsent(
              Math.floorDiv(time(hit.at()), rule.seconds() * 1_000), w -> new ArrayList<>())
          .add(hit);
    }
    return windows.values().stream()
        .filter(window -> isSatisfied(rule, window))
        .map(window -> new Alert(key, window.get(window.size() - 1).at(), named(rule, window)))
        .toList();
  }

  /** Sequences under way, at most one of each length, as EQL keeps them. */
  private List<Alert> inOrder(CorrelationRule rule, List<String> key, List<Hit> group) {
    List<Alert> alerts = new ArrayList<>();
    Map<Integer, List<Hit>> underWay = new HashMap<>();
    for (int i = 0; i < group.size(); ) {
      int at = group.get(i).at();
      List<Hit> now = new ArrayList<>();
      while (i < group.size() && group.get(i).at() == at) {
        now.add(group.get(i++));
      }
      for (int stage = rule.rules().size() - 1; stage >= 0; stage--) {
        String name = rule.rules().get(stage);
        List<Hit> fitting = now.stream().filter(hit -> hit.rules().contains(name)).toList();
        List<Hit> before = stage == 0 ? List.of() : underWay.get(stage);
        if (fitting.isEmpty() || before == null) {
          continue;
        }
        underWay.remove(stage);
        if (stage > 0 && time(before.get(0).at()) + rule.seconds() * 1_000 < time(at)) {
          continue;
        }
        List<Hit> extended = new ArrayList<>(before);
        extended.addAll(fitting);
        if (stage == rule.rules().size() - 1) {
          alerts.add(new Alert(key, at, places(extended)));
        } else {
          underWay.put(stage + 1, extended);
        }
      }
    }
    return alerts;
  }

  private static List<Integer> places(Collection<Hit> hits) {
    return hits.stream().flatMap(hit -> hit.events().stream()).distinct().sorted().toList();
  }

  /** The events that an alert names: all that count, or the newest of each rule. */
  private static List<Integer> named(CorrelationRule rule, List<Hit> window) {
    if (!rule.isTemporal()) {
      return places(window);
    }
    Set<Integer> newest = new TreeSet<>();
    for (String name : rule.rules()) {
      int last =
          window.stream()
              .filter(hit -> hit.rules().contains(name))
              .mapToInt(Hit::at)
              .max()
              .orElse(-1);
      window.stream()
          .filter(hit -> hit.at() == last && hit.rules().contains(name))
          .forEach(hit -> newest.addAll(hit.events()));
    }
    return List.copyOf(newest);
  }

  private static boolean isSatisfied(CorrelationRule rule, List<Hit> window) {
    Set<String> found = new HashSet<>();
    window.forEach(hit -> found.addAll(hit.rules()));
    if (rule.condition().isPresent()) {
      return rule.condition().get().holds(found);
    }
    List<List<String>> values = window.stream().flatMap(hit -> hit.values().stream()).toList();
    BigDecimal measure =
        switch (rule.type()) {
          case "event_count" -> BigDecimal.valueOf(window.size());
          case "value_count" -> BigDecimal.valueOf(values.stream().distinct().count());
          case "temporal" ->
              BigDecimal.valueOf(rule.rules().stream().filter(found::contains).count());
          default -> measure(rule, values.stream().map(v -> new BigDecimal(v.get(0))).toList());
        };
    // Without a condition, every rule has to find something.
    Map<String, BigDecimal> bounds =
        rule.bounds().isEmpty()
            ? Map.of("gte", BigDecimal.valueOf(rule.rules().size()))
            : rule.bounds();
    return bounds.entrySet().stream()
        .allMatch(
            bound -> {
              int order = measure.compareTo(bound.getValue());
              return switch (bound.getKey()) {
                case "gt" -> order > 0;
                case "gte" -> order >= 0;
                case "lt" -> order < 0;
                case "lte" -> order <= 0;
                case "eq" -> order == 0;
                default -> order != 0;
              };
            });
  }

  /**
   * Numbers are multiples of a tenth, and shares of a quarter, so that doubles would do as well.
   */
  private static BigDecimal measure(CorrelationRule rule, List<BigDecimal> numbers) {
    BigDecimal sum = numbers.stream().reduce(BigDecimal.ZERO, BigDecimal::add);
    if (rule.type().equals("value_sum")) {
      return sum;
    }
    if (rule.type().equals("value_avg")) {
      return sum.divide(BigDecimal.valueOf(numbers.size()), java.math.MathContext.DECIMAL128);
    }
    List<BigDecimal> sorted = numbers.stream().sorted().toList();
    int share = rule.percentile().orElse(50);
    int hundredths = share * (sorted.size() - 1);
    BigDecimal low = sorted.get(hundredths / 100);
    BigDecimal high = sorted.get(Math.min(hundredths / 100 + 1, sorted.size() - 1));
    BigDecimal part = BigDecimal.valueOf(hundredths % 100).movePointLeft(2);
    return low.add(high.subtract(low).multiply(part));
  }

  private List<Hit> hits(CorrelationRule rule) {
    List<Alert> inner = rule.inner().map(this::alerts).orElse(List.of());
    List<Hit> hits = new ArrayList<>();
    for (int i = 0; i < events.size(); i++) {
      hits.addAll(ofEvent(rule, i));
      for (Alert alert : inner) {
        if (alert.at() == i) {
          hits.addAll(ofAlert(rule, alert));
        }
      }
    }
    return hits;
  }

  private List<Hit> ofEvent(CorrelationRule rule, int at) {
    Map<List<String>, Set<String>> rulesByKey = new LinkedHashMap<>();
    for (String name : new LinkedHashSet<>(rule.rules())) {
      if (texts(at, "k").contains(name)) {
        List<List<String>> parts = new ArrayList<>();
        for (String group : rule.groupBy()) {
          String field = group.equals("who") ? rule.alias().getOrDefault(name, group) : group;
          parts.add(texts(at, field).stream().distinct().toList());
        }
        for (List<String> key : combinations(parts)) {
          rulesByKey.computeIfAbsent(key, any -> new LinkedHashSet<>()).add(name);
        }
      }
    }
    List<List<String>> values =
        values(rule, rule.fields().stream().map(f -> texts(at, f)).toList());
    List<Hit> hits = new ArrayList<>();
    rulesByKey.forEach(
        (key, names) -> {
          if (rule.fields().isEmpty() || !values.isEmpty()) {
            hits.add(new Hit(key, at, names, List.of(at), values));
          }
        });
    return hits;
  }

  /** An alert has the values of its key, and of its last event. */
  private List<Hit> ofAlert(CorrelationRule rule, Alert alert) {
    CorrelationRule inner = rule.inner().orElseThrow();
    List<List<String>> parts = new ArrayList<>();
    for (String group : rule.groupBy()) {
      String field = group.equals("who") ? rule.alias().getOrDefault(inner.name(), group) : group;
      parts.add(ofAlert(inner, alert, field));
    }
    List<List<String>> values =
        values(rule, rule.fields().stream().map(f -> ofAlert(inner, alert, f)).toList());
    return rule.fields().isEmpty() || !values.isEmpty()
        ? combinations(parts).stream()
            .map(key -> new Hit(key, alert.at(), Set.of(inner.name()), alert.events(), values))
            .toList()
        : List.of();
  }

  private List<String> ofAlert(CorrelationRule inner, Alert alert, String field) {
    int position = inner.groupBy().indexOf(field);
    return position >= 0
        ? List.of(alert.key().get(position))
        : texts(alert.at(), field).stream().distinct().toList();
  }

  private static List<List<String>> values(CorrelationRule rule, List<List<String>> parts) {
    if (parts.isEmpty()) {
      return List.of();
    }
    return rule.type().equals("value_count")
        ? combinations(parts.stream().map(p -> p.stream().distinct().toList()).toList())
        : parts.get(0).stream()
            .filter(text -> text.matches("-?[0-9]+([.][0-9]+)?"))
            .map(List::of)
            .toList();
  }

  private static List<List<String>> combinations(List<List<String>> parts) {
    List<List<String>> all = List.of(List.of());
    for (List<String> part : parts) {
      all =
          all.stream()
              .flatMap(
                  start ->
                      part.stream().map(v -> Stream.concat(start.stream(), Stream.of(v)).toList()))
              .toList();
    }
    return all;
  }

  private List<String> texts(int event, String field) {
    Optional<Object> value = Optional.ofNullable(events.get(event).get(field));
    return value.isEmpty()
        ? List.of()
        : value.get() instanceof Collection<?> list
            ? list.stream().map(String::valueOf).toList()
            : List.of(String.valueOf(value.get()));
  }
}
