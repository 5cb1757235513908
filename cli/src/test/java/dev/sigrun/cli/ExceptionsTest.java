package dev.sigrun.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sigrun.cli.terminal.ExitCode;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Exceptions beside rules, as commands use them. */
class ExceptionsTest {
  private static final String BACKUP =
      """
      [[exception]]
      name = "backup"
      when = [
        { field = "user.name", is_one_of = ["backup", "root"] },
        { field = "process.args", matches = "--quiet*" },
      ]
      expires = 2026-06-30
      """;

  @TempDir private Path folder;

  private Cli cli;
  private String rules = "";

  @BeforeEach
  void setUp() {
    cli = new Cli(folder);
    rules = cli.rule("shell", "eql", "process where process.name == \"sh\"");
    cli.file("rules/shell.exceptions.toml", BACKUP);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "'user.name':'backup','process.args':['a','--quiet=1'],'@timestamp':'2026-06-30T23:59:59Z' | 0",
        "'user.name':'backup','process.args':['a','--quiet=1'],'@timestamp':'2026-07-01T00:00:00Z' | 1",
        "'user.name':'backup','process.args':['a','--quiet=1'] | 1",
        "'user.name':['x','root'],'process.args':'--quiet','@timestamp':'2026-01-01T00:00:00Z' | 0",
        "'user.name':'Root','process.args':'--quiet','@timestamp':'2026-01-01T00:00:00Z' | 1",
        "'user.name':'root','@timestamp':'2026-01-01T00:00:00Z' | 1",
        "'process.args':'--quiet','@timestamp':'2026-01-01T00:00:00Z' | 1",
      })
  void runLeavesThemOut(String event, int alerts) {
    String events =
        cli.file(
            "events.ndjson",
            "{'event.category':'process','process.name':'sh',%s}\n"
                .formatted(event)
                .replace('\'', '"'));

    for (String named : new String[] {rules, rules + "/shell.toml"}) {
      Cli.Result result = cli.run("run", "--rules", named, events);
      assertThat(result.exitCode()).isEqualTo(ExitCode.OK);
      assertThat(result.outLines()).as(named).hasSize(alerts);
    }
  }

  /** The rule behaves as if the event had not happened. */
  @Test
  void aSequenceDoesNotSeeThem() {
    cli.rule(
        "seq",
        "eql",
        "sequence by user.name with maxspan=1m [process where true] ![file where true] [network where true]");
    cli.file(
        "rules/seq.exceptions.toml",
        "[[exception]]\nname = 'h'\nwhen = [{ field = 'host.name', is = 'h' }]\n");
    String line =
        "{\"@timestamp\":\"2026-01-01T00:00:0%sZ\",\"event.category\":\"%s\",\"user.name\":\"%s\"%s}\n";
    String excepted = ",\"host.name\":\"h\"";
    String events =
        cli.file(
            "events.ndjson",
            line.formatted(1, "process", "a", "")
                + line.formatted(2, "file", "a", excepted)
                + line.formatted(3, "network", "a", "")
                + line.formatted(1, "process", "b", excepted)
                + line.formatted(3, "network", "b", "")
                + line.formatted(1, "process", "c", "")
                + line.formatted(3, "network", "c", excepted));

    assertThat(cli.run("run", "--rules", rules + "/seq.toml", events).out())
        .contains("\"user.name\":\"a\"")
        .doesNotContain("\"user.name\":\"b\"")
        .doesNotContain("\"user.name\":\"c\"");
  }

  @Test
  void rulesAndTheirExceptionsAreCounted() {
    Cli.Result result = cli.run("check", rules);

    assertThat(result.err()).contains("1 rule: 1 compiled, 0 unsupported, 0 failed, 0 warnings");
    assertThat(cli.run("list", rules).out()).contains("Rule shell").doesNotContain("exceptions");
    assertThat(cli.run("fields", rules).out()).contains("process.args");
  }

  @Test
  void filesWithMistakesAreNotRules() {
    cli.file("rules/shell.exceptions.toml", "[[exception]]\nname = 'a'\n");

    assertThat(cli.run("check", rules).err()).contains("EXC003", "EXC009");
    assertThat(cli.run("list", rules).out()).contains("Rule shell").doesNotContain("exceptions");
    assertThat(cli.run("explain", rules + "/shell.toml").err())
        .contains("EXC009")
        .doesNotContain("2 rules");
  }

  /** Unlike rules, which artifacts are named after. */
  @Test
  void filesOfSeveralFoldersMayHaveTheSameName() {
    String lab =
        "[[exception]]\nname = 'a'\nrules = '*'\nwhen = [{ field = 'host.name', is = 'h' }]\n";
    cli.file("rules/all.exceptions.toml", lab);
    cli.file("rules/more/all.exceptions.toml", lab);

    assertThat(cli.run("check", rules).exitCode()).isEqualTo(ExitCode.OK);
  }

  @Test
  void testsRunWithThem() {
    cli.file(
        "rules/shell.test.toml",
        """
        clock = "2026-01-01T00:00:00Z"
        [base]
        event.category = "process"
        process.name = "sh"
        [[case]]
        name = "a shell"
        expect = "match"
        event = { user.name = "a" }
        [[case]]
        name = "the backup"
        expect = "none"
        event = { user.name = "backup", process.args = ["--quiet"] }
        """);

    assertThat(cli.run("test", rules).exitCode()).isEqualTo(ExitCode.OK);
    assertThat(cli.run("test", rules + "/shell.test.toml").exitCode()).isEqualTo(ExitCode.OK);
  }

  @Test
  void explainShowsTheException() {
    String event =
        "{\"event.category\":\"process\",\"process.name\":\"sh\",\"user.name\":\"root\","
            + "\"process.args\":\"--quiet\",\"@timestamp\":\"2026-01-01T00:00:00Z\"}";

    assertThat(cli.run("explain", rules + "/shell.toml", "--event", event).out())
        .contains("shell.exceptions.toml")
        .contains("root");
  }

  private static final String LAB =
      "[[exception]]\nname = 'lab'\nrules = '*'\nwhen = [{ field = 'host.name', is = 'lab' }]\n";

  /** The rule as it is run: with what is said about every rule. */
  @ParameterizedTest
  @CsvSource({
    "rules/all.exceptions.toml, ''",
    "other/all.exceptions.toml, --rules",
    "other/all.exceptions.toml, project"
  })
  void explainKnowsTheExceptionsOfOtherFiles(String file, String how) {
    cli.file(file, LAB);
    String event = "{\"event.category\":\"process\",\"process.name\":\"sh\",\"host.name\":\"lab\"}";
    String other = cli.path("other").toString();
    if (how.equals("project")) {
      cli.with("SIGRUN_PROJECT", cli.file("sigrun.toml", "rules = [\"rules\", \"other\"]\n"));
    }

    Cli.Result result =
        how.equals("--rules")
            ? cli.run("explain", rules + "/shell.toml", "--event", event, "--rules", other)
            : cli.run("explain", rules + "/shell.toml", "--event", event);

    assertThat(result.exitCode()).as(result.err()).isEqualTo(ExitCode.OK);
    assertThat(result.out()).contains("all.exceptions.toml").contains("lab");
  }

  @Test
  void explainOfAFileLeavesThoseOfOtherFoldersAlone() {
    cli.file("other/all.exceptions.toml", LAB);
    cli.file("sigrun.toml", "rules = [\"other\"]\n");

    assertThat(cli.run("explain", rules + "/shell.toml", "--show", "meaning").out())
        .doesNotContain("lab");
  }

  @Test
  void exceptionsOnStandardInputAreCheckedWithTheRuleOnTheDisk() {
    String name = rules + "/shell.exceptions.toml";
    Cli.Result good =
        cli.input(LAB.replace("rules = '*'\n", "")).run("check", "--stdin-name", name, "-");

    assertThat(good.exitCode()).as(good.err()).isEqualTo(ExitCode.OK);
    assertThat(good.err()).contains("0 rules");

    Cli.Result bad =
        cli.input(BACKUP.replace("is_one_of", "is_on_of")).run("check", "--stdin-name", name, "-");

    assertThat(bad.exitCode()).isEqualTo(ExitCode.FINDINGS);
    assertThat(bad.err()).contains("EXC001").doesNotContain("EXC009");
  }

  @Test
  void exceptionsOnStandardInputWithoutANameAreNotTakenForARule() {
    assertThat(cli.input(LAB).run("check", "-").exitCode()).isEqualTo(ExitCode.OK);
    assertThat(cli.input(BACKUP).run("check", "-").err())
        .contains("stdin.exceptions.toml", "EXC008")
        .doesNotContain("[rule]");
  }

  /** A rule on standard input is checked with the exceptions that lie beside its name. */
  @Test
  void aRuleOnStandardInputHasItsExceptions() throws Exception {
    String text = Files.readString(folder.resolve("rules/shell.toml"));
    cli.file("rules/shell.exceptions.toml", "[[exception]]\nname = 'a'\n");

    Cli.Result result = cli.input(text).run("check", "--stdin-name", rules + "/shell.toml", "-");

    assertThat(result.exitCode()).isEqualTo(ExitCode.FINDINGS);
    assertThat(result.err()).contains("EXC009").doesNotContain("EXC003");
  }

  @ParameterizedTest
  @CsvSource({
    "elasticsearch-dsl, must_not",
    "elasticsearch-eql, not",
    "elasticsearch-esql, NOT",
    "kibana, must_not"
  })
  void exportsContainThem(String target, String negation) throws Exception {
    Path out = folder.resolve("out");

    Cli.Result result = cli.run("export", rules, "--to", target, "-o", out.toString());

    assertThat(result.exitCode()).isEqualTo(ExitCode.OK);
    StringBuilder all = new StringBuilder();
    try (var files = Files.walk(out)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        all.append(Files.readString(file));
      }
    }
    assertThat(all.toString()).contains("backup").containsPattern("quiet");
    if (target.equals("kibana")) {
      assertThat(all.toString()).contains("\"negate\":true").contains("\"wildcard\"");
    } else {
      assertThat(all.toString()).contains(negation);
    }
  }
}
