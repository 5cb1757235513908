package dev.sigrun.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sigrun.cli.terminal.ExitCode;
import java.nio.file.Path;
import java.util.Locale;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The forms in which alerts are shown, and which rules are run. */
class RunOutputTest {
  @TempDir private Path folder;

  private Cli cli;
  private String rules = "";
  private String events = "";

  @BeforeEach
  void setUp() {
    cli = new Cli(folder);
    cli.file(
        "rules/a.toml",
        Rules.toml("a", "Ann Logs In", "eql", "any where user.name == \"ann\"")
            .replace("severity = \"medium\"", "severity = \"high\"\ntags = [\"Domain: Cloud\"]"));
    cli.rule("b", "eql", "any where user.name == \"bob\"");
    rules =
        cli.rule(
            "c",
            "eql",
            "sequence by host.name [any where user.name == \"ann\"] [any where user.name =="
                + " \"bob\"]");
    events =
        cli.file(
            "events.ndjson",
            event(1, "web-1", "ann") + event(2, "web-1", "bob") + event(3, "web-2", "ann"));
  }

  private static String event(int minute, String host, String user) {
    return String.format(
        Locale.ROOT,
        "{\"@timestamp\": \"2026-01-01T00:%02d:00.5Z\", \"host.name\": \"%s\", \"user.name\":"
            + " \"%s\"}\n",
        minute,
        host,
        user);
  }

  @Test
  void aSummaryHasARowForEachRule() {
    Cli.Result result = cli.run("run", "-r", rules, "--output", "summary", events);

    assertThat(result.out())
        .isEqualTo(
            """
            SEVERITY  ALERTS  RULE         FIRST                 LAST                  BUSIEST
            high           2  Ann Logs In  2026-01-01T00:01:00Z  2026-01-01T00:03:00Z  ann on web-1 (1); ann on web-2 (1)
            medium         1  Rule b       2026-01-01T00:02:00Z  2026-01-01T00:02:00Z  bob on web-1 (1)
            medium         1  Rule c       2026-01-01T00:01:00Z  2026-01-01T00:01:00Z  web-1 (1)

            Alerts over time, at most 2 in 5 s:
            @           =           =
            2026-01-01T00:01:00Z to 2026-01-01T00:03:05Z
            """);
    assertThat(result.err()).contains("3 events: 4 alerts of 3 rules");
  }

  /** However long it is, in characters that the terminal has; none if all alerts are together. */
  @Test
  void aSummaryShowsAlertsOverTime() {
    StringBuilder many = new StringBuilder();
    for (int minute = 0; minute < 60; minute++) {
      many.append(event(minute, "web", "ann").repeat(minute % 7 == 0 ? 3 : 1));
    }
    String file = cli.file("many.ndjson", many.toString());
    String[] run = {"run", "-r", rules, "--rule", "Ann", "--output", "summary", file};
    Cli terminal = cli.onTerminal().with("COLUMNS", "60");

    assertThat(terminal.run(run).out())
        .contains("\nAlerts over time, at most 3 in 1 min:\n@------@------@")
        .endsWith("\n2026-01-01T00:00:00Z to 2026-01-01T01:00:00Z\n")
        .matches(text -> text.lines().allMatch(line -> line.length() <= 60))
        .doesNotContain("\u2588");
    assertThat(terminal.with("LANG", "en_US.UTF-8").run(run).out()).contains("\u2588");
    assertThat(terminal.with("TERM", "dumb").run(run).out()).doesNotContain("\u2588");
    String[] one = {"run", "-r", rules, "--rule", "Rule b", "--output", "summary", events};
    assertThat(cli.run(one).out()).contains("Rule b").doesNotContain("over time");
  }

  @Test
  void commaSeparatedValuesHaveARecordForEachAlert() {
    Cli.Result result = cli.run("run", "-r", rules, "--output", "csv", events);

    assertThat(result.out().replace(events, "e"))
        .startsWith("time,severity,risk_score,rule_id,rule,key,events\r\n")
        .contains(
            "2026-01-01T00:01:00.5Z,high,47," + Rules.id("a") + ",Ann Logs In,,e:1\r\n",
            "2026-01-01T00:01:00.500Z,medium,47," + Rules.id("c") + ",Rule c,web-1,\"e:1,2\"\r\n");
  }

  /** Facts of the alert, fields of its document, and fields that only its events have. */
  @Test
  void columnsCanBeChosen() {
    String fields = "time,rule,user.name,kibana.alert.risk_score,events";
    Cli.Result csv = cli.run("run", "-r", rules, "--output", "csv", "--fields", fields, events);

    assertThat(csv.out().replace(events, "e"))
        .startsWith(fields + "\r\n")
        .contains(
            "2026-01-01T00:01:00.5Z,Ann Logs In,ann,47,e:1\r\n",
            ",Rule c,\"ann, bob\",47,\"e:1,2\"\r\n");

    Cli.Result table =
        cli.onTerminal()
            .with("NO_COLOR", "1")
            .with("COLUMNS", "80")
            .run(
                "run", "-r", rules, "--rule", "Ann", "--fields", "time,user.name,no.field", events);
    assertThat(table.out())
        .isEqualTo(
            """
            TIME                  USER.NAME                     NO.FIELD
            2026-01-01T00:01:00Z  ann                           -
            2026-01-01T00:03:00Z  ann                           -
            """);

    Cli.Result piped =
        new Cli(folder).run("run", "-r", rules, "--output", "table", "--fields", "rule", events);
    assertThat(piped.out()).startsWith("RULE\nAnn Logs In\n");
  }

  @Test
  void aTableFitsTheTerminal() {
    Cli.Result result =
        cli.onTerminal()
            .with("NO_COLOR", "1")
            .with("COLUMNS", "80")
            .run("run", "-r", rules, "--rule", Rules.id("a"), events);

    assertThat(result.out())
        .isEqualTo(
            """
            SEVERITY  TIME                  RULE                    EVENT
            high      2026-01-01T00:01:00Z  Ann Logs In             events.ndjson:1
            high      2026-01-01T00:03:00Z  Ann Logs In             events.ndjson:3
            """);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--rule|logs in|2",
        "--rule|IDENTITY|2",
        "--tag|domain: cloud|2",
        "--min-severity|high|2",
        "--min-severity|low|4",
        "--exclude|logs in|2",
        "--exclude|rule|2"
      })
  void onlySelectedRulesAreRun(String option, String value, int alerts) throws Exception {
    String text = value.replace("IDENTITY", Rules.id("a"));
    String jar = cli.path("rules.jar").toString();
    assertThat(cli.run("compile", rules, "-o", jar).exitCode()).isEqualTo(ExitCode.OK);

    assertThat(cli.run("run", "-r", rules, option, text, events).outLines()).hasSize(alerts);
    assertThat(cli.run("run", "--jar", jar, option, text, events).outLines()).hasSize(alerts);
  }

  @Test
  void aSelectionOfNothingIsRefused() {
    Cli.Result result = cli.run("run", "-r", rules, "--tag", "none", events);

    assertThat(result.exitCode()).isEqualTo(ExitCode.USAGE);
    assertThat(result.err()).contains("No rule is selected.");
  }

  private String version(String name, String user) {
    return cli.file(
        name + "/a.toml", Rules.toml("a", "Ann Logs In", "eql", "any where user.name == " + user));
  }

  @Test
  void aBacktestShowsWhatIsGainedAndLost() {
    String before = version("old", "\"ann\"");
    String after = version("new", "\"bob\"");

    Cli.Result result = cli.run("backtest", "--before", before, "--after", after, events);

    assertThat(result.exitCode()).as(result.err()).isEqualTo(ExitCode.OK);
    assertThat(result.out().replace(events, "e"))
        .isEqualTo(
            """
            BEFORE  AFTER  GAINED  LOST  RULE
                 2      1       1     2  Ann Logs In

            Ann Logs In gained:
              e:2

            Ann Logs In lost:
              e:1
              e:3
            """);
    assertThat(result.err()).contains("1 rule with detections: 1 gained, 2 lost.");
    assertThat(
            cli.run("backtest", "--before", before, "--after", after, "--fail-on-loss", events)
                .exitCode())
        .isEqualTo(ExitCode.FINDINGS);
    assertThat(
            cli.run("backtest", "--before", before, "--after", before, "--fail-on-loss", events)
                .exitCode())
        .isEqualTo(ExitCode.OK);
  }

  @Test
  void aBacktestComparesSequencesByTheirEvents() {
    String before = cli.path("rules").toString();
    String after =
        cli.file(
            "new/c.toml",
            Rules.toml(
                "c",
                "eql",
                "sequence by host.name with maxspan=1s [any where user.name == \"ann\"]"
                    + " [any where user.name == \"bob\"]"));

    Cli.Result result =
        cli.run(
            "backtest",
            "--before",
            before,
            "--after",
            after,
            "--rule",
            "rule c",
            "--format",
            "json",
            events);

    assertThat(result.out().replace(events, "e"))
        .contains("\"version\": 1", "\"before\": 1", "\"after\": 0", "\"e:1,2\"");
  }

  /**
   * Whichever version cannot run, and even if none can, damaged files count, and are named once.
   */
  @ParameterizedTest
  @CsvSource({"broken, good, 1", "good, broken, 1", "good, good, 1", "broken, broken, 0"})
  void aBacktestNotesDamagedFiles(String before, String after, int reports) {
    cli.file("good/a.toml", Rules.toml("a", "eql", "any where user.name == \"ann\""));
    cli.file("broken/a.toml", Rules.toml("a", "eql", "any where user.name =="));
    byte[] whole = new byte[] {0x1f, (byte) 0x8b, 8, 0, 0, 0, 0, 0, 0, 3, 1};
    String damaged = cli.file("damaged.ndjson.gz", whole);

    Cli.Result result =
        cli.run(
            "backtest",
            "--before",
            cli.path(before).toString(),
            "--after",
            cli.path(after).toString(),
            damaged,
            cli.file("more.ndjson", "no event\n"));

    assertThat(result.exitCode()).isEqualTo(reports > 0 ? ExitCode.USAGE : ExitCode.NOT_COMPILED);
    assertThat(result.errLines().stream().filter(line -> line.contains("cannot be read")))
        .hasSize(reports);
    assertThat(result.errLines().stream().filter(line -> line.contains("malformed event")))
        .hasSize(reports);
  }

  @Test
  void aBacktestReadsFilesOnly() {
    assertThat(cli.run("backtest", "--before", rules, "--after", rules, "-").err())
        .contains("The events are read twice: name files, not standard input.");
  }
}
