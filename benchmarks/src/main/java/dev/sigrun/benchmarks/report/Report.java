package dev.sigrun.benchmarks.report;

import dev.sigrun.benchmarks.measure.Preparation;
import dev.sigrun.benchmarks.measure.Workload;
import dev.sigrun.runtime.json.JsonValues;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.results.format.ResultFormatFactory;
import org.openjdk.jmh.results.format.ResultFormatType;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.Options;

/** Runs all benchmarks and writes what came of them. */
public final class Report {
  private Report() {}

  /**
   * Measures everything, then writes the page and its plots.
   *
   * @param quick whether figures may be rough
   * @param folder where {@code benchmarks.md} and its plots are written
   */
  public static void run(Workload workload, boolean quick, Path folder) throws IOException {
    Map<String, String> facts = new TreeMap<>(Preparation.prepare(workload));
    facts.put(
        "mode", quick ? "preliminary: short runs, good for orders of magnitude only" : "full");
    facts.put("date", LocalDate.now(ZoneOffset.UTC).toString());
    facts.put("machine", machine());
    facts.put("command", "`" + System.getProperty("command", "?") + "`");
    facts.put("meanEvent", Math.round(workload.loadEvents().meanLength()) + " bytes");
    List<RunResult> results = new ArrayList<>();
    for (Options options : new Plan(workload, quick).runs()) {
      try {
        results.addAll(new Runner(options).run());
      } catch (RunnerException e) {
        System.err.println("Not measured: " + e.getMessage());
      }
      // After each, so that a run that was broken off has shown something.
      save(workload, results, facts);
    }
    render(workload, folder);
  }

  /** Writes the page and its plots from the last measurements on each version of Java. */
  public static void render(Workload workload, Path folder) throws IOException {
    List<Measured> all = Measured.readAll(workload.work());
    Files.writeString(folder.resolve("benchmarks.md"), Document.markdown(all));
    for (Measured measured : all) {
      Files.writeString(folder.resolve(measured.plotFile()), Section.plot(measured));
      Optional<String> cores = CoresSection.plot(measured);
      if (cores.isPresent()) {
        Files.writeString(folder.resolve(measured.coresPlotFile()), cores.get());
      }
    }
  }

  private static void save(Workload workload, List<RunResult> results, Map<String, String> facts)
      throws IOException {
    int version = Runtime.version().feature();
    Path json = workload.work().resolve(Measured.resultsFile(version));
    try (PrintStream out =
        new PrintStream(Files.newOutputStream(json), false, StandardCharsets.UTF_8)) {
      ResultFormatFactory.getInstance(ResultFormatType.JSON, out).writeOut(results);
    }
    Files.writeString(
        workload.work().resolve(Measured.factsFile(version)), JsonValues.writePretty(facts));
  }

  private static String machine() throws IOException {
    Path info = Path.of("/proc/cpuinfo");
    String processor = System.getProperty("os.arch", "?");
    if (Files.isReadable(info)) {
      processor =
          Files.readAllLines(info).stream()
              .filter(line -> line.startsWith("model name"))
              .map(line -> line.substring(line.indexOf(':') + 2))
              .findFirst()
              .orElse(processor);
    }
    return Runtime.getRuntime().availableProcessors()
        + " cores of "
        + processor
        + ", "
        + System.getProperty("os.name")
        + " "
        + System.getProperty("os.version");
  }
}
