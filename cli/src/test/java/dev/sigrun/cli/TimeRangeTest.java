package dev.sigrun.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sigrun.cli.terminal.ExitCode;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Commands that read only events of a part of the time. */
class TimeRangeTest {
  private static final String SEQUENCE =
      "sequence by user.name with maxspan=1h [any where step == \"a\"] [any where step == \"b\"]";

  /** At ten, eleven, half past eleven and twelve; one has no time, one is not an event. */
  private static final String EVENTS =
      """
      {"@timestamp":"2026-03-01T10:00:00.000Z","step":"a","user.name":"ann"}
      {"@timestamp":"2026-03-01T11:00:00.000Z","step":"b","user.name":"ann"}
      {"@timestamp":"2026-03-01T11:30:00.000Z","step":"a","user.name":"bob"}
      {"step":"c","user.name":"joe"}
      {"step":
      {"@timestamp":"2026-03-01T12:00:00.000Z","step":"b","user.name":"bob"}
      """;

  private static final String LEFT_OUT =
      "2 events were left out: 1 before 2026-03-01T11:00:00Z, 1 without a readable time.\n";

  @TempDir private Path folder;
  private Cli cli;
  private String rules;
  private String events;

  @BeforeEach
  void writeFiles() {
    cli = new Cli(folder);
    rules = cli.rule("all", "kuery", "step: *");
    cli.rule("steps", "eql", SEQUENCE);
    events = cli.file("e.ndjson", EVENTS);
  }

  /** The rule for all, then that for steps. */
  private void assertAlerts(long all, long steps, String... range) {
    String[] arguments = {"run", "--rules", rules, "--output", "csv", "--fields", "rule", events};
    Cli.Result result = cli.run(with(arguments, range));
    assertThat(result.exitCode()).as(result.err()).isZero();
    assertThat(result.outLines().stream().filter("Rule all"::equals).count()).isEqualTo(all);
    assertThat(result.outLines().stream().filter("Rule steps"::equals).count()).isEqualTo(steps);
  }

  private static String[] with(String[] arguments, String... more) {
    return java.util.stream.Stream.of(arguments, more)
        .flatMap(java.util.Arrays::stream)
        .toArray(String[]::new);
  }

  /** The first bound belongs to the range, the second does not. */
  @ParameterizedTest
  @CsvSource({
    "2026-03-01T11:00:00Z, 2026-03-01T12:00:00Z, 2",
    "2026-03-01T11:00:00.001Z, 2026-03-01T12:00:00.001Z, 2",
    "2026-03-01T11:00, 2026-03-01T12:00, 2",
    "2026-03-01T12:00+01:00, 2026-03-01T13:00:00+01:00, 2",
    "2026-03-01, 2026-03-02, 4",
    "2026-02-28, 2026-03-01, 0",
    "1h, 30s, 2",
    "60m, 0s, 2"
  })
  void isFromATimeUpToAnother(String from, String to, int found) {
    Cli.Result result = cli.run("query", "--kql", "step: *", "--from", from, "--to", to, events);
    assertThat(result.outLines()).as(result.err()).hasSize(found);
    assertThat(result.err()).contains(" left out: ", "1 without a readable time");
  }

  @Test
  void rulesDoNotSeeWhatIsOutside() {
    assertAlerts(5, 2);
    assertAlerts(3, 1, "--from", "2026-03-01T11:00:00Z");
    assertAlerts(3, 1, "--to", "2026-03-01T12:00:00Z");
    assertAlerts(2, 0, "--from", "2026-03-01T11:00:00Z", "--to", "2026-03-01T12:00:00Z");
  }

  @ParameterizedTest
  @ValueSource(strings = {"1", "4"})
  void runCountsWhatItLeavesOut(String threads) {
    Cli.Result result =
        cli.run(
            "run", "--rules", rules, "--threads", threads, "--from", "2026-03-01T11:00Z", events);
    assertThat(result.err())
        .contains("e.ndjson:5: malformed event: ", LEFT_OUT, "4 events (1 malformed): 4 alerts");
    assertThat(result.exitCode()).isZero();
  }

  @Test
  void saysNothingWithoutARange() {
    assertThat(cli.run("run", "--rules", rules, events).err()).doesNotContain("left out");
    String timed = cli.file("t.ndjson", EVENTS.lines().findFirst().orElseThrow());
    assertThat(cli.run("run", "--rules", rules, "--from", "2026-03-01", timed).err())
        .doesNotContain("left out");
  }

  /** By the time that the user names, for the range as for rules. */
  @Test
  void isOfTheFieldWithTheTime() {
    String seconds =
        cli.file("s.ndjson", "{\"step\":\"a\",\"when\":1772366400}\n{\"step\":\"b\",\"when\":5}\n");
    String[] range = {"--from", "2026-03-01", "--timestamp-field", "when", seconds};
    assertThat(cli.run(with(new String[] {"query", "--kql", "step: *"}, range)).outLines())
        .hasSize(1);
    assertThat(cli.run(with(new String[] {"run", "--rules", rules}, range)).outLines()).hasSize(1);
    Cli.Result fields = cli.run(with(new String[] {"fields", rules, "--events"}, seconds));
    assertThat(fields.out()).contains("a, b");
    String[] some = {"fields", rules, "--from", "2026-03-01", "--timestamp-field", "when"};
    assertThat(cli.run(with(some, "--events", seconds)).out()).doesNotContain("a, b");
  }

  @Test
  void esqlCountsEventsInside() {
    Cli.Result result =
        cli.run(
            "query",
            "--esql",
            "FROM * | STATS c = COUNT(*)",
            "--from",
            "2026-03-01T11:00Z",
            events);
    assertThat(result.out()).contains("3");
    assertThat(result.err()).contains(LEFT_OUT, "4 events (1 malformed): 1 row");
  }

  /** What is outside counts as read. */
  @Test
  void savedStateIsBehindWhatWasLeftOut() {
    String[] run = {"run", "--rules", rules, "--state", cli.path("state").toString(), events};
    assertThat(cli.run(with(run, "--to", "2026-03-01T11:00:00Z")).outLines()).hasSize(1);
    cli.file("e.ndjson", EVENTS + "{\"@timestamp\":\"2026-03-01T10:30:00Z\",\"step\":\"c\"}\n");
    Cli.Result next = cli.run(run);
    assertThat(next.outLines()).hasSize(1);
    assertThat(next.err()).contains("1 event: 1 alert");
  }

  @Test
  void explainAndBacktestLeaveOutTheSame() {
    String rule = cli.path("rules/steps.toml").toString();
    String[] range = {"--from", "2026-03-01T11:00:00Z"};
    Cli.Result explained = cli.run(with(new String[] {"explain", rule, "--events", events}, range));
    assertThat(explained.err()).contains(LEFT_OUT);
    Cli.Result index =
        cli.run(with(new String[] {"explain", "--index", rule, "--events", events}, range));
    assertThat(index.err()).contains(LEFT_OUT);
    Cli.Result compared =
        cli.run(
            with(new String[] {"backtest", "--before", rules, "--after", rules, events}, range));
    assertThat(compared.err()).containsOnlyOnce(LEFT_OUT);
    assertThat(compared.out()).contains("     3      3");
  }

  @ParameterizedTest
  @CsvSource({
    "2026-03-02, 2026-03-01, is not before",
    "2026-03-01, 2026-03-01, is not before",
    "yesterday, 2026-03-01, takes a time such as 2026-03-01T12:00:00Z",
    "2026-13-01, 2026-03-01, found '2026-13-01'"
  })
  void refusesWhatCannotBeARange(String from, String to, String message) {
    Cli.Result result = cli.run("run", "--rules", rules, "--from", from, "--to", to, events);
    assertThat(result.err()).contains(message);
    assertThat(result.exitCode()).isEqualTo(ExitCode.USAGE);
  }

  @Test
  void refusesOptionsWithoutEffect() {
    for (String[] arguments :
        new String[][] {
          {"fields", rules, "--from", "1h"},
          {"fields", rules, "--events", events, "--timestamp-field", "when"},
          {"explain", rules + "/all.toml", "--to", "1h"}
        }) {
      Cli.Result result = cli.run(arguments);
      assertThat(result.err()).contains("has no effect without");
      assertThat(result.exitCode()).isEqualTo(ExitCode.USAGE);
    }
  }
}
