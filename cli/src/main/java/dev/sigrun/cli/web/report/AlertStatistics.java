package dev.sigrun.cli.web.report;

import dev.sigrun.cli.run.AlertRows;
import dev.sigrun.cli.run.AlertTally;
import dev.sigrun.cli.run.TimeHistogram;
import dev.sigrun.runtime.alert.Alert;
import dev.sigrun.runtime.alert.AlertOutline;
import dev.sigrun.runtime.detector.Detection;
import dev.sigrun.runtime.detector.EventRecord;
import dev.sigrun.runtime.rule.Rule;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Statistics of alerts: how many there are of each rule, on each host, and over time; and the first
 * of them, one by one. All are counted; memory is bounded by the number of rules.
 */
public final class AlertStatistics implements AlertTally {
  private static final int MOST_ROWS = 5_000;
  private static final int MOST_HOSTS = 50_000;
  private static final int MOST_HOSTS_SHOWN = 50;
  private static final int LONGEST_TEXT = 500;

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
    private OptionalLong first = OptionalLong.empty();
    private OptionalLong last = OptionalLong.empty();

    OfRule(Rule rule) {
      this.rule = rule;
    }

    void add(OptionalLong time) {
      count++;
      if (time.isPresent()) {
        long millis = time.getAsLong();
        first = OptionalLong.of(Math.min(millis, first.orElse(millis)));
        last = OptionalLong.of(Math.max(millis, last.orElse(millis)));
      }
    }

    Map<String, @Nullable Object> json() {
      Map<String, @Nullable Object> json = new LinkedHashMap<>();
      json.put("id", rule.ruleId());
      json.put("name", cut(rule.name()));
      json.put("severity", rule.severity());
      json.put("count", count);
      json.put("first", first.isPresent() ? first.getAsLong() : null);
      json.put("last", last.isPresent() ? last.getAsLong() : null);
      return json;
    }
  }

  @Override
  public void add(Rule rule, Detection detection, Supplier<Alert> alert) {
    add(rule, detection, AlertOutline.of(rule, detection), alert);
  }

  /** Takes an alert whose outline is known. */
  public void add(Rule rule, Detection detection, AlertOutline outline, Supplier<Alert> alert) {
    count++;
    rules.computeIfAbsent(rule.ruleId(), id -> new OfRule(rule)).add(outline.time());
    outline.time().ifPresent(millis -> times.add(millis, outline.severity()));
    Optional<String> host = outline.host();
    if (host.isEmpty()) {
      withoutHost++;
    } else if (hosts.containsKey(host.get()) || hosts.size() < MOST_HOSTS) {
      hosts.merge(host.get(), 1L, Long::sum);
    }
    if (rows.size() < MOST_ROWS) {
      rows.add(row(alert.get(), outline, detection));
    }
  }

  private static Map<String, @Nullable Object> row(
      Alert alert, AlertOutline outline, Detection detection) {
    List<EventRecord> events = detection.events().stream().filter(Objects::nonNull).toList();
    Map<String, @Nullable Object> row = new LinkedHashMap<>();
    row.put("time", outline.time().isPresent() ? outline.time().getAsLong() : null);
    row.put("severity", outline.severity());
    row.put("rule", alert.rule().ruleId());
    row.put("name", cut(alert.name()));
    row.put("reason", cut(alert.reason()));
    row.put("host", outline.host().map(AlertStatistics::cut).orElse(""));
    row.put("user", outline.user().map(AlertStatistics::cut).orElse(""));
    row.put("key", cut(AlertRows.text(detection.key())));
    row.put("events", cut(AlertRows.place(events)));
    return row;
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
