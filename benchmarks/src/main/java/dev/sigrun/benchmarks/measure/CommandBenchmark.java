package dev.sigrun.benchmarks.measure;

import dev.sigrun.benchmarks.events.EventGenerator;
import dev.sigrun.benchmarks.events.EventShape;
import dev.sigrun.benchmarks.rules.RuleCount;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.AuxCounters;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/**
 * Measures commands as people run them: over a file of events, each in a process of its own whose
 * output is thrown away. The figure is the time that passes until the process ends.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
public class CommandBenchmark {
  private static final long MEGABYTE = 1_000_000;
  private static final int MILLIS_BETWEEN_SAMPLES = 5;

  /** The command. */
  public enum Task {
    /** {@code sigrun run} with the rules that look at one event at a time. */
    EVENT_RULES("`sigrun run`, single-event rules"),
    /** {@code sigrun run} with all rules. */
    ALL_RULES("`sigrun run`, all rules"),
    /** {@code jq} with one filter. */
    JQ("`jq`, one filter");

    private final String title;

    Task(String title) {
      this.title = title;
    }

    /** How a table names it. */
    public String title() {
      return title;
    }
  }

  /** Which command. */
  @Param("EVENT_RULES")
  public Task task = Task.EVENT_RULES;

  /** The size of the file. */
  @Param("400")
  public int megabytes = 400;

  private final Workload workload = Workload.ofProperties();
  private List<String> command = List.of();

  /** The resources that the process used. */
  @State(Scope.Thread)
  @AuxCounters(AuxCounters.Type.EVENTS)
  public static class Use {
    /** Processor time, within {@value #MILLIS_BETWEEN_SAMPLES} ms. */
    public long cpuMillis;

    /** The most memory that it had at once, if the system tells. */
    public long residentBytes;

    /** How many events were in the file. */
    public long events;
  }

  /** Writes the events unless they are there, and builds the command unless that is done. */
  @Setup
  public void prepare() throws IOException, InterruptedException {
    RuleSets sets = new RuleSets(workload);
    Path events = events();
    command =
        switch (task) {
          case EVENT_RULES -> run(sets.jar(RuleCount.ALL, Subset.EVERY), events);
          case ALL_RULES -> run(sets.wholeFolder(), events);
          case JQ ->
              List.of(
                  "jq",
                  "-c",
                  "select(.event.category==\"process\" and .process.name==\"powershell.exe\")",
                  events.toString());
        };
    if (task != Task.JQ) {
      start(List.of(workload.command().toString(), "--version")).waitFor();
    }
  }

  /** Runs the command once. */
  @Benchmark
  public int run(Use use) throws IOException, InterruptedException {
    Process process = start(command);
    Path status = Path.of("/proc", Long.toString(process.pid()), "status");
    do {
      use.cpuMillis =
          process.info().totalCpuDuration().map(Duration::toMillis).orElse(use.cpuMillis);
      use.residentBytes = Math.max(use.residentBytes, resident(status));
    } while (!process.waitFor(MILLIS_BETWEEN_SAMPLES, TimeUnit.MILLISECONDS));
    if (process.exitValue() != 0) {
      throw new IOException(command + " ended with " + process.exitValue());
    }
    use.events = Long.parseLong(Files.readString(count(events())));
    return process.exitValue();
  }

  private List<String> run(Path jar, Path events) {
    return List.of(
        workload.command().toString(), "run", "--jar", jar.toString(), events.toString());
  }

  private static Process start(List<String> command) throws IOException {
    return new ProcessBuilder(command)
        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
        .redirectError(ProcessBuilder.Redirect.DISCARD)
        .start();
  }

  private static long resident(Path status) {
    try {
      return Files.readAllLines(status).stream()
          .filter(line -> line.startsWith("VmHWM:"))
          .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) * 1024)
          .findFirst()
          .orElse(0);
    } catch (IOException ended) {
      return 0;
    }
  }

  private Path events() throws IOException {
    Path file = workload.work().resolve("windows-" + megabytes + ".ndjson");
    if (!Files.exists(file)) {
      Path unfinished = file.resolveSibling(file.getFileName() + "." + new Random().nextInt());
      long count = 0;
      try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(unfinished))) {
        EventGenerator generator =
            new EventGenerator(EventShape.WINDOWS_ECS, EventGenerator.DEFAULT_SEED);
        for (long size = 0; size < megabytes * MEGABYTE; count++) {
          byte[] event = generator.next();
          out.write(event);
          out.write('\n');
          size += event.length + 1;
        }
      }
      Files.writeString(count(file), Long.toString(count));
      Files.move(unfinished, file);
    }
    return file;
  }

  private static Path count(Path events) {
    return events.resolveSibling(Objects.requireNonNull(events.getFileName()) + ".count");
  }
}
