package dev.sigrun.cli.run;

import dev.sigrun.cli.option.MemoryOptions;
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
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Prints an alert for each detection, and counts them. */
public final class AlertPrinter implements DetectionListener, FailureListener {
  private static final int MOST_FAILED = 20;

  private final Terminal terminal;
  private final AlertLines lines;
  private final Optional<AlertRows> rows;
  private final Optional<? extends AlertTally> report;
  private final MemoryOptions options;
  private final Clock clock;
  private final Set<String> alertingRules = new HashSet<>();
  private final Set<String> failedRules = new HashSet<>();

  /** Counted by the threads that write them. */
  private final LongAdder blocks = new LongAdder();

  private long alerts;

  /**
   * Hands alerts to {@code rows} if there are any, otherwise prints lines of JSON.
   *
   * @param report receives all alerts, however they are printed, but no building blocks
   * @param threads how many threads write lines of JSON
   */
  public AlertPrinter(
      Terminal terminal,
      Optional<AlertRows> rows,
      Optional<? extends AlertTally> report,
      MemoryOptions options,
      Clock clock,
      int threads) {
    this.terminal = terminal;
    this.lines = new AlertLines(terminal.out(), threads);
    this.rows = rows;
    this.report = report;
    this.options = options;
    this.clock = clock;
  }

  @Override
  public void detected(Rule rule, Detection detection) {
    Instant now = clock.instant();
    print(rule, detection, now, () -> Alert.of(rule, detection, now));
  }

  @Override
  public void opened(Rule rule, Detection detection, Key group) {
    Instant now = clock.instant();
    print(rule, detection, now, () -> Alert.of(rule, detection, group, now).suppressing(group));
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
    lines.add(0, writer -> writer.add(update));
  }

  /** Takes an alert and its events. */
  private interface Sink {
    void add(Alert alert, List<EventRecord> events);
  }

  private void print(Rule rule, Detection detection, Instant now, Supplier<Alert> maker) {
    Supplier<Alert> alert = report.isPresent() ? reported(rule, detection, maker) : maker;
    if (rows.isPresent()) {
      print(
          rule,
          detection,
          now,
          alert,
          (made, events) -> rows.get().add(rule, made.document(), detection.key(), events));
    } else {
      lines.add(bytes(detection), writer -> print(rule, detection, now, alert, lineSink(writer)));
    }
    alerts++;
    alertingRules.add(rule.ruleId());
  }

  /** Lets the report count an alert, which is not made twice if the report makes it. */
  private Supplier<Alert> reported(Rule rule, Detection detection, Supplier<Alert> maker) {
    AtomicReference<@Nullable Alert> made = new AtomicReference<>();
    report.ifPresent(
        each ->
            each.add(
                rule,
                detection,
                () -> {
                  Alert alert = maker.get();
                  made.set(alert);
                  return alert;
                }));
    Alert known = made.get();
    return known == null ? maker : () -> known;
  }

  private static Sink lineSink(AlertWriter writer) {
    return (alert, events) ->
        writer.add(
            alert, Map.of("sigrun.events", events.stream().map(AlertPrinter::origin).toList()));
  }

  private static long bytes(Detection detection) {
    long bytes = 0;
    for (EventRecord event : detection.events()) {
      bytes += event == null ? 0 : event.json().length;
    }
    return bytes;
  }

  /** Makes an alert, after those of its building blocks if they are wanted. */
  private void print(
      Rule rule, Detection detection, Instant now, Supplier<Alert> alert, Sink sink) {
    List<EventRecord> events = events(detection);
    if (options.buildingBlocks()) {
      List<Alert> members = Alert.buildingBlocks(rule, detection, now);
      for (int i = 0; i < members.size(); i++) {
        sink.add(members.get(i), List.of(events.get(i)));
      }
      blocks.add(members.size());
    }
    sink.add(alert.get(), events);
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

  /** {@code 3 alerts of 2 rules, 4 building blocks}, once the output has been flushed. */
  public String summary() {
    return Counts.of(alerts, "alert")
        + (alerts == 0 ? "" : " of " + Counts.of(alertingRules.size(), "rule"))
        + (blocks.sum() == 0 ? "" : ", " + Counts.of(blocks.sum(), "building block"));
  }
}
