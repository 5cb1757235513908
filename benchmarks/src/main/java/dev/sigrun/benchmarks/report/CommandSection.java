package dev.sigrun.benchmarks.report;

import dev.sigrun.benchmarks.measure.CommandBenchmark;
import dev.sigrun.benchmarks.measure.CommandStartBenchmark;
import java.util.List;
import java.util.OptionalDouble;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The part of the page about whole commands on one version of Java. */
final class CommandSection {
  private static final List<Integer> SIZES =
      List.of(Plan.MEGABYTES, Plan.MORE_MEGABYTES, Plan.MOST_MEGABYTES);

  private final Commands commands;
  private final StringBuilder text = new StringBuilder();

  private CommandSection(Measured measured) {
    this.commands = new Commands(measured);
  }

  static String markdown(Measured measured) {
    CommandSection section = new CommandSection(measured);
    section.commands();
    section.starts();
    return section.text.toString();
  }

  private void commands() {
    line("### The command");
    line("");
    line(
        "Whole processes over a file of Windows events, from start to end, with all processors; output is discarded.");
    line("");
    line("| command | file | events | alerts | time | processor time | resident memory |");
    line("|---|" + "---:|".repeat(6));
    for (int megabytes : SIZES) {
      for (CommandBenchmark.Task task : CommandBenchmark.Task.values()) {
        commands.run(task, megabytes).ifPresent(row -> command(task.title(), megabytes, row));
      }
    }
    line("");
    for (int i = 1; i < SIZES.size(); i++) {
      int smaller = SIZES.get(i - 1);
      int larger = SIZES.get(i);
      OptionalDouble nanos = commands.nanosOfFurtherEvent(smaller, larger);
      if (nanos.isPresent()) {
        line(
            "Between "
                + smaller
                + " and "
                + larger
                + " MB, each further event takes "
                + Figures.number(nanos.getAsDouble())
                + " ns of processor time.");
      }
    }
    line(
        "Up to "
            + Plan.MEGABYTES
            + " MB the launcher leaves out Java's optimizing compiler; larger runs pay for it, too.\n");
  }

  private void command(String title, int megabytes, Results.Row row) {
    double output = row.secondary("outputBytes");
    line(
        Stream.of(
                title,
                megabytes + " MB",
                Figures.number(row.secondary("events")),
                output > 0 ? Figures.megabytes(output) : "",
                Figures.seconds(row),
                Figures.number(row.secondary("cpuMillis") / 1000) + " s",
                Figures.megabytes(row.secondary("residentBytes")))
            .collect(Collectors.joining(" | ", "| ", " |")));
  }

  private void starts() {
    line("### Starting the command");
    line("");
    line(
        "Whole processes that have little to do, or that compile rules. Each has run once before, so that what is kept");
    line("from one run to the next is there.");
    line("");
    line("| command | time | processor time | resident memory |");
    line("|---|" + "---:|".repeat(3));
    for (CommandStartBenchmark.Task task : CommandStartBenchmark.Task.values()) {
      commands
          .start(task)
          .ifPresent(
              row ->
                  line(
                      Stream.of(
                              task.title(),
                              Figures.seconds(row),
                              Figures.number(row.secondary("cpuMillis") / 1000) + " s",
                              Figures.megabytes(row.secondary("residentBytes")))
                          .collect(Collectors.joining(" | ", "| ", " |"))));
    }
    line("");
  }

  private void line(String line) {
    text.append(line).append('\n');
  }
}
