package dev.sigrun.cli.run;

import dev.sigrun.cli.event.EventProblems;
import dev.sigrun.cli.event.TimeFilter;
import dev.sigrun.cli.option.MemoryOptions;
import dev.sigrun.cli.report.Texts;
import dev.sigrun.cli.terminal.Terminal;
import dev.sigrun.compiler.diagnostic.Counts;
import dev.sigrun.runtime.RuleSet;
import dev.sigrun.runtime.engine.report.Counters;

/** The lines at the end of a run: events left out, failures, and counts. */
public record RunSummary(
    Terminal terminal,
    MemoryOptions memory,
    RuleSet rules,
    TimeFilter filter,
    EventProblems problems) {
  /**
   * Says it.
   *
   * @param nanos how long the run took
   */
  public void say(EngineRun run, AlertPrinter printer, long nanos) {
    RunCounts counts = run.counts();
    long malformed = problems.malformed();
    long tooLong = Math.max(0, malformed - counts.of(Counters::malformed));
    problems.aboutUnfinished().ifPresent(terminal::say);
    filter.about().ifPresent(terminal::say);
    RunWarnings.aboutFailures(counts).ifPresent(terminal::say);
    if (counts.of(Counters::events) > malformed) {
      RunWarnings.aboutLacking(run.lacking(), rules.rules().size()).ifPresent(terminal::say);
    }
    if (!rules.detectors().isEmpty()) {
      RunWarnings.about(counts, run.newest(), memory).forEach(terminal::say);
      RunWarnings.aboutLearning(run.learning()).ifPresent(terminal::say);
      terminal.say(
          "Rules that need memory: "
              + counts.memory()
              + (memory.state().isPresent()
                  ? "; undecided results continue in the next run."
                  : "; everything is decided."));
    }
    terminal.say(
        Counts.of(counts.of(Counters::events) + tooLong, "event")
            + (malformed == 0 ? "" : " (" + malformed + " malformed)")
            + ": "
            + printer.summary()
            + " in "
            + Texts.seconds(nanos)
            + ".");
  }
}
