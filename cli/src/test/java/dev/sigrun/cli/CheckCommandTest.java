package dev.sigrun.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sigrun.cli.terminal.ExitCode;
import dev.sigrun.runtime.json.JsonFormatException;
import dev.sigrun.runtime.json.JsonValues;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class CheckCommandTest {
  @TempDir private Path folder;

  private Cli cli;

  @BeforeEach
  void setUp() {
    cli = new Cli(folder);
  }

  @Test
  void reportsAllErrorsOfAllRulesInOrder() {
    String rules = cli.rule("b", "eql", "any where nope(1) and nada(2)");
    cli.rule("a", "kuery", "user.name: (");
    cli.rule("c", "eql", Rules.ALL);

    Cli.Result result = cli.run("check", rules);

    assertThat(result.exitCode()).isEqualTo(ExitCode.FINDINGS);
    assertThat(result.out()).isEmpty();
    assertThat(result.errLines().stream().filter(line -> line.contains(": error: ")))
        .satisfiesExactly(
            line -> assertThat(line).contains("a.toml:17:"),
            line -> assertThat(line).contains("b.toml:17:11: error: Unknown function 'nope'."),
            line -> assertThat(line).contains("b.toml:17:23: error: Unknown function 'nada'."));
    assertThat(result.err())
        .contains(" 17 | any where nope(1) and nada(2)\n    |           ~~~~\n")
        .endsWith("3 rules: 1 compiled, 0 unsupported, 2 failed, 0 warnings\n");
  }

  @Test
  void describesEverythingForPrograms() throws JsonFormatException {
    String rules = cli.rule("a", "eql", "any where nope(1)");
    cli.rule("b", "eql", Rules.ALL);
    cli.rule("c", "esql", "from logs-* | stats c = count(*)");
    cli.file("rules/d.toml", Rules.machineLearning("d"));
    cli.file("rules/e.toml", "[rule");

    Cli.Result result = cli.run("check", "--format", "json", rules);
    Map<String, Object> report = JsonValues.asObject(JsonValues.read(result.out())).orElseThrow();

    assertThat(result.exitCode()).isEqualTo(ExitCode.FINDINGS);
    assertThat(report)
        .containsEntry("version", 1L)
        .containsEntry("rules", 5L)
        .containsEntry("compiled", 1L)
        .containsEntry("failed", 2L)
        .containsEntry("unsupported", 2L)
        .containsEntry(
            "unsupportedByReason", Map.of("ES|QL STATS without events", 1L, "machine learning", 1L))
        .containsEntry(
            "byType", Map.of("eql", 2L, "esql", 1L, "machine_learning", 1L, "unreadable", 1L));
    assertThat(report)
        .extractingByKey("diagnostics", InstanceOfAssertFactories.list(Object.class))
        .hasSize(4)
        .contains(
            Map.of(
                "path",
                folder + "/rules/a.toml",
                "line",
                17L,
                "column",
                11L,
                "endLine",
                17L,
                "endColumn",
                15L,
                "severity",
                "error",
                "code",
                "EQL101",
                "message",
                "Unknown function 'nope'.",
                "rule",
                Rules.id("a")))
        .anySatisfy(
            diagnostic ->
                assertThat(JsonValues.asObject(diagnostic).orElseThrow())
                    .containsEntry("path", folder + "/rules/e.toml")
                    .containsEntry("rule", null));
    assertThat(result.err()).contains("5 rules: ").doesNotContain("error:");
  }

  @Test
  void namesTheRuleEvenIfItsTableIsWrong() throws JsonFormatException {
    String toml = Rules.toml("a", "eql", Rules.ALL).replace("risk_score = 47", "risk_score = 470");
    String file = cli.file("a.toml", toml);

    String out = cli.run("check", "--format", "json", file).out();

    assertThat(out).contains("\"rule\": \"" + Rules.id("a") + "\"").contains("\"eql\": 1");
  }

  @Test
  void reportsRulesThatShareAnIdentity() {
    cli.file("rules/a.toml", Rules.toml("same", "First", "eql", Rules.ALL));
    cli.file("rules/b.toml", Rules.toml("same", "Second", "eql", Rules.ALL));

    Cli.Result result = cli.run("check", folder + "/rules");

    assertThat(result.exitCode()).isEqualTo(ExitCode.FINDINGS);
    assertThat(result.err()).contains("b.toml:", "1 compiled", "1 failed");
  }

  @Test
  void hidesWarningsWhenQuiet() {
    String rules = cli.rule("a", "kuery", "unheard.of: x");

    assertThat(cli.run("check", rules).err()).contains("warning: ").contains("unheard.of");
    assertThat(cli.run("check", "-q", rules).errLines())
        .containsExactly("1 rule: 1 compiled, 0 unsupported, 0 failed, 1 warning");
  }

  /** A command that compiles rules, and its exit code when one of them has an error. */
  static Stream<Arguments> commandsThatCompile() {
    return Stream.of(
        Arguments.of(List.of("check"), ExitCode.FINDINGS),
        Arguments.of(List.of("compile", "-o", "OUT"), ExitCode.NOT_COMPILED),
        Arguments.of(List.of("export", "--to", "kibana", "-o", "OUT"), ExitCode.NOT_COMPILED),
        Arguments.of(List.of("test"), ExitCode.NOT_COMPILED),
        Arguments.of(List.of("explain"), ExitCode.NOT_COMPILED),
        Arguments.of(List.of("run", "-", "--rules"), ExitCode.NOT_COMPILED));
  }

  @ParameterizedTest
  @MethodSource("commandsThatCompile")
  void weighsWarningsAsTold(List<String> command, int failure) {
    cli.file("rules/a.test.toml", "[[case]]\nname = \"t\"\nevent = { a = 1 }\nexpect = \"none\"\n");
    String rule = cli.rule("a", "kuery", "unheard.of: x") + "/a.toml";
    List<String> arguments = new ArrayList<>(command);
    arguments.replaceAll(each -> each.equals("OUT") ? folder.resolve("out.bin").toString() : each);
    arguments.add(rule);
    // The first answer must not be remembered as that of another weight.
    for (String weight : List.of("info", "error", "off", "warning")) {
      List<String> weighed = new ArrayList<>(arguments);
      weighed.addAll(List.of("--severity", "KQL101=" + weight));
      Cli.Result result = cli.run(weighed.toArray(new String[0]));
      assertThat(result.exitCode())
          .as(weight + ": " + result.err() + result.out())
          .isEqualTo(weight.equals("error") ? failure : ExitCode.OK);
      if (weight.equals("error")) {
        assertThat(result.err()).contains("error: Unknown field 'unheard.of'");
      }
    }
  }

  @Test
  void saysWhichSeveritiesThereAre() {
    String rules = cli.rule("a", "kuery", "unheard.of: x");

    Cli.Result result = cli.run("check", rules, "--severity", "KQL101=loud");

    assertThat(result.exitCode()).isEqualTo(ExitCode.USAGE);
    assertThat(result.err())
        .startsWith("sigrun: --severity: 'KQL101=loud' is not a severity.")
        .contains("error, warning, info, off");
  }

  @Test
  void takesFieldsFromSchemas() {
    String rules = cli.rule("a", "kuery", "own.size > 5 and own.name: x");
    String schema =
        cli.file("schema.json", "{\"own\": {\"size\": \"long\", \"name\": \"keyword\"}}");

    assertThat(cli.run("check", rules, "--schema", schema).err()).contains("0 warnings");
    assertThat(cli.run("check", rules).err()).contains("2 warnings");
  }

  @Test
  void neutralisesTerminalEscapesOfRules() {
    String rules = cli.rule("a", "eql", "any where \u001b]0;title\u0007 == 1");

    assertThat(cli.run("check", rules).err()).doesNotContain("\u001b", "\u0007").contains("?");
  }

  @Test
  void usesColorsOnTerminalsOnly() {
    String rules = cli.rule("a", "eql", "any where nope(1)");

    assertThat(cli.run("check", rules).err()).doesNotContain("\u001b");
    assertThat(cli.run("check", rules, "--color", "always").err()).contains("\u001b[31m");
    cli.onTerminal();
    assertThat(cli.run("check", rules).err()).contains("\u001b[31m");
    assertThat(cli.run("check", rules, "--color=never").err()).doesNotContain("\u001b");
    assertThat(cli.with("NO_COLOR", "1").run("check", rules).err()).doesNotContain("\u001b");
  }
}
