package dev.sigrun.benchmarks.measure;

import dev.sigrun.benchmarks.events.EventGenerator;
import dev.sigrun.benchmarks.events.EventShape;
import dev.sigrun.benchmarks.rules.RuleCount;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/**
 * Measures commands as people run them over a file of events, each in a process of its own. The
 * figure is the time that passes until the process ends.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
public class CommandBenchmark {
  private static final long MEGABYTE = 1_000_000;

  /** More megabytes are a file of this size that is read several times. */
  private static final int MOST_OF_FILE = 1600;

  private static final int BUFFER = 1 << 16;

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

  /** The size of the file; if it is larger than {@value #MOST_OF_FILE}, a multiple of that. */
  @Param("400")
  public int megabytes = 400;

  private final Workload workload = Workload.ofProperties();
  private List<String> command = List.of();
  private long outputBytes;

  /** Writes the events unless they are there, and builds the command unless that is done. */
  @Setup
  public void prepare() throws IOException, InterruptedException {
    RuleSets sets = new RuleSets(workload);
    List<String> events = Collections.nCopies(times(), events().toString());
    command =
        switch (task) {
          case EVENT_RULES -> run(sets.jar(RuleCount.ALL, Subset.EVERY), events);
          case ALL_RULES -> run(sets.wholeFolder(), events);
          case JQ ->
              with(
                  events,
                  "jq",
                  "-c",
                  "select(.event.category==\"process\" and .process.name==\"powershell.exe\")");
        };
    if (task != Task.JQ) {
      new ProcessUse().run(List.of(workload.command().toString(), "--version"));
    }
    outputBytes = task == Task.ALL_RULES ? outputBytes() : 0;
  }

  /** Runs the command once. */
  @Benchmark
  public long run(ProcessUse use) throws IOException, InterruptedException {
    use.run(command);
    use.events = times() * Long.parseLong(Files.readString(count(events())));
    use.outputBytes = outputBytes;
    return use.cpuMillis;
  }

  private List<String> run(Path jar, List<String> events) {
    return with(events, workload.command().toString(), "run", "--jar", jar.toString());
  }

  private static List<String> with(List<String> events, String... command) {
    return Stream.concat(Stream.of(command), events.stream()).toList();
  }

  /** How many times the file is read. */
  private int times() {
    return Math.max(1, megabytes / MOST_OF_FILE);
  }

  /** How many bytes the command prints, in a run that is not measured. */
  private long outputBytes() throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD).start();
    long bytes = 0;
    byte[] buffer = new byte[BUFFER];
    int read = process.getInputStream().read(buffer);
    while (read >= 0) {
      bytes += read;
      read = process.getInputStream().read(buffer);
    }
    process.waitFor();
    return bytes;
  }

  private Path events() throws IOException {
    int size = Math.min(megabytes, MOST_OF_FILE);
    Path file = workload.work().resolve("windows-" + size + ".ndjson");
    if (!Files.exists(file)) {
      Path unfinished = file.resolveSibling(file.getFileName() + "." + new Random().nextInt());
      long count = 0;
      try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(unfinished))) {
        EventGenerator generator =
            new EventGenerator(EventShape.WINDOWS_ECS, EventGenerator.DEFAULT_SEED);
        for (long written = 0; written < size * MEGABYTE; count++) {
          byte[] event = generator.next();
          out.write(event);
          out.write('\n');
          written += event.length + 1;
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
