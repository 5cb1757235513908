package dev.sigrun.cli.web.report;

import dev.sigrun.cli.run.AlertRows;
import dev.sigrun.cli.run.TimeHistogram;
import dev.sigrun.compiler.explain.EventTree;
import dev.sigrun.runtime.detector.EventRecord;
import dev.sigrun.runtime.detector.Key;
import dev.sigrun.runtime.rule.Rule;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Statistics of alerts: how many there are of each rule, on each host, and over time; and the first
 * of them, one by one. All are counted; memory is bounded by the number of rules.
 */
public final class AlertStatistics implements AlertRows {
  private static final int MOST_ROWS = 5_000;
  private static final int MOST_HOSTS = 50_000;
  private static final int MOST_HOSTS_SHOWN = 50;
  private static final int LONGEST_TEXT = 500;
  private static final String HOST = "host.name";
  private static final String USER = "user.name";

  private final Map<String, OfRule> rules = new TreeMap<>();
  private final Map<String, Long> hosts = new HashMap<>();
  private final TimeHistogram times = new TimeHistogram(120);
  private final List<Map<String, @Nullable Object>> rows = new ArrayList<>();
  private long count;
  private long withoutHost;

  /** No alerts so far. */
  public AlertStatistics() {}

  /** The alerts of a rule. */
  private static final class OfRule {
    private final Rule rule;
    private long count;
    private Optional<Long> first = Optional.empty();
    private Optional<Long> last = Optional.empty();

    OfRule(Rule rule) {
      this.rule = rule;
    }

    void add(Optional<Long> time) {
      count++;
      if (time.isPresent()) {
        long millis = time.get();
        first = Optional.of(Math.min(millis, first.orElse(millis)));
        last = Optional.of(Math.max(millis, last.orElse(millis)));
      }
    }

    Map<String, @Nullable Object> json() {
      Map<String, @Nullable Object> json = new LinkedHashMap<>();
      json.put("id", rule.ruleId());
      json.put("name", cut(rule.name()));
      json.put("severity", rule.severity());
      json.put("count", count);
      json.put("first", first.orElse(null));
      json.put("last", last.orElse(null));
      return json;
    }
  }

  @Override
  public void add(
      Rule rule, Map<String, @Nullable Object> document, Key key, List<EventRecord> events) {
    count++;
    Optional<Long> time = time(AlertRows.text(document, "kibana.alert.original_time", ""));
    String severity = AlertRows.text(document, "kibana.alert.severity", rule.severity());
    rules.computeIfAbsent(rule.ruleId(), id -> new OfRule(rule)).add(time);
    time.ifPresent(millis -> times.add(millis, severity));
    EventTree tree = tree(document, events);
    Optional<String> host = first(tree, HOST);
    if (host.isEmpty()) {
      withoutHost++;
    } else if (hosts.containsKey(host.get()) || hosts.size() < MOST_HOSTS) {
      hosts.merge(host.get(), 1L, Long::sum);
    }
    if (rows.size() < MOST_ROWS) {
      Map<String, @Nullable Object> row = new LinkedHashMap<>();
      row.put("time", time.orElse(null));
      row.put("severity", severity);
      row.put("rule", rule.ruleId());
      row.put("name", cut(AlertRows.text(document, "kibana.alert.rule.name", rule.name())));
      row.put("reason", cut(AlertRows.text(document, "kibana.alert.reason", "")));
      row.put("host", host.map(AlertStatistics::cut).orElse(""));
      row.put("user", first(tree, USER).map(AlertStatistics::cut).orElse(""));
      row.put("key", cut(AlertRows.text(key)));
      row.put("events", cut(AlertRows.place(events)));
      rows.add(row);
    }
  }

  /** The alert has what all its events share; a single event, all that it has. */
  private static EventTree tree(Map<String, @Nullable Object> document, List<EventRecord> events) {
    EventTree shared = new EventTree(document);
    boolean asksEvent =
        shared.values(HOST).isEmpty() && !events.isEmpty() && events.get(0).json().length > 0;
    return asksEvent ? EventTree.of(events.get(0).json()) : shared;
  }

  private static Optional<String> first(EventTree tree, String field) {
    return tree.values(field).stream().findFirst().map(String::valueOf);
  }

  /** The time of an alert, unless it has none or wrote it in a way of its own. */
  private static Optional<Long> time(String text) {
    try {
      return text.isEmpty() ? Optional.empty() : Optional.of(Instant.parse(text).toEpochMilli());
    } catch (DateTimeException | ArithmeticException e) {
      return Optional.empty();
    }
  }

  private static String cut(String text) {
    return text.length() <= LONGEST_TEXT ? text : text.substring(0, LONGEST_TEXT) + "…";
  }

  /** All of it as a tree of JSON values. */
  public Map<String, @Nullable Object> json() {
    Map<String, @Nullable Object> json = new LinkedHashMap<>();
    json.put("alerts", count);
    json.put(
        "rules",
        rules.values().stream()
            .sorted(
                Comparator.comparingLong((OfRule rule) -> -rule.count)
                    .thenComparing(rule -> rule.rule.name()))
            .map(OfRule::json)
            .toList());
    json.put(
        "hosts",
        hosts.entrySet().stream()
            .sorted(
                Map.Entry.<String, Long>comparingByValue(Comparator.reverseOrder())
                    .thenComparing(Map.Entry.comparingByKey()))
            .limit(MOST_HOSTS_SHOWN)
            .map(AlertStatistics::host)
            .toList());
    json.put("otherHosts", Math.max(0, hosts.size() - MOST_HOSTS_SHOWN));
    json.put("withoutHost", withoutHost);
    json.put("times", times.json());
    json.put("rows", List.copyOf(rows));
    return json;
  }

  private static Map<String, @Nullable Object> host(Map.Entry<String, Long> entry) {
    Map<String, @Nullable Object> json = new LinkedHashMap<>();
    json.put("name", cut(entry.getKey()));
    json.put("count", entry.getValue());
    return json;
  }
}
