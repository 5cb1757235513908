package dev.sigrun.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sigrun.cli.terminal.ExitCode;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Rules that are selected by a condition on their keys. */
class RuleConditionTest {
  @TempDir private Path folder;
  private Cli cli;
  private String rules;

  @BeforeEach
  void writeRules() {
    cli = new Cli(folder);
    rules = cli.rule("mild", "kuery", "user.name: ann");
    cli.file(
        "rules/grave.toml",
        Rules.toml("grave", "Grave Shell", "eql", "process where process.name == \"sh\"")
                .replace("severity = \"medium\"", "severity = \"high\"")
                .replace("risk_score = 47", "risk_score = 73")
                .replace("maturity = \"production\"", "maturity = \"development\"")
            + "tags = [\"Domain: Endpoint\", \"OS: Linux\"]\n"
            + "[[rule.threat]]\nframework = \"MITRE ATT&CK\"\n"
            + "[rule.threat.tactic]\nid = \"TA0002\"\nname = \"Execution\"\n"
            + "reference = \"https://attack.mitre.org/tactics/TA0002/\"\n");
    cli.file(
        "rules/sigma.yml",
        """
        title: Sigma Shell
        id: 5a2d1d0c-8a3c-4c5e-9f3e-6d1f0f3b2a11
        status: test
        level: high
        logsource:
          product: linux
          category: process_creation
        detection:
          selection:
            Image|endswith: /sh
            User: null
          condition: selection
        tags:
          - attack.execution
        """);
    cli.file("rules/broken.toml", "[rule]\n");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "severity: high | Grave Shell, Sigma Shell",
        "severity: high and tags: \"Domain: Endpoint\" | Grave Shell",
        "risk_score >= 50 and risk_score < 100 | Grave Shell, Sigma Shell",
        "risk_score < 50 | Rule mild",
        "maturity: development | Grave Shell",
        "metadata.maturity: production | Rule mild",
        "rule.name: Grave* | Grave Shell",
        "threat.tactic.name: Execution | Grave Shell, Sigma Shell",
        "threat.tactic.id: TA0002 and not level: * | Grave Shell",
        "level: high and logsource.product: linux | Sigma Shell",
        "status: test | Sigma Shell",
        "query: *process.name* | Grave Shell",
        "fields: user.name | Rule mild",
        "name: *Shell* and not tags: * | ''"
      })
  void selectsByAnyKey(String condition, String names) {
    Cli.Result result = cli.run("list", rules, "--where", condition, "--format", "csv");

    assertThat(result.exitCode()).as(result.err()).isZero();
    String found =
        result.outLines().stream()
            .skip(1)
            .map(line -> line.split(",")[1])
            .sorted()
            .collect(java.util.stream.Collectors.joining(", "));
    assertThat(found).isEqualTo(names);
  }

  @Test
  void narrowsTheOtherOptions() {
    Cli.Result result = cli.run("list", rules, "--min-severity", "high", "--where", "type: eql");

    assertThat(result.out()).contains("Grave Shell").doesNotContain("Sigma Shell");
    assertThat(result.err()).contains("1 of 4 rules");
    assertThat(cli.run("coverage", rules, "--where", "type: eql").err())
        .contains("1 rule: 1 tactic");
  }

  @Test
  void saysWhichKeyNoRuleHas() {
    Cli.Result result = cli.run("list", rules, "--where", "severty: high");

    assertThat(result.err())
        .contains("--where: No rule has the key 'severty'. Did you mean 'severity'?", "0 of 4")
        .doesNotContain("KQL101");
    assertThat(result.exitCode()).isZero();
  }

  /** In KQL, an operator without a second operand is a text, with which no rule is found. */
  @Test
  void refusesAnOperatorWithoutASecondOperand() {
    Cli.Result result = cli.run("list", rules, "--where", "severity: high and");
    assertThat(result.exitCode()).isEqualTo(ExitCode.USAGE);
    assertThat(result.err()).contains("[KQL032]", "has errors, see above");
  }

  @Test
  void reportsErrorsOfTheCondition() {
    Cli.Result result = cli.run("list", rules, "--where", "severity: (high");

    assertThat(result.err()).contains("--where:1:", "[KQL", "has errors, see above");
    assertThat(result.exitCode()).isEqualTo(ExitCode.USAGE);
  }
}
