package dev.sigrun.benchmarks;

import dev.sigrun.benchmarks.events.GenerateEvents;
import dev.sigrun.benchmarks.measure.Preparation;
import dev.sigrun.benchmarks.measure.Workload;
import dev.sigrun.benchmarks.report.Report;
import dev.sigrun.benchmarks.stream.StreamReport;
import java.nio.file.Path;
import java.util.List;

/** Starts what the first argument names; without one of ours, JMH with all arguments. */
public final class Main {
  private Main() {}

  /** Runs one command. */
  public static void main(String[] args) throws Exception {
    List<String> arguments = List.of(args);
    Workload workload = Workload.ofProperties();
    Path folder = Path.of(System.getProperty("docs", "docs"));
    switch (arguments.isEmpty() ? "" : arguments.get(0)) {
      case "--prepare" ->
          Preparation.prepare(workload)
              .forEach((name, fact) -> System.out.println(name + ": " + fact));
      case "--report" -> Report.run(workload, arguments.contains("--quick"), folder);
      case "--streams" -> {
        // Clusters and clients say much.
        System.setProperty("org.slf4j.simpleLogger.defaultLogLevel", "error");
        boolean isComplete =
            StreamReport.run(
                workload,
                arguments.contains("--quick"),
                arguments.contains("--ten-million"),
                folder);
        // Some threads of clusters and clients are not daemons.
        System.exit(isComplete ? 0 : 1);
      }
      case "--render" -> Report.render(workload, folder);
      case "--events" ->
          GenerateEvents.main(arguments.subList(1, arguments.size()).toArray(String[]::new));
      default -> org.openjdk.jmh.Main.main(args);
    }
  }
}
