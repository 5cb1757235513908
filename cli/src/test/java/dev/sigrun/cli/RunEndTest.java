package dev.sigrun.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The messages of a run while it works, and at its end. */
class RunEndTest {
  private static final String EVENTS =
      """
      {"@timestamp":"2026-01-01T00:00:00Z","event":{"category":"process"},"process":{"name":"sh"}}
      {"broken":"no event", "dns":{"question":{"name":"x"}}
      {"@timestamp":"2026-01-01T00:00:01Z","event":{"category":"file"},"user":{"name":"a"}}
      """;

  @TempDir private Path folder;

  private Cli cli;
  private String rules = "";

  @BeforeEach
  void setUp() {
    cli = new Cli(folder);
    cli.rule("shell", "eql", "process where process.name == \"sh\"");
    cli.rule("dns", "eql", "any where dns.question.name == \"x\"");
    cli.rule("either", "eql", "any where registry.path : \"x\" or user.name == \"b\"");
    cli.rule("not", "eql", "any where not registry.value == \"x\"");
    cli.rule("both", "kuery", "registry.path: * and dns.question.name: *");
    rules =
        cli.rule(
            "seq", "eql", "sequence by user.name [any where dns.id == \"1\"] [file where true]");
  }

  @ParameterizedTest
  @ValueSource(strings = {"1", "2", "7"})
  void rulesThatLackFieldsAreCountedTheSameByAnyNumberOfThreads(String threads) {
    String events = cli.file("events.ndjson", EVENTS.repeat(300));

    assertThat(cli.run("run", "--rules", rules, "--threads", threads, events).err())
        .contains(
            "2 of 6 rules need fields that no event had: dns.question.name, registry.path."
                + " 'sigrun fields RULES --events EVENTS' shows them.\n");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '#',
      value = {
        "\"dns.question.name\": \"y\", \"registry\": {\"path\": [null]}} # 1 of 6 rules needs fields",
        "\"dns\": [{\"question\": {\"name\": 5}}], \"registry.path\": \"y\"} # ''",
        "no event # ''"
      })
  void fieldsCountHoweverTheyAreWritten(String event, String said) {
    String category =
        "{\"event.category\": \"file\", \"process.name\": \"a\", \"user.name\": \"b\", ";
    String events = cli.file("events.ndjson", category + event + "\n");

    String err = cli.run("run", "--rules", rules, events).err();

    if (said.isEmpty()) {
      assertThat(err).doesNotContain("fields that no event had");
    } else {
      assertThat(err).contains(said);
    }
  }

  @Test
  void timesOfRulesAreShownOnRequest() {
    String events = cli.file("events.ndjson", EVENTS);

    List<String> lines =
        cli.run("run", "--rules", rules, "--output", "summary", "--timing", events).outLines();
    assertThat(lines.get(0)).matches("SEVERITY +ALERTS +MS +RULE +FIRST +LAST +BUSIEST");
    assertThat(lines).anyMatch(line -> line.matches("medium +1 +[0-9.]+ +Rule shell .*"));

    assertThat(cli.run("run", "--rules", rules, "--output", "summary", events).outLines().get(0))
        .doesNotContain("MS");
    assertThat(cli.run("run", "--rules", rules, "--timing", events).err())
        .contains("'--timing' needs '--output summary'");
  }

  /** With a pseudo-terminal as standard error, and a file as standard output. */
  @Test
  void progressIsShownOnATerminalAndLeavesNoTrace() throws Exception {
    assumeTrue(Files.isExecutable(Path.of("/usr/bin/script")), "script (bsdutils) is missing");
    rules =
        new Cli(folder.resolve("one")).rule("shell", "eql", "process where process.name == \"sh\"");
    String whole =
        EVENTS.lines().filter(line -> line.contains("@timestamp")).findFirst().orElseThrow();
    String events = cli.file("big.ndjson", (whole + "\n").repeat(100_000));

    String shown = onTerminal("", events);
    assertThat(shown)
        .containsPattern("Running: [0-9,]+ events, [0-9]+ %, [0-9,]+/s, [0-9]+ s left");
    // The line is erased before the summary.
    assertThat(shown.substring(0, shown.indexOf(" events: "))).contains("\r\u001b[K");
    assertThat(shown.substring(shown.lastIndexOf("\u001b[K"))).doesNotContain("Running:");

    assertThat(onTerminal("NO_COLOR=1 ", events)).doesNotContain("Running:");
    assertThat(onTerminal("", events, " 2> " + folder.resolve("err"))).doesNotContain("Running:");
    assertThat(folder.resolve("err")).content().doesNotContain("Running:").contains(" events: ");
  }

  private String onTerminal(String before, String events, String... after) throws Exception {
    List<String> command =
        new OwnProcess(folder)
            .of(List.of("run", "--rules", rules, "--threads", "1", events))
            .command();
    String line =
        before
            + "SIGRUN_CACHE='"
            + folder.resolve("cache")
            + "' '"
            + String.join("' '", command)
            + "' > "
            + folder.resolve("alerts")
            + String.join("", after);
    Process process =
        new ProcessBuilder("/usr/bin/script", "-qec", line, "/dev/null")
            .redirectErrorStream(true)
            .start();
    byte[] shown = process.getInputStream().readAllBytes();
    assertThat(process.waitFor(120, TimeUnit.SECONDS)).isTrue();
    return new String(shown, StandardCharsets.UTF_8);
  }
}
