package dev.sigrun.cli.run;

import dev.sigrun.cli.report.TextTable;
import dev.sigrun.cli.terminal.Environment;
import dev.sigrun.cli.terminal.Output;
import dev.sigrun.compiler.explain.EventTree;
import dev.sigrun.compiler.rule.RuleSeverity;
import dev.sigrun.runtime.detector.EventRecord;
import dev.sigrun.runtime.detector.Key;
import dev.sigrun.runtime.rule.Rule;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Counts the alerts of each rule, and prints a row for each rule at the end: the number of alerts,
 * the first and the last, and what they are most often about. That is the key of an alert; where a
 * rule has none, user and host of the event. Below, a line shows all alerts over time.
 */
public final class AlertSummary implements AlertRows {
  /** Of further subjects only the alerts are counted, so that memory is bounded. */
  private static final int MOST_SUBJECTS = 10_000;

  private static final int MOST_SHOWN = 2;
  private static final List<String> SUBJECT = List.of("user.name", "host.name");

  private final Output out;
  private final Optional<Integer> width;
  private final boolean timed;
  private final Map<Rule, Long> nanos;
  private final FrequencyLine frequency;
  private final Map<String, Row> rows = new LinkedHashMap<>();

  /** The alerts of a rule. */
  private static final class Row {
    private final Rule rule;
    private final Map<String, Long> subjects = new HashMap<>();
    private long alerts;
    private long nanos;
    private Optional<Instant> first = Optional.empty();
    private Optional<Instant> last = Optional.empty();

    private Row(Rule rule) {
      this.rule = rule;
    }

    private void add(Optional<Instant> time, String subject) {
      alerts++;
      first = first.isEmpty() || time.filter(first.get()::isAfter).isPresent() ? time : first;
      last = last.isEmpty() || time.filter(last.get()::isBefore).isPresent() ? time : last;
      if (subjects.containsKey(subject) || subjects.size() < MOST_SUBJECTS) {
        subjects.merge(subject, 1L, Long::sum);
      }
    }

    private String busiest() {
      return subjects.entrySet().stream()
          .filter(entry -> !entry.getKey().isEmpty())
          .sorted(
              Map.Entry.<String, Long>comparingByValue()
                  .reversed()
                  .thenComparing(Map.Entry.comparingByKey()))
          .limit(MOST_SHOWN)
          .map(entry -> entry.getKey() + " (" + entry.getValue() + ")")
          .collect(Collectors.joining("; "));
    }
  }

  /**
   * A summary on {@code out}, in lines of this width if there is one.
   *
   * @param ascii whether only characters of ASCII can be shown
   * @param timed whether it shows how long rules worked; then also rules without alerts that did
   * @param nanos how long they worked, looked at in the end
   */
  public AlertSummary(
      Output out, Optional<Integer> width, boolean ascii, boolean timed, Map<Rule, Long> nanos) {
    this.out = out;
    this.width = width;
    this.timed = timed;
    this.nanos = nanos;
    this.frequency = new FrequencyLine(width, ascii);
  }

  @Override
  public void add(
      Rule rule, Map<String, @Nullable Object> document, Key key, List<EventRecord> events) {
    Optional<Instant> time = time(AlertRows.text(document, "kibana.alert.original_time", ""));
    time.ifPresent(frequency::add);
    rows.computeIfAbsent(rule.ruleId(), id -> new Row(rule))
        .add(time, key.values().isEmpty() ? subject(events) : AlertRows.text(key));
  }

  /** Whether the locale or the terminal has no characters but those of ASCII. */
  public static boolean isAscii(Environment environment) {
    return FrequencyLine.isAscii(environment);
  }

  private static String subject(List<EventRecord> events) {
    if (events.isEmpty()) {
      return "";
    }
    EventTree event = EventTree.of(events.get(0).json());
    return SUBJECT.stream()
        .flatMap(field -> event.values(field).stream().limit(1))
        .map(String::valueOf)
        .collect(Collectors.joining(" on "));
  }

  @Override
  public void finish() {
    nanos.forEach(
        (rule, spent) -> {
          if (spent > 0) {
            rows.computeIfAbsent(rule.ruleId(), id -> new Row(rule)).nanos = spent;
          }
        });
    List<String> head = new ArrayList<>(List.of("SEVERITY", "ALERTS>"));
    if (timed) {
      head.add("MS>");
    }
    head.addAll(List.of("RULE", "FIRST", "LAST", "BUSIEST"));
    TextTable table = new TextTable(head.toArray(String[]::new));
    sorted().forEach(row -> table.add(cells(row).toArray(String[]::new)));
    if (!table.isEmpty()) {
      out.print(table.print(width) + frequency.text());
    }
  }

  private List<String> cells(Row row) {
    List<String> cells = new ArrayList<>(List.of(row.rule.severity(), String.valueOf(row.alerts)));
    if (timed) {
      cells.add(String.format(Locale.ROOT, "%.1f", row.nanos / 1e6));
    }
    cells.add(row.rule.name());
    cells.add(seconds(row.first));
    cells.add(seconds(row.last));
    cells.add(row.busiest());
    return cells;
  }

  private Stream<Row> sorted() {
    return rows.values().stream()
        .sorted(
            Comparator.comparing((Row row) -> -rank(row.rule.severity()))
                .thenComparing(row -> -row.alerts)
                .thenComparing(row -> -row.nanos)
                .thenComparing(row -> row.rule.name()));
  }

  private static int rank(String severity) {
    return Arrays.stream(RuleSeverity.values())
        .filter(each -> each.spelling().equals(severity))
        .mapToInt(RuleSeverity::ordinal)
        .findFirst()
        .orElse(-1);
  }

  /** The time of an alert, unless it has none or wrote it in a way of its own. */
  private static Optional<Instant> time(String text) {
    try {
      return Optional.of(Instant.parse(text));
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }

  private static String seconds(Optional<Instant> time) {
    return time.map(t -> t.truncatedTo(ChronoUnit.SECONDS).toString()).orElse("");
  }
}
