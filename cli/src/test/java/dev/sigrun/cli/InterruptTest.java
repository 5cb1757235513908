package dev.sigrun.cli;

import static dev.sigrun.cli.StatefulRules.event;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.sigrun.cli.terminal.Environment;
import dev.sigrun.runtime.json.JsonFormatException;
import dev.sigrun.runtime.json.JsonValues;
import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Processes that are asked to end: by Ctrl+C, or by a service manager. */
class InterruptTest {
  /** Far more alerts than a pipe holds. */
  private static final int EVENTS = 2_000;

  @TempDir private Path folder;

  /** Events before the interrupt, the interrupt, and events after it. */
  private static final class InterruptedInput extends InputStream {
    private final List<String> parts;
    private final Runnable interrupt;
    private int next;

    InterruptedInput(Runnable interrupt, String... parts) {
      this.interrupt = interrupt;
      this.parts = List.of(parts);
    }

    @Override
    public int read() {
      throw new UnsupportedOperationException("Read by blocks.");
    }

    @Override
    public int read(byte[] into, int offset, int length) {
      if (next == 1) {
        interrupt.run();
      }
      if (next == parts.size()) {
        return -1;
      }
      byte[] bytes = parts.get(next++).getBytes(StandardCharsets.UTF_8);
      System.arraycopy(bytes, 0, into, offset, bytes.length);
      return bytes.length;
    }
  }

  /** What comes after the interrupt is not printed, and so it must not count as processed. */
  @Test
  void nothingIsMarkedAsProcessedAfterAnInterrupt() {
    Cli cli = new Cli(folder);
    String rules = cli.rule("all", "eql", Rules.ALL);
    StatefulRules.sequence(cli, "1m");
    String state = folder.resolve("state").toString();
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    List<Sigrun> command = new ArrayList<>();
    InputStream in =
        new InterruptedInput(
            () -> command.get(0).end(),
            event(0, "pack", "ann"),
            event(1, "send", "ann") + event(2, "idle", "ann"));
    Environment environment =
        new Environment(
            Map.of("SIGRUN_CACHE", folder.resolve("cache").toString()),
            false,
            false,
            Clock.fixed(Cli.NOW, ZoneOffset.UTC),
            folder);
    command.add(new Sigrun(out, OutputStream.nullOutputStream(), in, environment));
    command
        .get(0)
        .run("run", "-r", rules, "--state", state, "--save-every", "1", "--lateness", "0", "-");

    List<String> lines = out.toString(StandardCharsets.UTF_8).lines().toList();
    assertThat(lines).hasSizeLessThanOrEqualTo(1).allMatch(InterruptTest::isAlert);

    String again = cli.file("again.ndjson", event(1, "send", "ann") + event(99, "idle", "ann"));
    String found = cli.run("run", "-r", rules, "--state", state, "--lateness", "0", again).out();
    // The sequence goes on from the event before the interrupt, if its state was saved.
    if (!lines.isEmpty()) {
      assertThat(found).contains("\"kibana.alert.rule.name\":\"Rule copied\"");
    }
    assertThat(found).contains("\"kibana.alert.rule.name\":\"Rule all\"");
  }

  private static boolean isAlert(String line) {
    try {
      return JsonValues.asObject(JsonValues.read(line)).isPresent();
    } catch (JsonFormatException e) {
      return false;
    }
  }

  private Process start(String rules, String file) throws IOException {
    List<String> arguments =
        List.of(
            "run",
            "-r",
            rules,
            "--state",
            folder.resolve("state").toString(),
            "--save-every",
            "100",
            file);
    return new OwnProcess(folder)
        .of(arguments)
        .redirectError(ProcessBuilder.Redirect.appendTo(folder.resolve("err").toFile()))
        .start();
  }

  /** Sends a signal, unless the process that started this one made it deaf to that. */
  private static void send(Process process, String signal) throws Exception {
    int number = signal.equals("INT") ? 2 : 15;
    Path status = Path.of("/proc/" + process.pid() + "/status");
    for (String line : Files.exists(status) ? Files.readAllLines(status) : List.<String>of()) {
      if (line.startsWith("SigIgn:")) {
        long ignored = Long.parseUnsignedLong(line.substring(7).strip(), 16);
        assumeTrue((ignored >> (number - 1) & 1) == 0, "This process ignores the signal.");
      }
    }
    new ProcessBuilder("kill", "-" + signal, "" + process.pid()).start().waitFor();
  }

  /** The process is in the middle of its alerts when it gets the signal: the pipe is full. */
  @ParameterizedTest
  @CsvSource({"TERM, 143", "INT, 130"})
  @EnabledOnOs({OS.LINUX, OS.MAC})
  void aSignalCutsOffNoAlertAndLosesNone(String signal, int exitCode) throws Exception {
    Cli cli = new Cli(folder);
    String rules = cli.rule("all", "eql", Rules.ALL);
    StringBuilder events = new StringBuilder();
    for (int i = 0; i < EVENTS; i++) {
      events.append(event(i, "idle", "ann", ",\"event.id\":\"" + i + "\""));
    }
    String file = cli.file("events.ndjson", events.toString());
    Set<String> wanted = ids(cli.run("run", "-r", rules, "--output", "ndjson", file).outLines());

    Process process = start(rules, file);
    List<String> lines = new ArrayList<>();
    try (BufferedReader out =
        new BufferedReader(
            new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
      lines.add(out.readLine());
      send(process, signal);
      out.lines().forEach(lines::add);
    }

    assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    assertThat(process.exitValue()).isEqualTo(exitCode);
    assertThat(lines).allMatch(InterruptTest::isAlert);
    assertThat(lines.size()).isLessThan(EVENTS);
    Set<String> found = ids(lines);
    found.addAll(
        ids(
            cli.run(
                    "run",
                    "-r",
                    rules,
                    "--state",
                    folder.resolve("state").toString(),
                    "--output",
                    "ndjson",
                    file)
                .outLines()));
    assertThat(found).isEqualTo(wanted).hasSize(EVENTS);
  }

  @Test
  @EnabledOnOs({OS.LINUX, OS.MAC})
  void aReaderThatHasStoppedDoesNotKeepTheProcess() throws Exception {
    Cli cli = new Cli(folder);
    String rules = cli.rule("all", "eql", Rules.ALL);
    String file = cli.file("events.ndjson", event(0, "idle", "ann").repeat(EVENTS));
    Process process = start(rules, file);
    assertThat(process.getInputStream().read()).isEqualTo('{');
    send(process, "TERM");
    assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    assertThat(process.exitValue()).isEqualTo(143);
  }

  /** Each alert that was found is written although its reader waits for the rest of a line. */
  @Test
  void halfALineDoesNotHoldAlertsBack() throws Exception {
    Cli cli = new Cli(folder);
    String rules = cli.rule("all", "eql", Rules.ALL);
    Process process = new OwnProcess(folder).of(List.of("run", "-r", rules, "-")).start();
    String two = event(0, "idle", "ann") + event(1, "idle", "bob");
    try (BufferedReader out =
        new BufferedReader(
            new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
      try (OutputStream in = process.getOutputStream()) {
        in.write(two.substring(0, two.length() - 9).getBytes(StandardCharsets.UTF_8));
        in.flush();
        assertThat(out.readLine()).contains("\"ann\"");
        in.write(two.substring(two.length() - 9).getBytes(StandardCharsets.UTF_8));
      }
      assertThat(out.readLine()).contains("\"bob\"");
    }
    assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    assertThat(process.exitValue()).isZero();
  }

  private static Set<String> ids(List<String> lines) {
    Set<String> ids = new TreeSet<>();
    for (String line : lines) {
      int start = line.indexOf("\"kibana.alert.uuid\":\"");
      if (start >= 0) {
        ids.add(line.substring(start, start + 85));
      }
    }
    return ids;
  }
}
