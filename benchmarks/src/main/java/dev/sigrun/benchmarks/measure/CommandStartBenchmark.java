package dev.sigrun.benchmarks.measure;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
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
 * Measures what commands cost that have little to do, or that compile rules, each in a process of
 * its own. Before, each has run once, so that what is kept from one run to the next is there.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
public class CommandStartBenchmark {
  private static final int FEW_RULES = 6;
  private static final String NAME = "name = \"";
  private static final String EVENT =
      "{\"@timestamp\":\"2026-01-01T00:00:00Z\",\"event\":{\"category\":[\"process\"],"
          + "\"type\":[\"start\"]},\"process\":{\"name\":\"sh\"},\"user\":{\"name\":\"ann\"}}\n";

  /** The command. */
  public enum Task {
    /** For comparison. */
    JAVA("`java -version`"),
    /** The least that the command can do. */
    VERSION("`sigrun --version`"),
    /** Checks a few rules. */
    CHECK("`sigrun check`, " + FEW_RULES + " rules"),
    /** A query that was never asked before. */
    NEW_QUERY("`sigrun query` of one event, a new query"),
    /** A query that was asked before. */
    QUERY("`sigrun query` of one event, the same query again"),
    /** A few rules that were run before. */
    RUN("`sigrun run`, one event, " + FEW_RULES + " rules as before"),
    /** Compiles all rules of the folder. */
    COMPILE("`sigrun compile`, all rules to a jar"),
    /** Runs all rules of the folder, of which one has changed. */
    CHANGED("`sigrun run`, one event, one of all rules changed");

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
  @Param({"JAVA", "VERSION", "CHECK", "NEW_QUERY", "QUERY", "RUN", "COMPILE", "CHANGED"})
  public Task task = Task.VERSION;

  private final Workload workload = Workload.ofProperties();
  private final Random random = new Random();
  private List<String> command = List.of();

  /** Makes the files that the command needs, and runs it once. */
  @Setup
  public void prepare() throws IOException, InterruptedException {
    Path folder = Files.createTempDirectory(workload.work(), "start");
    String event = Files.writeString(folder.resolve("event.ndjson"), EVENT).toString();
    Path few = folder.resolve("few");
    Path all = folder.resolve("all");
    String sigrun = workload.command().toString();
    command =
        switch (task) {
          case JAVA ->
              List.of(
                  Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-version");
          case VERSION -> List.of(sigrun, "--version");
          case CHECK -> List.of(sigrun, "check", copy(FEW_RULES, few));
          case NEW_QUERY -> List.of(sigrun, "query", "--kql", newQuery(), event);
          case QUERY -> List.of(sigrun, "query", "--kql", "user.name: a*", event);
          case RUN -> List.of(sigrun, "run", "--rules", copy(FEW_RULES, few), event);
          case COMPILE ->
              List.of(
                  sigrun,
                  "compile",
                  workload.rules().toString(),
                  "-o",
                  folder.resolve("rules.jar").toString());
          case CHANGED -> List.of(sigrun, "run", "--rules", copy(Integer.MAX_VALUE, all), event);
        };
    new ProcessUse().run(command);
    if (task == Task.NEW_QUERY) {
      command = List.of(sigrun, "query", "--kql", newQuery(), event);
    }
    if (task == Task.CHANGED) {
      change(all);
    }
  }

  /** Runs the command once. */
  @Benchmark
  public long run(ProcessUse use) throws IOException, InterruptedException {
    use.run(command);
    return use.cpuMillis;
  }

  private String newQuery() {
    return "user.name: a" + Long.toUnsignedString(random.nextLong()) + " or process.name: s*";
  }

  /** Copies rule files of the folder that is measured. */
  private String copy(int most, Path to) throws IOException {
    Files.createDirectories(to);
    // The folder may be a symbolic link, into which a walk does not go.
    Path from = workload.rules().toRealPath();
    try (Stream<Path> files = Files.walk(from)) {
      List<Path> rules =
          files.filter(file -> file.toString().endsWith(".toml")).sorted().limit(most).toList();
      for (Path rule : rules) {
        Path copy = to.resolve(from.relativize(rule).toString());
        Files.createDirectories(copy.resolveSibling(""));
        Files.copy(rule, copy);
      }
    }
    return to.toString();
  }

  /** Gives a rule in the middle of the folder another name, which its class mentions. */
  private void change(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      List<Path> rules =
          files
              .filter(file -> file.toString().endsWith(".toml"))
              .filter(file -> !file.toString().endsWith(".test.toml"))
              .sorted()
              .toList();
      Path changed = rules.get(rules.size() / 2);
      String text = Files.readString(changed, StandardCharsets.UTF_8);
      Files.writeString(changed, text.replaceFirst(NAME, NAME + random.nextInt(1_000_000) + " "));
    }
  }
}
