package dev.sigrun.cli.run;

import dev.sigrun.cli.option.MemoryOptions;
import dev.sigrun.cli.terminal.Output;
import dev.sigrun.cli.terminal.Terminal;
import dev.sigrun.compiler.diagnostic.Counts;
import dev.sigrun.compiler.diagnostic.VisibleText;
import dev.sigrun.runtime.alert.Alert;
import dev.sigrun.runtime.alert.AlertWriter;
import dev.sigrun.runtime.detector.Detection;
import dev.sigrun.runtime.detector.EventRecord;
import dev.sigrun.runtime.detector.Key;
import dev.sigrun.runtime.detector.suppression.SuppressedGroup;
import dev.sigrun.runtime.engine.report.DetectionListener;
import dev.sigrun.runtime.engine.report.Failure;
import dev.sigrun.runtime.engine.report.FailureListener;
import dev.sigrun.runtime.json.JsonValues;
import dev.sigrun.runtime.rule.Rule;
import java.time.Clock;
import java.time.Instant;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Prints an alert for each detection, and counts them. */
public final class AlertPrinter implements DetectionListener, FailureListener {
  private static final int MOST_FAILED = 20;

  private final Terminal terminal;
  private final Output out;
  private final AlertWriter writer = new AlertWriter();
  private final Optional<AlertRows> rows;
  private final Optional<? extends AlertRows> report;
  private final MemoryOptions options;
  private final Clock clock;
  private final Set<String> alertingRules = new HashSet<>();
  private final Set<String> failedRules = new HashSet<>();
  private long alerts;
  private long blocks;

  /**
   * Hands alerts to {@code rows} if there are any, otherwise prints lines of JSON.
   *
   * @param report receives all alerts, however they are printed, but no building blocks
   */
  public AlertPrinter(
      Terminal terminal,
      Optional<AlertRows> rows,
      Optional<? extends AlertRows> report,
      MemoryOptions options,
      Clock clock) {
    this.terminal = terminal;
    this.out = terminal.out();
    this.rows = rows;
    this.report = report;
    this.options = options;
    this.clock = clock;
  }

  @Override
  public void detected(Rule rule, Detection detection) {
    Instant now = clock.instant();
    print(rule, detection, Alert.of(rule, detection, now), now);
  }

  @Override
  public void opened(Rule rule, Detection detection, Key group) {
    Instant now = clock.instant();
    print(rule, detection, Alert.of(rule, detection, group, now).suppressing(group), now);
  }

  /** The first failure of each rule and all pauses are printed; the engine counts all of them. */
  @Override
  public void failed(Failure failure) {
    boolean first = failedRules.size() < MOST_FAILED && failedRules.add(failure.rule().ruleId());
    if (first || failure.kind() == Failure.Kind.PAUSE) {
      terminal.say(VisibleText.of(failure.message()));
    }
  }

  @Override
  public void closed(Rule rule, Key key, SuppressedGroup group) {
    if (!options.suppressionUpdates() || rows.isPresent() || group.absorbed() == 0) {
      return;
    }
    Map<String, @Nullable Object> update = new LinkedHashMap<>();
    update.put("kibana.alert.uuid", group.alertId());
    update.put("kibana.alert.rule.rule_id", rule.ruleId());
    update.put("kibana.alert.suppression.start", Instant.ofEpochMilli(group.start()).toString());
    update.put("kibana.alert.suppression.end", Instant.ofEpochMilli(group.end()).toString());
    update.put("kibana.alert.suppression.docs_count", group.absorbed());
    update.put("sigrun.update", "suppression");
    out.println(JsonValues.write(update));
  }

  private void print(Rule rule, Detection detection, Alert alert, Instant now) {
    List<EventRecord> events = events(detection);
    if (options.buildingBlocks()) {
      List<Alert> members = Alert.buildingBlocks(rule, detection, now);
      for (int i = 0; i < members.size(); i++) {
        blocks++;
        print(rule, members.get(i), detection.key(), List.of(events.get(i)));
      }
    }
    alerts++;
    alertingRules.add(rule.ruleId());
    report.ifPresent(each -> each.add(rule, alert.document(), detection.key(), events));
    print(rule, alert, detection.key(), events);
  }

  private void print(Rule rule, Alert alert, Key key, List<EventRecord> events) {
    if (rows.isPresent()) {
      rows.get().add(rule, alert.document(), key, events);
      return;
    }
    List<Map<String, Object>> origins = events.stream().map(AlertPrinter::origin).toList();
    out.write(writer.line(alert, Map.of("sigrun.events", origins)));
  }

  private static Map<String, Object> origin(EventRecord event) {
    Map<String, Object> origin = new LinkedHashMap<>();
    origin.put("source", event.source());
    origin.put("line", event.line());
    return origin;
  }

  private static List<EventRecord> events(Detection detection) {
    return detection.events().stream().filter(Objects::nonNull).toList();
  }

  /** Shows what is known only after the last alert. */
  public void finish() {
    rows.ifPresent(AlertRows::finish);
  }

  /** {@code 3 alerts of 2 rules, 4 building blocks}. */
  public String summary() {
    return Counts.of(alerts, "alert")
        + (alerts == 0 ? "" : " of " + Counts.of(alertingRules.size(), "rule"))
        + (blocks == 0 ? "" : ", " + Counts.of(blocks, "building block"));
  }
}
