package dev.sigrun.cli.report;

import dev.sigrun.compiler.diagnostic.Counts;
import dev.sigrun.compiler.query.RowTrace;
import dev.sigrun.runtime.row.RowBudget;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Shows what becomes of rows, command by command: how many there are, and what they hold. */
public final class TraceText {
  private static final int MOST_ROWS = 3;
  private static final int LONGEST_COMMAND = 100;

  private final Page page;

  /** A text on a page. */
  public TraceText(Page page) {
    this.page = page;
  }

  /** Prints the rows, up to where none is left. */
  public void print(RowTrace trace) {
    page.gap();
    page.heading("Rows");
    RowTrace.Rows before = trace.start();
    for (RowTrace.Command command : trace.commands()) {
      if (before.rows().isEmpty()) {
        return;
      }
      page.line(count(before) + " -> " + count(command.after()) + "  " + excerpt(command.text()));
      if (command.drops() && command.after().rows().size() < before.rows().size()) {
        // The last columns are what the command read.
        print("  of ", before.columns(), before.rows());
      } else if (command.made() > 0) {
        List<List<@Nullable Object>> made = new ArrayList<>();
        command.after().rows().forEach(row -> made.add(row.subList(0, command.made())));
        print("  ", command.after().columns().subList(0, command.made()), made);
      }
      before = command.after();
    }
    trace
        .exceeding()
        .ifPresent(
            command ->
                page.line(
                    "The rows cannot be followed further, which takes more than "
                        + RowBudget.MOST_STEPS
                        + " steps: "
                        + excerpt(command)));
  }

  private void print(String indent, List<String> columns, List<List<@Nullable Object>> rows) {
    rows.stream().limit(MOST_ROWS).forEach(row -> page.line(indent + RowTrace.text(columns, row)));
    if (rows.size() > MOST_ROWS) {
      page.line(indent + "and " + Counts.of(rows.size() - MOST_ROWS, "more row"));
    }
  }

  private static String count(RowTrace.Rows rows) {
    return Counts.of(rows.rows().size(), "row");
  }

  private static String excerpt(String command) {
    String line = command.strip().replaceAll("\\s+", " ");
    return line.length() <= LONGEST_COMMAND
        ? line
        : line.substring(0, LONGEST_COMMAND - 1) + "\u2026";
  }
}
