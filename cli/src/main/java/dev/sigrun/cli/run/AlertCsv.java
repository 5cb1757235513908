package dev.sigrun.cli.run;

import dev.sigrun.cli.report.Csv;
import dev.sigrun.cli.terminal.Output;
import dev.sigrun.runtime.detector.EventRecord;
import dev.sigrun.runtime.detector.Key;
import dev.sigrun.runtime.rule.Rule;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Prints alerts as comma-separated values, a record each, as they come. */
public final class AlertCsv implements AlertRows {
  private final Output out;

  /** Records on {@code out}, after a line of headings. */
  public AlertCsv(Output out) {
    this.out = out;
    out.print(
        Csv.line(List.of("time", "severity", "risk_score", "rule_id", "rule", "key", "events")));
  }

  @Override
  public void add(
      Rule rule, Map<String, @Nullable Object> document, Key key, List<EventRecord> events) {
    out.print(
        Csv.line(
            List.of(
                AlertRows.text(document, "kibana.alert.original_time", ""),
                AlertRows.text(document, "kibana.alert.severity", rule.severity()),
                AlertRows.text(document, "kibana.alert.risk_score", ""),
                rule.ruleId(),
                AlertRows.text(document, "kibana.alert.rule.name", rule.name()),
                AlertRows.text(key),
                AlertRows.place(events))));
  }
}
