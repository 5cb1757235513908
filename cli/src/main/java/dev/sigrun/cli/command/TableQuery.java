package dev.sigrun.cli.command;

import dev.sigrun.cli.event.EventLine;
import dev.sigrun.cli.event.EventPipeline;
import dev.sigrun.cli.event.EventProblems;
import dev.sigrun.cli.event.EventSource;
import dev.sigrun.cli.event.LaterProblems;
import dev.sigrun.cli.event.TimeFilter;
import dev.sigrun.cli.report.RowTable;
import dev.sigrun.cli.report.Texts;
import dev.sigrun.cli.terminal.Progress;
import dev.sigrun.cli.terminal.Terminal;
import dev.sigrun.compiler.diagnostic.Counts;
import dev.sigrun.compiler.query.TableSearch;
import dev.sigrun.runtime.detector.Selection;
import dev.sigrun.runtime.event.EventFormatException;
import dev.sigrun.runtime.row.RowBudget;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Runs a query in ES|QL over files, as a server would answer it: over all events at one time.
 *
 * @param filter which events count
 * @param threads how many read events
 */
record TableQuery(Terminal terminal, TableSearch search, TimeFilter filter, int threads) {
  /** The rows of one line, or why the line is not a valid event. */
  private record Judgement(List<Selection> selected, Optional<String> malformed) {
    static Judgement of(EventLine line, TableSearch search, AtomicLong exceeded) {
      try {
        return new Judgement(search.select(line.bytes()), Optional.empty());
      } catch (EventFormatException e) {
        return new Judgement(List.of(), Optional.of(String.valueOf(e.getMessage())));
      } catch (RowBudget.ExceededException e) {
        exceeded.incrementAndGet();
        return new Judgement(List.of(), Optional.empty());
      }
    }
  }

  /** The table, after what it may lack was said. */
  RowTable run(List<String> files, EventProblems problems, boolean quiet) {
    long start = System.nanoTime();
    long count;
    AtomicLong exceeded = new AtomicLong();
    LaterProblems later = new LaterProblems(problems);
    try (EventSource lines = new EventSource(files, terminal.in(), later);
        Progress progress = new Progress(terminal, "Searching", true)) {
      new EventPipeline<Judgement>(
              threads,
              filter,
              line -> Judgement.of(line, search, exceeded),
              (line, judgement) -> {
                judgement.malformed().ifPresent(why -> problems.malformed(line, why));
                search.add(judgement.selected());
                progress.update(line.position() + 1, "event");
              })
          .run(lines, later);
      count = lines.count() - filter.leftOut();
    }
    filter.about().ifPresent(terminal::say);
    RowTable table = new RowTable(search.columns(), search.rows());
    sayExceeded(exceeded.get(), "event");
    sayExceeded(search.exceeded(), "group");
    if (search.isCut()) {
      terminal.say(
          "There are more groups, or more values in a group, than are kept: rows, values or numbers"
              + " of distinct values are missing.");
    }
    if (!quiet) {
      terminal.say(
          Counts.of(count, "event")
              + (problems.malformed() == 0 ? "" : " (" + problems.malformed() + " malformed)")
              + ": "
              + Counts.of(table.rows().size(), "row")
              + " in "
              + Texts.seconds(System.nanoTime() - start)
              + ".");
    }
    return table;
  }

  private void sayExceeded(long count, String what) {
    if (count > 0) {
      terminal.say(
          Counts.of(count, what)
              + " left out, since rows of one "
              + what
              + " may take "
              + RowBudget.MOST_STEPS
              + " steps only.");
    }
  }
}
