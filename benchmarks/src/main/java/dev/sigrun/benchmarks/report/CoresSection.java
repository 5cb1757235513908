package dev.sigrun.benchmarks.report;

import dev.sigrun.benchmarks.events.EventShape;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** The part of the page about several cores on one version of Java, and its plot. */
final class CoresSection {
  private final Measured measured;
  private final StringBuilder text = new StringBuilder();

  private CoresSection(Measured measured) {
    this.measured = measured;
  }

  static String markdown(Measured measured) {
    CoresSection section = new CoresSection(measured);
    section.table();
    return section.text.toString();
  }

  /** The plot of throughput by cores; empty if that was not measured. */
  static Optional<String> plot(Measured measured) {
    CoresSection section = new CoresSection(measured);
    List<String> counts = section.coreCounts();
    List<Plot.Line> lines = new ArrayList<>();
    for (EventShape shape : EventShape.values()) {
      lines.add(
          new Plot.Line(
              shape.word() + " events",
              counts.stream().map(cores -> Measured.median(section.onCores(shape, cores))).toList(),
              false));
    }
    return counts.isEmpty()
        ? Optional.empty()
        : Optional.of(
            Plot.draw(
                "Events per second, all single-event rules, " + measured.title(),
                "cores",
                counts,
                lines));
  }

  private void table() {
    if (coreCounts().isEmpty()) {
      return;
    }
    line("### Events per second by number of cores");
    line("");
    line("All single-event rules, a thread for each core, which share the rules.");
    line("");
    line("![Events per second by number of cores](" + measured.coresPlotFile() + ")");
    line("");
    line(coreCounts().stream().collect(Collectors.joining(" | ", "| events | ", " |")));
    line("|---|" + "---:|".repeat(coreCounts().size()));
    for (EventShape shape : EventShape.values()) {
      if (coreCounts().stream().anyMatch(cores -> onCores(shape, cores).isPresent())) {
        line(
            coreCounts().stream()
                .map(cores -> onCores(shape, cores))
                .map(row -> row.map(r -> Figures.number(r.median())).orElse(""))
                .collect(Collectors.joining(" | ", "| " + shape.word() + " | ", " |")));
      }
    }
    line("");
  }

  private List<String> coreCounts() {
    return measured.results().rows().stream()
        .filter(row -> row.method().equals("CoresBenchmark.event"))
        .map(row -> String.valueOf(row.parameters().get("cores")))
        .distinct()
        .sorted(Comparator.comparingInt(Integer::parseInt))
        .toList();
  }

  private Optional<Results.Row> onCores(EventShape shape, String cores) {
    return measured.results().find("CoresBenchmark.event", "shape", shape.name(), "cores", cores);
  }

  private void line(String line) {
    text.append(line).append('\n');
  }
}
