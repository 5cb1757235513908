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
    List<Rule> rules = List.of(rule("a.toml", 1, "One", "production"), sigma("b.yml", 2, "One"));
    check(rules, sink);
    assertThat(Diagnosed.all(sink)).isEmpty();
  }

  @Test
  void rulesOfAnotherFormatWithAnIdentityOfElasticsGetAnother() {
    DiagnosticSink sink = new DiagnosticSink();
    List<Rule> rules =
        List.of(
            sigma("a.yml", 1, "One"),
            rule("b.toml", 1, "Two", "production"),
            sigma("c.yml", 1, "Three"),
            sigma("d.yml", 2, "Four"));
    List<RuleHead> heads = check(rules, sink);
    assertThat(Diagnosed.all(sink))
        .isEqualTo(
"""
2:5 RUL115 Identity '00000000-0000-4000-8000-000000000001' also belongs to the rule in b.toml. \
Among these rules, this one has the identity '665ccdaf-ee40-331c-a87b-a01e5a8df3c6'.
2:5 RUL111 Identity '00000000-0000-4000-8000-000000000001' already belongs to the rule in a.yml.
2:5 RUL115 Identity '00000000-0000-4000-8000-000000000001' also belongs to the rule in b.toml. \
Among these rules, this one has the identity '665ccdaf-ee40-331c-a87b-a01e5a8df3c6'.\
""");
    assertThat(heads.get(0).ruleId()).isEqualTo("665ccdaf-ee40-331c-a87b-a01e5a8df3c6");
    assertThat(heads.get(1)).isEqualTo(rules.get(1).head());
    assertThat(heads.get(3)).isEqualTo(rules.get(3).head());
  }

  @Test
  void aSigmaRuleWithAnotherIdentityStillSaysItsOwn() {
    Rule rule = sigma("a.yml", 1, "One");
    assertThat(rule.parameters()).doesNotContainKey("sigma_id");
    assertThat(rule.withRuleId("665ccdaf-ee40-331c-a87b-a01e5a8df3c6").parameters())
        .containsEntry("rule_id", "665ccdaf-ee40-331c-a87b-a01e5a8df3c6")
        .containsEntry("sigma_id", "00000000-0000-4000-8000-000000000001");
  }

  @Test
  void theOtherIdentityBelongsToOneRule() {
    String other = "665ccdaf-ee40-331c-a87b-a01e5a8df3c6";
    DiagnosticSink sink = new DiagnosticSink();
    Rule elastic = rule("b.toml", 1, "Two", "production");
    check(
        List.of(elastic, sigma("a.yml", 1, "One"), sigma("c.yml", 2, "Three").withRuleId(other)),
        sink);
    assertThat(Diagnosed.all(sink))
        .endsWith("2:5 RUL111 Identity '" + other + "' already belongs to the rule in a.yml.");
    DiagnosticSink reversed = new DiagnosticSink();
    check(
        List.of(sigma("c.yml", 2, "Three").withRuleId(other), sigma("a.yml", 1, "One"), elastic),
        reversed);
    assertThat(Diagnosed.all(reversed))
        .contains("2:5 RUL111 Identity '" + other + "' already belongs to the rule in c.yml.");
  }

  private static Rule sigma(String path, int id, String title) {
    String yaml =
        """
        title: %s
        id: 00000000-0000-4000-8000-00000000000%s
        logsource:
          product: windows
        detection:
          sel:
            Image: a
          condition: sel
        """
            .formatted(title, id);
    return new SigmaRuleFormat().read(SourceText.of(path, yaml)).get(0).rule().orElseThrow();
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

  private static List<RuleHead> check(List<Rule> rules, DiagnosticSink sink) {
    RuleSetChecker checker = new RuleSetChecker(rules.stream().map(Rule::head).toList());
    return rules.stream().map(rule -> checker.check(rule.head(), sink)).toList();
  }
}
