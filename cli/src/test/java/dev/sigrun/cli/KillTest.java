package dev.sigrun.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sigrun.runtime.json.JsonFormatException;
import dev.sigrun.runtime.json.JsonValues;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Processes that are killed at any moment while their input grows, is rotated and compressed, and
 * whose alerts all go into one file: no alert is lost, and none is invented.
 */
class KillTest {
  private static final int KILLS =
      Boolean.getBoolean("sigrun.soak") ? 200 : Boolean.getBoolean("sigrun.long") ? 20 : 4;

  /** Enough that a run takes longer than its start. */
  private static final int EVENTS_PER_RUN = 600;

  @TempDir private Path folder;

  /** Writes events like a server whose log is rotated by somebody else. */
  private final class Log {
    private final Random random;
    private final Path live = folder.resolve("audit.ndjson");
    private final List<Path> rotated = new ArrayList<>();
    private final StringBuilder all = new StringBuilder();
    private byte[] unwritten = new byte[0];
    private int number;

    Log(Random random) {
      this.random = random;
    }

    /** Writes some events, the last one maybe not to its end, and rotates now and then. */
    void grow(int events) throws IOException {
      append(unwritten);
      unwritten = new byte[0];
      if (random.nextInt(4) == 0) {
        rotate();
      }
      StringBuilder more = new StringBuilder();
      for (int i = 0; i < events; i++) {
        more.append(event());
      }
      all.append(more);
      byte[] bytes = more.toString().getBytes(StandardCharsets.UTF_8);
      // Often in the middle of the last line, sometimes just before its end.
      int kept = random.nextBoolean() ? bytes.length - random.nextInt(150) : bytes.length;
      kept = random.nextInt(4) == 0 ? bytes.length - 1 : kept;
      append(java.util.Arrays.copyOf(bytes, kept));
      unwritten = java.util.Arrays.copyOfRange(bytes, kept, bytes.length);
    }

    private void append(byte[] bytes) throws IOException {
      Files.write(live, bytes, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    }

    private void rotate() throws IOException {
      if (!Files.exists(live)) {
        return;
      }
      Path old = folder.resolve("audit-" + rotated.size() + ".ndjson");
      if (random.nextBoolean()) {
        old = folder.resolve(old.getFileName() + ".gz");
        try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(old))) {
          out.write(Files.readAllBytes(live));
        }
        Files.delete(live);
      } else {
        Files.move(live, old);
      }
      rotated.add(old);
    }

    private String event() {
      String[] actions = {"pack", "send", "ask", "answer", "guess", "pull", "enter"};
      int id = number++;
      return StatefulRules.event(
          id * 5,
          actions[random.nextInt(actions.length)],
          "u" + random.nextInt(3),
          ",\"event.id\":\"" + id + "\"",
          ",\"source.ip\":\"10.0.0." + random.nextInt(3) + "\"",
          ",\"host.os.type\":\"" + (random.nextBoolean() ? "linux" : "windows") + "\"");
    }

    /** Writes what is missing, and events so late that everything before them is decided. */
    void finish() throws IOException {
      append(unwritten);
      unwritten = new byte[0];
      String tail = "";
      for (int later : new int[] {100_000, 100_100}) {
        tail +=
            StatefulRules.event(
                number * 5L + later, "idle", "zoe", ",\"event.id\":\"z" + later + "\"");
      }
      all.append(tail);
      append(tail.getBytes(StandardCharsets.UTF_8));
    }

    List<String> files() {
      List<String> files = new ArrayList<>();
      rotated.forEach(file -> files.add(file.toString()));
      files.add(live.toString());
      return files;
    }
  }

  @Test
  void nothingIsLostAndNothingInvented() throws Exception {
    long seed = Long.getLong("sigrun.seed", 7);
    Random random = new Random(seed);
    Cli cli = new Cli(folder);
    String rules = StatefulRules.writeAll(cli);
    Log log = new Log(random);
    Path alerts = folder.resolve("alerts.ndjson");
    int killed = 0;
    int inTheMiddle = 0;
    // Compiled once, so that processes are killed while they run rules.
    cli.run("run", "-r", rules, cli.file("empty.ndjson", ""));
    log.grow(EVENTS_PER_RUN);
    long start = System.nanoTime();
    assertThat(runFor(600_000, rules, log.files(), alerts)).isFalse();
    // Most processes are killed at work, however fast this machine is just now.
    int usual = (int) ((System.nanoTime() - start) / 1_000_000);
    while (killed < KILLS) {
      log.grow(EVENTS_PER_RUN);
      long before = Files.size(alerts);
      boolean kill = runFor(usual / 2 + random.nextInt(usual), rules, log.files(), alerts);
      killed += kill ? 1 : 0;
      inTheMiddle += kill && Files.size(alerts) > before ? 1 : 0;
    }
    log.finish();
    assertThat(runFor(600_000, rules, log.files(), alerts)).isFalse();

    String expected =
        cli.run("run", "-r", rules, "--output", "ndjson", cli.file("all", log.all.toString()))
            .out();
    Map<String, String> wanted = alerts(expected);
    Map<String, String> found = alerts(Files.readString(alerts));
    String run =
        "seed %d, %d kills, %d of them after alerts, %d rotated files"
            .formatted(seed, killed, inTheMiddle, log.rotated.size());
    System.out.println(run + ", " + wanted.size() + " alerts");
    assertThat(without(wanted, found)).as("lost: " + run).isEmpty();
    assertThat(without(found, wanted)).as("invented: " + run).isEmpty();
    assertThat(wanted).hasSizeGreaterThan(100);
  }

  private static List<String> without(Map<String, String> alerts, Map<String, String> others) {
    return alerts.entrySet().stream()
        .filter(alert -> !others.containsKey(alert.getKey()))
        .map(Map.Entry::getValue)
        .limit(5)
        .toList();
  }

  /**
   * Runs the command in a process of its own, and kills it if it is not done in time.
   *
   * @return whether it was killed
   */
  private boolean runFor(int millis, String rules, List<String> files, Path alerts)
      throws IOException, InterruptedException {
    List<String> arguments =
        new ArrayList<>(
            List.of(
                "run",
                "--rules",
                rules,
                "--state",
                folder.resolve("state").toString(),
                "--save-every",
                "200"));
    arguments.addAll(files);
    ProcessBuilder builder = new OwnProcess(folder).of(arguments);
    Path errors = folder.resolve("errors");
    Process process =
        builder
            .redirectOutput(ProcessBuilder.Redirect.appendTo(alerts.toFile()))
            .redirectError(errors.toFile())
            .start();
    if (process.waitFor(millis, TimeUnit.MILLISECONDS)) {
      assertThat(process.exitValue()).as(Files.readString(errors)).isZero();
      return false;
    }
    process.destroyForcibly().waitFor();
    return true;
  }

  /**
   * All alerts that were written to their end, by what identifies them; other lines are parts of
   * alerts.
   */
  private static Map<String, String> alerts(String lines) {
    Map<String, String> alerts = new TreeMap<>();
    for (String line : lines.split("\n", -1)) {
      alert(line)
          .ifPresent(
              alert ->
                  alerts.put(
                      identity(alert),
                      alert.get("kibana.alert.rule.name") + " " + alert.get("sigrun.events")));
    }
    return alerts;
  }

  /** Ids of thresholds depend on the name of the file, which rotation changes. */
  private static String identity(Map<String, @Nullable Object> alert) {
    Object threshold = alert.get("kibana.alert.threshold_result");
    return threshold == null
        ? String.valueOf(alert.get("kibana.alert.uuid"))
        : JsonValues.write(threshold);
  }

  private static Optional<Map<String, @Nullable Object>> alert(String line) {
    try {
      return line.isBlank() ? Optional.empty() : JsonValues.asObject(JsonValues.read(line));
    } catch (JsonFormatException e) {
      return Optional.empty();
    }
  }
}
