package dev.sigrun.cli.run;

import dev.sigrun.compiler.explain.EventTree;
import dev.sigrun.runtime.detector.EventRecord;
import dev.sigrun.runtime.detector.Key;
import dev.sigrun.runtime.rule.Rule;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The values of an alert that a row shows: the facts of the alert by their short names, and any
 * field of its document or of its events.
 *
 * @param names of the columns
 */
public record AlertColumns(List<String> names) {
  /** The columns of comma-separated values unless the user chooses others. */
  private static final AlertColumns USUAL =
      new AlertColumns(
          List.of("time", "severity", "risk_score", "rule_id", "rule", "key", "events"));

  private static final String SEVERAL = ", ";

  /** Copies the list. */
  public AlertColumns {
    names = List.copyOf(names);
  }

  /** These columns, or the usual ones if there are none. */
  public static AlertColumns orUsual(List<String> names) {
    return names.isEmpty() ? USUAL : new AlertColumns(names);
  }

  /** The value of each column; empty where the alert has none. */
  public List<String> of(
      Rule rule, Map<String, @Nullable Object> document, Key key, List<EventRecord> events) {
    EventTree tree = new EventTree(document);
    return names.stream()
        .map(
            name ->
                switch (name) {
                  case "time" -> AlertRows.text(document, "kibana.alert.original_time", "");
                  case "severity" ->
                      AlertRows.text(document, "kibana.alert.severity", rule.severity());
                  case "risk_score" -> AlertRows.text(document, "kibana.alert.risk_score", "");
                  case "rule_id" -> rule.ruleId();
                  case "rule" -> AlertRows.text(document, "kibana.alert.rule.name", rule.name());
                  case "reason" -> AlertRows.text(document, "kibana.alert.reason", "");
                  case "key" -> AlertRows.text(key);
                  case "events" -> AlertRows.place(events);
                  default -> values(name, tree, events);
                })
        .toList();
  }

  /** The values in the alert; those of its events where they are not the same in all. */
  private static String values(String name, EventTree alert, List<EventRecord> events) {
    Set<Object> values = new LinkedHashSet<>(alert.values(name));
    if (values.isEmpty()) {
      for (EventRecord event : events) {
        if (event.json().length > 0) {
          values.addAll(EventTree.of(event.json()).values(name));
        }
      }
    }
    return values.stream().map(String::valueOf).collect(Collectors.joining(SEVERAL));
  }
}
