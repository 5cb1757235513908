package dev.sigrun.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sigrun.cli.terminal.ExitCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What {@code sigrun test} prints, and its exit codes. */
class TestCommandTest {
  private static final String GOOD =
      """
      [[case]]
      name = "found"
      expect = "match"
      event = { user.name = "eve" }
      [[case]]
      name = "passed over"
      expect = "none"
      event = { user.name = "bob" }
      """;

  @TempDir private Path folder;
  private Cli cli;
  private String rules;

  @BeforeEach
  void writeRule() {
    cli = new Cli(folder);
    rules = cli.rule("eve", "eql", "any where user.name == \"eve\"");
  }

  @Test
  void passingTestsEndWithZero() {
    cli.file("rules/eve.test.toml", GOOD);
    Cli.Result result = cli.run("test", rules);
    assertThat(result.err()).isEmpty();
    assertThat(result.outLines())
        .containsExactly(
            "ok    " + folder.resolve("rules/eve.toml") + ": 2 cases",
            "1 rule, 2 cases: 2 passed, 0 failed, 0 skipped.");
    assertThat(result.exitCode()).isZero();
  }

  @Test
  void failingTestsEndWithOne() {
    cli.file("rules/eve.test.toml", GOOD.replace("bob", "eve"));
    Cli.Result result = cli.run("test", rules);
    assertThat(result.out()).contains("<- user.name = \"eve\"");
    assertThat(result.exitCode()).isEqualTo(1);
  }

  @Test
  void colorsTheOutcomeOfEachRule() {
    cli.file("rules/eve.test.toml", GOOD.replace("bob", "eve"));
    cli.rule("other", "eql", "any where true");
    Cli.Result result = cli.run("test", rules, "--color", "always");
    assertThat(result.outLines())
        .anyMatch(line -> line.startsWith("\u001b[31mFAIL\u001b[m  "))
        .anyMatch(line -> line.startsWith("\u001b[33mfew\u001b[m   "));
    assertThat(cli.run("test", rules).out()).doesNotContain("\u001b");
    assertThat(cli.onTerminal().run("test", rules).out()).contains("\u001b[31mFAIL");
    assertThat(cli.run("test", rules, "--color", "never").out()).doesNotContain("\u001b");
  }

  @Test
  void misspeltFieldsOfEventsAreReported() {
    String test = GOOD.replace("user.name = \"bob\"", "user.nmae = \"eve\"");
    cli.file("rules/eve.test.toml", test);
    Cli.Result result = cli.run("test", rules);
    assertThat(result.exitCode()).isZero();
    assertThat(result.err())
        .containsPattern(
            "eve.test.toml:[0-9]+:[0-9]+: warning: Unknown field 'user.nmae' in an event\\. Did"
                + " you mean 'user.name'\\? \\[TST122]");
    assertThat(result.out()).endsWith("2 passed, 0 failed, 0 skipped, 1 warning.\n");
    Cli.Result strict = cli.run("test", rules, "--severity", "TST122=error");
    assertThat(strict.exitCode()).isEqualTo(ExitCode.NOT_COMPILED);
  }

  @Test
  void mistakesInTestsEndWithTwo() {
    String test = cli.file("rules/eve.test.toml", GOOD.replace("expect", "expects"));
    Cli.Result result = cli.run("test", test);
    assertThat(result.err()).contains(test + ":3:1: error: Unknown key 'expects'.");
    assertThat(result.exitCode()).isEqualTo(2);
  }

  @Test
  void pathsThatNameNothingEndWithThree() {
    assertThat(cli.run("test", folder.resolve("nowhere").toString()).exitCode()).isEqualTo(3);
    assertThat(cli.run("test", rules, "--minimum", "0").exitCode()).isEqualTo(3);
  }

  @Test
  void tooFewCasesFailOnlyIfAskedFor() {
    cli.file("rules/eve.test.toml", GOOD);
    assertThat(cli.run("test", rules, "--minimum", "1").exitCode()).isZero();
    Cli.Result result = cli.run("test", rules, "--minimum", "2");
    assertThat(result.out())
        .contains("eve.toml: 1 positive case, 1 negative case\n")
        .contains("1 rule without 2 positive cases and 2 negative cases.\n");
    assertThat(result.exitCode()).isEqualTo(1);
  }

  @Test
  void junitIsXmlForBuildServers() {
    cli.file("rules/eve.test.toml", GOOD.replace("bob", "eve").replace("found", "<&\\\"\\u0007"));
    Cli.Result result = cli.run("test", rules, "--format", "junit");
    assertThat(result.out())
        .startsWith("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites>\n<testsuite name=\"")
        .contains("rules.eve\" tests=\"2\" failures=\"1\" errors=\"0\" skipped=\"0\">\n")
        .contains("<testcase name=\"&lt;&amp;&quot;\\u0007\" classname=\"")
        .contains("<failure message=\"Expected nothing, found event 1.\" type=\"mismatch\">");
  }

  @Test
  void jsonIsForPrograms() {
    cli.file("rules/eve.test.toml", GOOD);
    Cli.Result result = cli.run("test", rules, "--format", "json");
    assertThat(result.out()).contains("\"passed\": 2").contains("\"lacking\": []");
  }

  @Test
  void otherCommandsPassTestFilesOver() {
    cli.file("rules/eve.test.toml", GOOD);
    assertThat(cli.run("check", rules).err()).contains("1 rule: 1 compiled");
    assertThat(cli.run("check", rules + "/*.toml").err()).contains("1 rule: 1 compiled");
    String jar = folder.resolve("rules.jar").toString();
    assertThat(cli.run("compile", rules, "-o", jar).err()).contains("1 rule: 1 compiled");
    String events = cli.file("events.ndjson", "{\"user.name\": \"eve\"}\n");
    assertThat(cli.run("run", "--rules", rules, events).err()).contains("1 rule: 1 compiled");
  }

  /**
   * A link out of the folder is not followed, whatever key names it and however it is written, and
   * nothing of the file behind it is shown.
   */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "fixture = \"link.ndjson\"",
        "fixture = \"folder/secret.txt\"",
        "fixture = \"folder/../secret.txt\"",
        "fixture = \"./folder/./secret.txt\"",
        "fixture = \"twice.ndjson\"",
        "fixture = \"//etc/passwd\"",
        "fixture = \"deeper/../../secret.txt\"",
        "event = { a = 1 }\nwarm_up_fixture = \"link.ndjson\"",
        "event = { a = 1 }\nindicator_fixture = \"link.ndjson\"",
        "event = [{ a = 1 }]\n#schema = \"link.json\"",
        "event = [{ a = 1 }]\n#schema = [\"folder/secret.json\"]"
      })
  void testsReadNoFilesOfOthers(String keys) throws IOException {
    cli.rule("a", "eql", Rules.ALL);
    Path elsewhere = cli.path("elsewhere");
    cli.file("secret.txt", "password of root");
    cli.file("elsewhere/secret.txt", "password of root");
    cli.file("elsewhere/secret.json", "{\"password\": \"of root\"}");
    Files.createSymbolicLink(
        cli.path("rules/link.ndjson"), elsewhere.resolve("secret.txt").toAbsolutePath());
    Files.createSymbolicLink(cli.path("rules/twice.ndjson"), Path.of("link.ndjson"));
    Files.createSymbolicLink(
        cli.path("rules/link.json"), elsewhere.resolve("secret.json").toAbsolutePath());
    Files.createSymbolicLink(cli.path("rules/folder"), elsewhere.toAbsolutePath());
    int schema = keys.indexOf('#');
    cli.file(
        "rules/a.test.toml",
        (schema < 0 ? "" : keys.substring(schema + 1) + "\n")
            + "[[case]]\nname = \"x\"\nexpect = \"match\"\n"
            + (schema < 0 ? keys : keys.substring(0, schema))
            + "\n");
    Cli.Result result = cli.run("test", cli.path("rules").toString());
    assertThat(result.exitCode()).isEqualTo(ExitCode.NOT_COMPILED);
    assertThat(result.err()).contains("[TST026]").doesNotContain("password");
  }

  /** Links that stay in the folder are what they lead to; a whole folder may be behind one. */
  @Test
  void testsReadFilesBehindLinksOfTheirFolder() throws IOException {
    cli.rule("a", "eql", "any where user.name == \"eve\"");
    cli.file("rules/events/one.ndjson", "{\"user.name\": \"eve\"}\n");
    Files.createSymbolicLink(cli.path("rules/link.ndjson"), Path.of("events/one.ndjson"));
    Files.createSymbolicLink(cli.path("linked"), cli.path("rules").toAbsolutePath());
    cli.file(
        "rules/a.test.toml",
        "[[case]]\nname = \"x\"\nexpect = \"match\"\nfixture = \"link.ndjson\"\n");
    for (String folder : List.of("rules", "linked")) {
      Cli.Result result = cli.run("test", cli.path(folder).toString());
      assertThat(result.exitCode()).as(result.err()).isEqualTo(ExitCode.OK);
    }
  }
}
