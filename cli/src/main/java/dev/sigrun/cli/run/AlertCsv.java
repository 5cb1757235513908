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
  private final AlertColumns columns;

  /** Records on {@code out}, after a line of headings. */
  public AlertCsv(Output out, AlertColumns columns) {
    this.out = out;
    this.columns = columns;
    out.print(Csv.line(columns.names()));
  }

  @Override
  public void add(
      Rule rule, Map<String, @Nullable Object> document, Key key, List<EventRecord> events) {
    out.print(Csv.line(columns.of(rule, document, key, events)));
  }
}
