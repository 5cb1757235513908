package dev.sigrun.cli;

import static dev.sigrun.cli.StatefulRules.event;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Events that cost more than a small heap has: they are reported, and the run goes on. */
class SmallHeapTest {
  private static final String HEAP = "-Xmx64m";

  @TempDir private Path folder;

  private Cli cli;
  private String jar;

  @BeforeEach
  void compileRules() {
    cli = new Cli(folder);
    StatefulRules.writeAll(cli);
    String rules = cli.rule("users", "eql", "any where user.name like \"*n\"");
    jar = folder.resolve("rules.jar").toString();
    assertThat(cli.run("compile", rules, "-o", jar).exitCode()).isZero();
  }

  /** An event with a further member, as a line. */
  private static String with(int second, String member) {
    return event(second, "idle", "ann", "," + member);
  }

  /** All of them are within the 32 MiB that a line may have. */
  private static List<String> greedyEvents() {
    return List.of(
        with(10, "\"process.args\":[" + "1,".repeat(2_500_000) + "1]"),
        with(20, "\"process.args\":[" + "[],".repeat(2_500_000) + "1]"),
        with(30, "\"a\":" + "[".repeat(2_000_000) + "]".repeat(2_000_000)),
        with(40, "\"a\":" + "{\"a\":".repeat(2_000_000) + "1" + "}".repeat(2_000_000)),
        with(50, "\"process.command_line\":\"" + "x".repeat(31_000_000) + "\""),
        with(60, "\"process.command_line\":\"" + "\\u0041".repeat(5_000_000) + "\""),
        with(70, "\"a\":{" + keys(1_000_000) + "}"),
        with(80, "\"process.args\":[" + "\"a b c\",".repeat(190_000) + "1]"));
  }

  private static String keys(int count) {
    StringBuilder keys = new StringBuilder();
    for (int i = 0; i < count; i++) {
      keys.append(i == 0 ? "" : ",").append("\"k").append(i).append("\":").append(i);
    }
    return keys.toString();
  }

  @Test
  void anEventThatNeedsTooMuchIsReportedAndTheRunGoesOn() throws Exception {
    List<String> greedy = greedyEvents();
    Path file = folder.resolve("events.ndjson");
    try (BufferedWriter out = Files.newBufferedWriter(file)) {
      out.write(event(0, "pack", "ann"));
      for (String each : greedy) {
        out.write(each);
      }
      out.write(event(90, "idle", "ann"));
    }
    String state = folder.resolve("state").toString();
    OwnProcess process = new OwnProcess(folder, HEAP);
    String[] run = {"run", "--jar", jar, "--state", state, file.toString()};

    Cli.Result first = process.run(run);

    assertThat(first.exitCode()).as(first.err()).isZero();
    List<String> unexplained = new ArrayList<>();
    for (int line = 1; line <= greedy.size() + 2; line++) {
      boolean alerted = first.out().contains("\"line\":" + line + "}");
      boolean reported = first.err().contains("events.ndjson:" + line + ": malformed event: ");
      boolean mustAlert = line == 1 || line == greedy.size() + 2;
      if (mustAlert ? !alerted : !alerted && !reported) {
        unexplained.add(line + "");
      }
    }
    assertThat(unexplained).as(first.err()).isEmpty();
    assertThat(first.err()).contains((greedy.size() + 2) + " events (");

    Cli.Result second = process.run(run);
    assertThat(second.exitCode()).as(second.err()).isZero();
    assertThat(second.err()).contains("0 events: 0 alerts");
  }

  /** Documents that are not lines have the same bounds. */
  @Test
  void aGreedyElementOfAnArrayIsPassedOver() throws Exception {
    Path file = folder.resolve("events.json");
    try (BufferedWriter out = Files.newBufferedWriter(file)) {
      out.write("[" + event(0, "idle", "ann"));
      for (String each : greedyEvents()) {
        out.write("," + each);
      }
      out.write("," + event(90, "idle", "eon") + "]");
    }
    Cli.Result result = new OwnProcess(folder, HEAP).run("run", "--jar", jar, file.toString());
    assertThat(result.exitCode()).as(result.err()).isZero();
    assertThat(result.out()).contains("\"ann\"", "\"eon\"");
  }

  /** What rules remember is bounded by the heap, and what is given up is said. */
  @Test
  void aWideStateIsEvictedBeforeItFillsTheHeap() throws IOException, InterruptedException {
    Path file = folder.resolve("events.ndjson");
    String wide = "w".repeat(1_000);
    try (BufferedWriter out = Files.newBufferedWriter(file)) {
      for (int i = 0; i < 60_000; i++) {
        out.write(event(i / 10_000.0, i % 2 == 0 ? "pack" : "ask", "user" + i + wide));
      }
      out.write(event(7, "pack", "ann") + event(8, "send", "ann"));
    }
    Cli.Result result =
        new OwnProcess(folder, HEAP)
            .run("run", "--jar", jar, "--max-keys-per-rule", "1000000", file.toString());
    assertThat(result.exitCode()).as(result.err()).isZero();
    assertThat(result.out()).contains("\"kibana.alert.rule.name\":\"Rule copied\"");
    assertThat(result.err()).contains("evicted");
  }
}
