package dev.sigrun.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sigrun.cli.terminal.ExitCode;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The time of events that do not follow the Elastic Common Schema, in every command. */
class EventTimeCommandTest {
  private static final String SEQUENCE =
      "sequence by user.name with maxspan=10s [any where step == \"a\"] [any where step == \"b\"]";

  /** In the wrong order of lines; more than ten seconds are between the steps of bob. */
  private static final String EVENTS =
      """
      {"step":"b","user.name":"eve","Event":{"System":{"TimeCreated":{"#attributes":{"SystemTime":"2026-03-01T12:00:09Z"}}}}}
      {"step":"a","user.name":"eve","Event":{"System":{"TimeCreated":{"#attributes":{"SystemTime":"2026-03-01T12:00:00Z"}}}}}
      {"step":"a","user.name":"bob","Event":{"System":{"TimeCreated":{"#attributes":{"SystemTime":"2026-03-01T12:00:00Z"}}}}}
      {"step":"b","user.name":"bob","Event":{"System":{"TimeCreated":{"#attributes":{"SystemTime":"2026-03-01T12:00:11Z"}}}}}
      """;

  /** The same in a field of its own, in seconds. */
  private static final String SECONDS =
      """
      {"step":"b","user.name":"eve","when":1772366409}
      {"step":"a","user.name":"eve","when":1772366400}
      {"step":"a","user.name":"bob","when":1772366400}
      {"step":"b","user.name":"bob","when":1772366411}
      {"step":"b","user.name":"joe"}
      """;

  @TempDir private Path folder;
  private Cli cli;
  private String rules;

  @BeforeEach
  void writeRule() {
    cli = new Cli(folder);
    rules = cli.rule("steps", "eql", SEQUENCE);
  }

  @Test
  void ordersRawWindowsEventsInRuns() {
    Cli.Result result =
        cli.run("run", "--rules", rules, "--lateness", "1m", cli.file("e.ndjson", EVENTS));
    assertThat(result.outLines()).hasSize(1);
    assertThat(result.out())
        .contains("\"eve\"", "\"kibana.alert.original_time\":\"2026-03-01T12:00:00.000Z\"");
    assertThat(result.err()).contains("4 events").doesNotContain("without a readable time");
  }

  @Test
  void ordersRawWindowsEventsInQueries() {
    String events = cli.file("e.ndjson", EVENTS);
    Cli.Result result = cli.run("query", "--eql", SEQUENCE, "--output", "lines", events);
    assertThat(result.out()).isEqualTo("[2,1]\n");
    Cli.Result single = cli.run("query", "--kql", "step: *", "--output", "lines", events);
    assertThat(single.out()).isEqualTo("[2]\n[3]\n[1]\n[4]\n");
  }

  /** Shippers of raw events add the time at which they did so. */
  @Test
  void rawWindowsEventsHaveTheTimeAtWhichTheyWereCreated() {
    String events = cli.file("e.ndjson", EVENTS.replace("{\"step\"", SHIPPED + "\"step\""));
    String[] run = {"run", "--rules", rules, "--lateness", "1m"};
    // By the time of shipping, the steps of bob are together and those of eve in the wrong order.
    assertThat(cli.run(with(run, events)).out()).contains("\"bob\"").doesNotContain("\"eve\"");
    Cli.Result windows = cli.run(with(run, "--pipeline", "windows", events));
    assertThat(windows.outLines()).hasSize(1);
    assertThat(windows.out()).contains("\"eve\"").doesNotContain("\"bob\"");
    Cli.Result named =
        cli.run(with(run, "--pipeline", "windows", "--timestamp-field", "@timestamp", events));
    assertThat(named.out()).contains("\"bob\"").doesNotContain("\"eve\"");
    String jar = folder.resolve("rules.jar").toString();
    cli.run("compile", rules, "--pipeline", "windows", "-o", jar);
    assertThat(cli.run("run", "--jar", jar, "--lateness", "1m", events).out())
        .contains("\"eve\"")
        .doesNotContain("\"bob\"");
    Cli.Result query =
        cli.run(
            "query", "--sigma", "step: [a, b]", "--pipeline", "flat", "--output", "lines", events);
    assertThat(query.out()).isEqualTo("[1]\n[2]\n[3]\n[4]\n");
  }

  private static final String SHIPPED = "{\"@timestamp\":\"2026-03-02T12:00:00Z\",";

  private static String[] with(String[] arguments, String... more) {
    return java.util.stream.Stream.of(arguments, more)
        .flatMap(java.util.Arrays::stream)
        .toArray(String[]::new);
  }

  @ParameterizedTest
  @ValueSource(strings = {"--timestamp-field", "--time-field"})
  void takesTheFieldThatTheUserNames(String option) {
    String events = cli.file("e.ndjson", SECONDS);
    Cli.Result result =
        cli.run("run", "--rules", rules, "--lateness", "1m", option, "when", events);
    assertThat(result.outLines()).hasSize(1);
    assertThat(result.out())
        .contains("\"eve\"", "\"kibana.alert.original_time\":\"2026-03-01T12:00:00.000Z\"");
    assertThat(result.err()).contains("1 event without a readable time");
    Cli.Result query =
        cli.run("query", "--eql", SEQUENCE, option, "when", "--output", "lines", events);
    assertThat(query.out()).isEqualTo("[2,1]\n");
    Cli.Result without = cli.run("run", "--rules", rules, events);
    assertThat(without.err()).contains("5 events without a readable time");
    assertThat(cli.run("run", "--rules", rules, option, " ", events).exitCode())
        .isEqualTo(ExitCode.USAGE);
  }

  @Test
  void isKeptByCompiledRules() {
    String jar = folder.resolve("rules.jar").toString();
    String events = cli.file("e.ndjson", SECONDS);
    assertThat(cli.run("compile", rules, "--timestamp-field", "when", "-o", jar).exitCode())
        .isZero();
    Cli.Result result = cli.run("run", "--jar", jar, "--lateness", "1m", events);
    assertThat(result.outLines()).hasSize(1);
    // Who runs the jar may know better.
    Cli.Result other =
        cli.run("run", "--jar", jar, "--lateness", "1m", "--timestamp-field", "at", events);
    assertThat(other.err()).contains("5 events without a readable time");
    // Several jars must agree.
    String second = folder.resolve("second.jar").toString();
    cli.run("compile", rules, "--package", "b", "--timestamp-field", "at", "-o", second);
    Cli.Result both = cli.run("run", "--jar", jar, "--jar", second, events);
    assertThat(both.exitCode()).isEqualTo(ExitCode.NOT_COMPILED);
  }

  @Test
  void placesTheEventsOfTests() {
    String system = "Event.System.TimeCreated.\"#attributes\".SystemTime";
    cli.file(
        "rules/steps.test.toml",
        """
        [[case]]
        name = "in time"
        expect = "match"
        event = [
          { user.name = "eve", step = "a", %1$s = "2026-03-01T12:00:00Z" },
          { user.name = "eve", step = "b", %1$s = "2026-03-01T12:00:10Z" },
        ]
        [[case]]
        name = "too late"
        expect = "none"
        event = [
          { user.name = "eve", step = "a", %1$s = "2026-03-01T12:00:00Z" },
          { user.name = "eve", step = "b", %1$s = "2026-03-01T12:00:11Z" },
        ]
        [[case]]
        name = "from a file"
        expect = "match"
        fixture = "events.ndjson"
        """
            .formatted(system));
    cli.file("rules/events.ndjson", EVENTS);
    Cli.Result result = cli.run("test", rules);
    assertThat(result.out()).contains("3 passed, 0 failed");
    cli.file(
        "rules/steps.test.toml",
        """
        [[case]]
        name = "named field"
        expect = "none"
        event = [
          { user.name = "eve", step = "a", when = 1772366400 },
          { user.name = "eve", step = "b", when = 1772366411 },
        ]
        """);
    assertThat(cli.run("test", rules).exitCode()).isEqualTo(ExitCode.FINDINGS);
    assertThat(cli.run("test", rules, "--timestamp-field", "when").exitCode()).isZero();
  }

  @Test
  void saysHowToConvertBinaryLogs() {
    byte[] log = "ElfFile\0\0\0".getBytes(StandardCharsets.US_ASCII);
    String file = cli.file("a.evtx", log);
    String advice = "it is a binary Windows event log. Convert it first: evtx_dump -o jsonl ";
    for (String[] arguments :
        new String[][] {{"run", "--rules", rules, file}, {"query", "--kql", "a: b", file}}) {
      Cli.Result result = cli.run(arguments);
      assertThat(result.err())
          .isEqualTo(
              "sigrun: '%s' cannot be read: %s%s > events.ndjson.\n".formatted(file, advice, file));
      assertThat(result.exitCode()).isEqualTo(ExitCode.USAGE);
    }
    for (int[] magic : new int[][] {{0xff, 0xfe, '{', 0}, {'P', 'K', 3, 4}, {'B', 'Z', 'h', '9'}}) {
      byte[] bytes = new byte[magic.length];
      for (int i = 0; i < magic.length; i++) {
        bytes[i] = (byte) magic[i];
      }
      String foreign = cli.file("foreign", bytes);
      Cli.Result refused = cli.run("run", "--rules", rules, foreign);
      assertThat(refused.err())
          .startsWith("sigrun: '" + foreign + "' cannot be read: it is ")
          .contains("Convert it first: ", foreign);
      assertThat(refused.exitCode()).isEqualTo(ExitCode.USAGE);
    }
    Cli.Result piped = cli.input(log).run("run", "--rules", rules, "-");
    assertThat(piped.err()).contains("-: cannot be read completely: " + advice + "FILE.evtx");
    assertThat(piped.exitCode()).isEqualTo(ExitCode.USAGE);
    cli.file("rules/a.evtx", log);
    cli.file(
        "rules/steps.test.toml",
        "[[case]]\nname = \"log\"\nexpect = \"match\"\nfixture = \"a.evtx\"\n");
    Cli.Result test = cli.run("test", rules);
    assertThat(test.err()).contains("'a.evtx' is a binary Windows event log.", "[TST027]");
    assertThat(test.exitCode()).isEqualTo(ExitCode.NOT_COMPILED);
  }
}
