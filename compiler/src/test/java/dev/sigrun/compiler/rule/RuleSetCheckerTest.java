package dev.sigrun.compiler.rule;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sigrun.compiler.diagnostic.DiagnosticSink;
import dev.sigrun.compiler.document.Diagnosed;
import dev.sigrun.compiler.format.elastic.ElasticRuleFormat;
import dev.sigrun.compiler.format.sigma.SigmaRuleFormat;
import dev.sigrun.compiler.source.SourceText;
import java.util.List;
import org.junit.jupiter.api.Test;

class RuleSetCheckerTest {
  @Test
  void rulesMustDiffer() {
    DiagnosticSink sink = new DiagnosticSink();
    List<Rule> rules =
        List.of(
            rule("a/x.toml", 1, "One", "production"),
            rule("b/x.toml", 2, "Two", "production"),
            rule("b/y.toml", 1, "Three", "production"),
            rule("b/z.toml", 4, "One", "production"));
    check(rules, sink);
    assertThat(Diagnosed.all(sink))
        .isEqualTo(
"""
1:1 RUL113 File name 'x.toml' already belongs to the rule in a/x.toml.
12:11 RUL111 Identity '00000000-0000-4000-8000-000000000001' already belongs to the rule in \
a/x.toml.
10:8 RUL112 Name 'One' already belongs to the rule in a/x.toml.\
""");
  }

  @Test
  void deprecatedRulesAreASetOfTheirOwn() {
    DiagnosticSink sink = new DiagnosticSink();
    List<Rule> rules =
        List.of(rule("a.toml", 1, "One", "production"), rule("b.toml", 1, "One", "deprecated"));
    check(rules, sink);
    assertThat(Diagnosed.all(sink)).isEmpty();
  }

  @Test
  void rulesOfAnotherFormatMayHaveTheSameName() {
    DiagnosticSink sink = new DiagnosticSink();
    String sigma =
        """
        title: One
        id: 00000000-0000-4000-8000-000000000002
        logsource:
          product: windows
        detection:
          sel:
            Image: a
          condition: sel
        """;
    List<Rule> rules =
        List.of(
            rule("a.toml", 1, "One", "production"),
            new SigmaRuleFormat().read(SourceText.of("b.yml", sigma)).get(0).rule().orElseThrow());
    check(rules, sink);
    assertThat(Diagnosed.all(sink)).isEmpty();
  }

  private static Rule rule(String path, int id, String name, String maturity) {
    String toml =
        """
        [metadata]
        creation_date = "2026/01/01"
        maturity = "%s"
        updated_date = "2026/01/01"
        [rule]
        author = ["Jane"]
        description = "x"
        index = ["logs-*"]
        language = "eql"
        name = "%s"
        risk_score = 21
        rule_id = "00000000-0000-4000-8000-00000000000%s"
        severity = "low"
        type = "eql"
        query = "any where true"
        """
            .formatted(maturity, name, id);
    return new ElasticRuleFormat().read(SourceText.of(path, toml)).get(0).rule().orElseThrow();
  }

  private static void check(List<Rule> rules, DiagnosticSink sink) {
    RuleSetChecker checker = new RuleSetChecker();
    rules.forEach(rule -> checker.check(rule.head(), sink));
  }
}
