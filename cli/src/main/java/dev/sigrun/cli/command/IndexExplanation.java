package dev.sigrun.cli.command;

import dev.sigrun.cli.event.EventLine;
import dev.sigrun.cli.event.EventProblems;
import dev.sigrun.cli.event.EventSource;
import dev.sigrun.cli.event.TimeFilter;
import dev.sigrun.cli.option.SampleOptions;
import dev.sigrun.cli.report.IndexProbe;
import dev.sigrun.cli.report.IndexReport;
import dev.sigrun.cli.report.Reports;
import dev.sigrun.cli.terminal.ExitCode;
import dev.sigrun.cli.terminal.Progress;
import dev.sigrun.cli.terminal.Terminal;
import dev.sigrun.compiler.CompilerOptions;
import dev.sigrun.compiler.ruleset.CheckedRules;
import dev.sigrun.compiler.ruleset.RuleSources;
import dev.sigrun.runtime.event.EventFormatException;
import java.util.List;
import java.util.Optional;

/** Explains how the index finds rules. */
final class IndexExplanation {
  private final Terminal terminal;
  private final Reports reports;
  private final SampleOptions sample;

  IndexExplanation(Terminal terminal, Reports reports, SampleOptions sample) {
    this.terminal = terminal;
    this.reports = reports;
    this.sample = sample;
  }

  /** The shapes of the explanation. */
  enum Format {
    TEXT,
    JSON
  }

  /** Explains it for all rules of the paths, and returns an exit code. */
  int explain(
      List<String> paths,
      List<String> events,
      TimeFilter filter,
      CompilerOptions options,
      Format format) {
    RuleSources sources = RuleSources.load(paths);
    reports.requireRules(sources);
    CheckedRules checked;
    try (Progress progress = new Progress(terminal, "Explaining", false)) {
      checked = CheckedRules.compile(sources, options, progress::update);
    }
    reports.print(checked.diagnostics());
    EventProblems problems = new EventProblems(terminal);
    IndexProbe probe = new IndexProbe(checked.analyzed(), sample.selectivity(terminal));
    search(probe, events, filter, problems);
    filter.about().ifPresent(terminal::say);
    IndexReport report = new IndexReport(probe);
    switch (format) {
      case TEXT -> report.text().forEach(terminal.out()::println);
      case JSON -> terminal.out().println(report.json());
    }
    if (problems.hasBrokenFiles()) {
      return ExitCode.USAGE;
    }
    return checked.hasFailures() ? ExitCode.NOT_COMPILED : ExitCode.OK;
  }

  private void search(
      IndexProbe probe, List<String> events, TimeFilter filter, EventProblems problems) {
    try (EventSource source = new EventSource(events, terminal.in(), problems)) {
      for (Optional<EventLine> line = source.next(); line.isPresent(); line = source.next()) {
        EventLine read = line.get();
        try {
          if (filter.keeps(read)) {
            probe.search(read.bytes());
          }
        } catch (EventFormatException e) {
          problems.malformed(read, String.valueOf(e.getMessage()));
        }
      }
    }
  }
}
