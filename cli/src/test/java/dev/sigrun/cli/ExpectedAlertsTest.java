package dev.sigrun.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sigrun.cli.terminal.ExitCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Numbers of alerts over a corpus, compared with a file. */
class ExpectedAlertsTest {
  @TempDir private Path folder;
  private Cli cli;
  private String rules;
  private String events;

  /** Ann has three alerts, Bob has one, Eve has none. */
  @BeforeEach
  void writeFiles() {
    cli = new Cli(folder);
    rules = cli.rule("ann", "kuery", "user.name: ann");
    cli.rule("bob", "kuery", "user.name: bob");
    cli.rule("eve", "kuery", "user.name: eve");
    events =
        cli.file(
            "e.ndjson",
            "{\"user.name\": \"ann\"}\n".repeat(3) + "{\"user.name\": \"bob\"}\n".repeat(1));
  }

  private Cli.Result backtest(String expectations, String... more) {
    String file = cli.file("expected.toml", expectations);
    String[] arguments = {"backtest", "--rules", rules, "--expect", file, events};
    return cli.run(
        java.util.stream.Stream.of(arguments, more)
            .flatMap(java.util.Arrays::stream)
            .toArray(String[]::new));
  }

  private static String expect(String... counts) {
    return "[[expect]]\n" + String.join("\n[[expect]]\n", counts) + "\n";
  }

  @ParameterizedTest
  @CsvSource({
    "alerts = 3, 0",
    "alerts = 2, 1",
    "at_least = 3, 0",
    "at_least = 4, 1",
    "at_most = 3, 0",
    "at_most = 2, 1",
    "at_least = 1 ; at_most = 5, 0",
    "at_least = 4 ; at_most = 5, 1"
  })
  void comparesNumbers(String count, int exitCode) {
    Cli.Result result =
        backtest(
            expect(
                "rule = '" + Rules.id("ann") + "'\n" + count.replace(" ; ", "\n"),
                "rule = 'Rule bob'\nalerts = 1"));

    assertThat(result.exitCode()).as(result.err()).isEqualTo(exitCode);
    assertThat(result.err())
        .contains(
            exitCode == 0
                ? "2 expectations: 2 met, 0 not met."
                : "2 expectations: 1 met, 1 not met.");
    assertThat(result.out().isEmpty()).isEqualTo(exitCode == 0);
  }

  @Test
  void showsWhatIsNotAsExpected() {
    Cli.Result result =
        backtest(expect("rule = 'Rule ann'\nat_least = 5", "rule = 'nobody'\nalerts = 1"));

    assertThat(result.out())
        .isEqualTo(
            """
            ALERTS  EXPECTED    RULE                                                LINE
                 3  at least 5  Rule ann                                               1
                 -  1           nobody: no rule that ran has this identity or name     4
                 1  0           Rule bob                                               -
            """);
    assertThat(result.err()).contains("3 expectations: 0 met, 3 not met.");
    assertThat(result.exitCode()).isEqualTo(ExitCode.FINDINGS);
  }

  @Test
  void suggestsTheNameThatWasMeant() {
    Cli.Result result = backtest(expect("rule = 'Rule anm'\nalerts = 3"));

    assertThat(result.out()).contains("Rule anm: no rule that ran", ". Did you mean 'Rule ann'?");
  }

  /** Rules that are not listed. */
  @ParameterizedTest
  @CsvSource({"alerts = 0, 1", "at_most = 1, 0", "at_least = 0, 0", "alerts = 1, 1"})
  void theOthersMayAlertIfTheFileSaysSo(String others, int exitCode) {
    Cli.Result result = backtest(expect("rule = 'Rule ann'\nalerts = 3", "rule = '*'\n" + others));

    assertThat(result.exitCode()).as(result.out()).isEqualTo(exitCode);
  }

  /** Two rules with one name are a mistake of their own. */
  @Test
  void aNameMustBeThatOfOneRule() {
    cli.file("rules/twin.toml", Rules.toml("twin", "Rule ann", "kuery", "user.name: eve"));

    Cli.Result result =
        backtest(expect("rule = 'Rule ann'\nalerts = 3", "rule = '*'\nat_least = 0"));

    assertThat(result.out()).contains("2 rules have this name; write the identity of one");
    assertThat(result.exitCode()).isEqualTo(ExitCode.NOT_COMPILED);
  }

  /** With a selection, the rest of the file is about rules that do not run. */
  @Test
  void rulesThatWereNotChosenAreSkipped() {
    String file = expect("rule = 'Rule ann'\nalerts = 3", "rule = 'Rule bob'\nalerts = 7");

    Cli.Result result = backtest(file, "--rule", "ann");

    assertThat(result.err()).contains("2 expectations: 1 met, 0 not met, 1 of rules that did not");
    assertThat(result.exitCode()).isZero();
  }

  @Test
  void writesWhatItThenExpects() throws IOException {
    String file = folder.resolve("expected.toml").toString();

    Cli.Result written =
        cli.run("backtest", "--rules", rules, "--write-expectations", file, events);

    assertThat(written.err()).contains("Wrote the numbers of alerts of 2 rules to " + file + ".");
    assertThat(written.out()).isEmpty();
    assertThat(written.exitCode()).isZero();
    assertThat(Files.readString(folder.resolve("expected.toml")))
        .endsWith(
            """

            # Rule ann
            [[expect]]
            rule = "%s"
            alerts = 3

            # Rule bob
            [[expect]]
            rule = "%s"
            alerts = 1
            """
                .formatted(Rules.id("ann"), Rules.id("bob")));
    Cli.Result compared = cli.run("backtest", "--rules", rules, "--expect", file, events);
    assertThat(compared.err()).contains("2 expectations: 2 met, 0 not met.");
    assertThat(compared.exitCode()).isZero();
    Cli.Result again = cli.run("backtest", "--rules", rules, "--write-expectations", file, events);
    assertThat(again.err()).contains("There already is a file");
    assertThat(again.exitCode()).isEqualTo(ExitCode.USAGE);
    String none = cli.file("none.ndjson", "{}\n");
    String quiet = folder.resolve("quiet.toml").toString();
    cli.run("backtest", "--rules", rules, "--write-expectations", quiet, none);
    assertThat(cli.run("backtest", "--rules", rules, "--expect", quiet, none).exitCode()).isZero();
  }

  /** Numbers of a part of the events, or of no rule, would be wrong. */
  @Test
  void writesNoNumbersOfDamagedFilesOrWithoutRules() throws IOException {
    Path file = folder.resolve("expected.toml");
    byte[] head = {0x1f, (byte) 0x8b, 8, 0, 0, 0, 0, 0, 0, 3};
    String damaged = Files.write(folder.resolve("damaged.gz"), head).toString();
    String broken = cli.file("broken/broken.toml", "[rule]\n");

    Cli.Result part =
        cli.run("backtest", "--rules", rules, "--write-expectations", "" + file, damaged);
    Cli.Result without =
        cli.run("backtest", "--rules", broken, "--write-expectations", "" + file, events);

    assertThat(part.exitCode()).as(part.err()).isEqualTo(ExitCode.USAGE);
    assertThat(without.exitCode()).as(without.err()).isEqualTo(ExitCode.NOT_COMPILED);
    assertThat(part.err() + without.err()).doesNotContain("Wrote");
    assertThat(file).doesNotExist();
  }

  @Test
  void readsStandardInput() {
    String file = cli.file("expected.toml", expect("rule = 'Rule ann'\nalerts = 1"));

    Cli.Result result =
        cli.input("{\"user.name\": \"ann\"}\n")
            .run("backtest", "--rules", rules, "--expect", file, "-");

    assertThat(result.exitCode()).as(result.err()).isZero();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "rule = 'Rule ann' | [TST003]",
        "alerts = 3 | [TST003]",
        "rule = 'Rule ann' ; alerts = 'three' | [TST002]",
        "rule = 'Rule ann' ; alerts = 3 ; at_most = 3 | [TST007]",
        "rule = 'Rule ann' ; at_least = 3 ; at_most = 2 | [TST008]",
        "rule = 'Rule ann' ; alert = 3 | [TST001]",
        "rule = '*' ; alerts = 0 ; [[expect]] ; rule = '*' ; alerts = 1 | [TST028]",
        "rule = 'Rule ann' ; alerts = 3 ; [[expect]] ; rule = 'Rule ann' ; alerts = 1 | [TST028]"
      })
  void reportsMistakesInTheFile(String count, String code) {
    Cli.Result result = backtest(expect(count.replace(" ; ", "\n")));

    assertThat(result.err()).contains("expected.toml:", code);
    assertThat(result.exitCode()).isEqualTo(ExitCode.NOT_COMPILED);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "backtest --before R E",
        "backtest --before R --after R --rules R E",
        "backtest --before R --after R --format junit E",
        "backtest --before R --after R --expect F E",
        "backtest --rules R --expect F --write-expectations G E",
        "backtest --rules R --expect F --fail-on-loss E",
        "backtest --expect F E",
        "backtest --rules R --expect missing.toml E"
      })
  void refusesWhatDoesNotGoTogether(String command) {
    String file = cli.file("expected.toml", expect("rule = 'Rule ann'\nalerts = 3"));
    String[] arguments =
        command
            .replace(" R", " " + rules)
            .replace(" E", " " + events)
            .replace(" F", " " + file)
            .split(" ");

    Cli.Result result = cli.run(arguments);

    assertThat(result.exitCode()).as(result.err()).isEqualTo(ExitCode.USAGE);
  }
}
