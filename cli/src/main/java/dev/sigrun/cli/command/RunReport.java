package dev.sigrun.cli.command;

import dev.sigrun.cli.run.RunCounts;
import dev.sigrun.cli.web.report.AlertStatistics;
import dev.sigrun.cli.web.report.HtmlReport;
import dev.sigrun.runtime.engine.report.Counters;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The report of a run as an HTML file, if one is wanted. */
final class RunReport {
  private final Optional<Path> file;
  private final Optional<AlertStatistics> alerts;

  /** A report in this file; none if it is empty. */
  RunReport(Optional<Path> file) {
    this.file = file;
    this.alerts = file.map(wanted -> new AlertStatistics());
  }

  /** Takes the alerts of the run. */
  Optional<AlertStatistics> alerts() {
    return alerts;
  }

  /**
   * Writes the report.
   *
   * @param rules how many rules ran
   * @param events the files of events
   * @param now the current time in milliseconds since 1970
   * @return a sentence about it; empty if no report is wanted
   */
  Optional<String> write(int rules, RunCounts counts, List<String> events, long now) {
    return file.flatMap(
        target -> alerts.map(found -> write(target, data(found, rules, counts, events, now))));
  }

  private static Map<String, @Nullable Object> data(
      AlertStatistics alerts, int rules, RunCounts counts, List<String> events, long now) {
    Map<String, @Nullable Object> data = new LinkedHashMap<>();
    data.put("count", rules);
    data.put("events", counts.of(Counters::events));
    data.put("malformed", counts.of(Counters::malformed));
    data.put("source", String.join(", ", events));
    data.put("at", now);
    data.putAll(alerts.json());
    return data;
  }

  private static String write(Path target, Map<String, @Nullable Object> data) {
    String html = HtmlReport.of(HtmlReport.Kind.RUN, "Alerts in " + data.get("source"), data);
    StagedFiles.write(Map.of(target.toAbsolutePath(), html.getBytes(StandardCharsets.UTF_8)));
    return "Wrote the report to " + target + ".";
  }
}
