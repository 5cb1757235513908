package dev.sigrun.cli.command;

import dev.sigrun.cli.event.EventFiles;
import dev.sigrun.cli.event.EventLine;
import dev.sigrun.cli.event.EventPipeline;
import dev.sigrun.cli.event.EventProblems;
import dev.sigrun.cli.event.EventSource;
import dev.sigrun.cli.event.LaterProblems;
import dev.sigrun.cli.event.TimeFilter;
import dev.sigrun.cli.option.Project;
import dev.sigrun.cli.option.ReportOptions;
import dev.sigrun.cli.option.RuleSelection;
import dev.sigrun.cli.option.ThreadsOption;
import dev.sigrun.cli.option.TimeRangeOptions;
import dev.sigrun.cli.option.TimestampOption;
import dev.sigrun.cli.report.FieldProbe;
import dev.sigrun.cli.report.FieldReport;
import dev.sigrun.cli.report.Reports;
import dev.sigrun.cli.report.TextTable;
import dev.sigrun.cli.terminal.CommandFailure;
import dev.sigrun.cli.terminal.ExitCode;
import dev.sigrun.cli.terminal.Progress;
import dev.sigrun.cli.terminal.Terminal;
import dev.sigrun.compiler.analysis.AnalyzedRule;
import dev.sigrun.compiler.ruleset.CheckedRule;
import dev.sigrun.runtime.event.Event;
import dev.sigrun.runtime.event.EventFormatException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Lists the fields that rules read, and says which rules cannot match given events. */
@Command(
    name = "fields",
    description = {
      "List the fields that rules read. With events, show which of them the events have, and which"
          + " rules can never match these events because a field or a value is never there."
    },
    footer = {
      "",
      "Examples:",
      "  sigrun fields rules",
      "  sigrun fields rules --events yesterday.ndjson.gz",
      "  sigrun fields rules --events yesterday.ndjson --format json",
      "  sigrun fields rules --events events.ndjson --from 2026-03-01 --to 2026-03-02",
      "",
      "A rule that is not listed might match: conditions are looked at one by one.",
      "",
      "Exit codes:",
      "  0  success, also if rules cannot match",
      "  3  wrong usage, a path that contains no rules, or a file that cannot be read"
    })
public final class FieldsCommand implements Callable<Integer> {
  private final Terminal terminal;

  @Option(
      names = "--events",
      paramLabel = "FILE",
      description = "A file of events, as run takes them; - for standard input. May be repeated.")
  private List<String> files = new ArrayList<>();

  @Option(
      names = "--format",
      paramLabel = "FORMAT",
      defaultValue = "table",
      description = "table or json. Default: table.")
  private Format format = Format.TABLE;

  @Mixin private ThreadsOption threads = new ThreadsOption();
  @Mixin private TimeRangeOptions range = new TimeRangeOptions();
  @Mixin private TimestampOption timestamp;
  @Mixin private RuleSelection selection;
  @Mixin private ReportOptions options = new ReportOptions();

  /** The shapes of the report. */
  enum Format {
    TABLE,
    JSON
  }

  /** A command on these streams. */
  public FieldsCommand(Terminal terminal) {
    this.terminal = terminal;
    Project project = new Project(terminal);
    this.timestamp = new TimestampOption(project);
    this.selection = new RuleSelection(project);
  }

  @Override
  public Integer call() {
    EventFiles.requireReadable(files);
    threads.check();
    refuseWithoutEffect();
    Reports reports = options.reports(terminal);
    RuleSelection.Selected selected = selection.select(terminal, reports);
    List<AnalyzedRule> rules =
        selected.rules().stream().map(CheckedRule::analyzed).flatMap(Optional::stream).toList();
    EventProblems problems = new EventProblems(terminal);
    Optional<FieldProbe> probe =
        files.isEmpty() ? Optional.empty() : Optional.of(probe(rules, filter(reports), problems));
    FieldReport report = new FieldReport(rules, probe);
    terminal
        .out()
        .print(
            switch (format) {
              case TABLE -> report.text(TextTable.width(terminal.environment()));
              case JSON -> report.json() + "\n";
            });
    terminal.out().flush();
    if (!options.quiet()) {
      terminal.say(report.summary());
    }
    return problems.hasBrokenFiles() ? ExitCode.USAGE : ExitCode.OK;
  }

  private void refuseWithoutEffect() {
    if (range.anyGiven().isEmpty() && timestamp.given()) {
      throw CommandFailure.usage("'--timestamp-field' has no effect without '--from' or '--to'.");
    }
    if (files.isEmpty()) {
      range
          .anyGiven()
          .ifPresent(
              option -> {
                throw CommandFailure.usage("'" + option + "' has no effect without '--events'.");
              });
    }
  }

  private TimeFilter filter(Reports reports) {
    return new TimeFilter(
        range.range(terminal.environment().clock()),
        timestamp.order(selection.compilerOptions(reports))::timeOf);
  }

  private FieldProbe probe(List<AnalyzedRule> rules, TimeFilter filter, EventProblems problems) {
    FieldProbe probe = new FieldProbe(FieldReport.fields(rules));
    LaterProblems later = new LaterProblems(problems);
    try (EventSource lines = new EventSource(files, terminal.in(), later);
        Progress progress = new Progress(terminal, "Looking at fields", true)) {
      new EventPipeline<Reading>(
              threads.count(),
              filter,
              line -> Reading.of(line, probe),
              (line, reading) -> {
                reading.malformed().ifPresent(why -> problems.malformed(line, why));
                reading.event().ifPresent(probe::count);
                progress.update(line.position() + 1, "event");
              })
          .run(lines, later);
    }
    filter.about().ifPresent(terminal::say);
    return probe;
  }

  /** The event in a line, or why it is not one. */
  private record Reading(Optional<Event> event, Optional<String> malformed) {
    static Reading of(EventLine line, FieldProbe probe) {
      try {
        return new Reading(Optional.of(probe.read(line.bytes())), Optional.empty());
      } catch (EventFormatException e) {
        return new Reading(Optional.empty(), Optional.of(String.valueOf(e.getMessage())));
      }
    }
  }
}
