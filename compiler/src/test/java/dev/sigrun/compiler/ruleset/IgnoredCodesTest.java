package dev.sigrun.compiler.ruleset;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sigrun.compiler.CompilerOptions;
import dev.sigrun.compiler.diagnostic.Diagnostic;
import dev.sigrun.compiler.diagnostic.Severities;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Comments in rule files that turn off warnings. */
class IgnoredCodesTest {
  /** Its query gets one warning. */
  private static final String RULE =
      """
      %s
      [metadata]
      creation_date = "2026/01/01"
      updated_date = "2026/01/01"

      [rule]
      author = ["Tester"]
      description = "Finds what a test wants."
      index = ["logs-*"]
      name = "Rule"
      risk_score = 47
      rule_id = "0cc175b9-c0f1-36a8-b1c3-99e269772661"
      severity = "medium"
      type = "eql"
      language = "eql"
      query = '''
      any where process.name == "*.exe" %s
      '''
      """;

  private static List<String> check(String head, String inQuery, Severities severities) {
    byte[] text = RULE.formatted(head, inQuery).getBytes(StandardCharsets.UTF_8);
    return CheckedRules.compile(
            RuleSources.of("rule.toml", new ByteArrayInputStream(text)),
            CompilerOptions.defaults().withSeverities(severities),
            (done, all) -> {})
        .diagnostics()
        .stream()
        .map(Diagnostic::toString)
        .toList();
  }

  private static List<String> check(String head, String inQuery) {
    return check(head, inQuery, Severities.DEFAULTS);
  }

  private static final String CODE = code();

  private static String code() {
    List<String> found = check("", "");
    assertThat(found).hasSize(1);
    return found.get(0).replaceAll(".*\\[([A-Z]+[0-9]+)]", "$1");
  }

  @Test
  void commentsTurnWarningsOff() {
    assertThat(check("# sigrun:ignore " + CODE, "")).isEmpty();
    assertThat(check("#sigrun:ignore " + CODE + ": our analysts want it so", "")).isEmpty();
    assertThat(check("", "// sigrun:ignore " + CODE)).isEmpty();
  }

  @Test
  void commentsCountMoreThanOtherSettings() {
    Severities strict = Severities.DEFAULTS.withWarningsAsErrors();
    assertThat(check("", "", strict)).singleElement().asString().contains(": error: ");
    assertThat(check("# sigrun:ignore " + CODE, "", strict)).isEmpty();
  }

  @Test
  void unusedCodesAreReported() {
    assertThat(check("# sigrun:ignore " + CODE + ", KQL101", ""))
        .containsExactly(
            "rule.toml:1:%d: warning: 'KQL101' is not reported about this file. Remove the code from"
                    .formatted(19 + CODE.length())
                + " the comment. [IGN023]");
  }

  @Test
  void commentsWithoutEffectAreReported() {
    assertThat(check("# sigrun:ignore", ""))
        .filteredOn(found -> found.endsWith("[IGN021]"))
        .containsExactly(
            "rule.toml:1:1: warning: The comment names no code. Write 'sigrun:ignore KQL101' to turn"
                + " off a warning. [IGN021]");
    assertThat(check("# sigrun:ignore " + CODE + " RUL999", ""))
        .singleElement()
        .asString()
        .startsWith("rule.toml:1:")
        .contains("No warning has the code 'RUL999'; only warnings can be turned off")
        .endsWith("[IGN022]");
  }

  @Test
  void nothingIsUnusedWhereTheRuleHasErrors() {
    assertThat(check("# sigrun:ignore KQL101", "and and"))
        .isNotEmpty()
        .noneMatch(found -> found.endsWith("[IGN023]"));
  }
}
