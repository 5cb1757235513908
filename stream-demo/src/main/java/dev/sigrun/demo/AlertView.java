package dev.sigrun.demo;

import dev.sigrun.runtime.json.JsonFormatException;
import dev.sigrun.runtime.json.JsonValues;
import java.io.PrintStream;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/** Shows alerts, a row for each, and counts them. Not safe for concurrent use. */
final class AlertView {
  private static final int NAME = 50;

  private final PrintStream out;
  private final boolean colored;
  private final Set<String> ids = Collections.newSetFromMap(new LastIds());
  private final Set<String> rules = new TreeSet<>();
  private long count;
  private long repeated;

  /** An alert that comes again comes soon, so that not all ids need to be known. */
  private static final class LastIds extends LinkedHashMap<String, Boolean> {
    private static final long serialVersionUID = 1L;
    private static final int MOST = 100_000;

    @Override
    protected boolean removeEldestEntry(Map.Entry<String, Boolean> eldest) {
      return size() > MOST;
    }
  }

  /** A view on {@code out}. */
  AlertView(PrintStream out, boolean colored) {
    this.out = out;
    this.colored = colored;
  }

  /** Prints the names of the columns. */
  void start() {
    out.printf("%n%-8s  %-8s  %-" + NAME + "s  %s%n", "SEVERITY", "TIME", "RULE", "ON");
  }

  /** Prints an alert. */
  void show(ConsumerRecord<byte[], byte[]> record) throws JsonFormatException {
    Map<String, @Nullable Object> alert =
        JsonValues.asObject(JsonValues.read(record.value())).orElseThrow();
    String severity = text(alert.get("kibana.alert.severity"));
    String rule = text(alert.get("kibana.alert.rule.name"));
    String time = text(alert.get("@timestamp"));
    count++;
    repeated += ids.add(text(alert.get("kibana.alert.uuid"))) ? 0 : 1;
    rules.add(rule);
    String row =
        "%-8s  %-8s  %-50s  %s"
            .formatted(
                severity,
                time.length() < 19 ? time : time.substring(11, 19),
                rule.length() > NAME ? rule.substring(0, NAME - 1) + "…" : rule,
                subject(alert));
    out.println(colored ? color(severity) + row + "\u001b[0m" : row);
  }

  /** The host, or whatever else says where it happened. */
  private static String subject(Map<String, @Nullable Object> alert) {
    for (String[] path : new String[][] {{"host", "name"}, {"user", "name"}, {"source", "ip"}}) {
      Object value = alert.get(path[0] + "." + path[1]);
      if (value == null) {
        value =
            JsonValues.asObject(alert.get(path[0])).map(inner -> inner.get(path[1])).orElse(null);
      }
      if (value != null) {
        return text(value);
      }
    }
    return "";
  }

  private static String text(@Nullable Object value) {
    if (value instanceof List<?> list) {
      return list.stream().map(AlertView::text).collect(Collectors.joining(", "));
    }
    return value == null ? "" : value.toString().replaceAll("\\p{Cntrl}", "?");
  }

  private static String color(String severity) {
    return switch (severity) {
      case "critical", "high" -> "\u001b[31m";
      case "medium" -> "\u001b[33m";
      default -> "\u001b[34m";
    };
  }

  /** How many alerts there were, of how many rules, and whether any came twice. */
  String summary() {
    String text = "%,d alerts of %d rules".formatted(count, rules.size());
    return repeated == 0 ? text + ", each once" : text + ", " + repeated + " of them twice";
  }
}
