package dev.sigrun.compiler.format.sigma;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sigrun.compiler.rule.Rule;
import dev.sigrun.compiler.source.SourceText;
import java.util.List;
import org.junit.jupiter.api.Test;

class SigmaRuleFormatTest {
  private static final String ID = "b0a5cbc6-6a3c-4a5e-9d59-6f1c2a6f0001";

  private static List<Rule> rules(String text) {
    return new SigmaRuleFormat()
        .read(SourceText.of("rules.yml", text)).stream()
            .flatMap(reading -> reading.rule().stream())
            .toList();
  }

  @Test
  void rulesThatGetTheirTitleFromGlobalAreNumbered() {
    String shared = "action: global\ntitle: Case\nlogsource: {product: windows}\n---\n";
    String rule = "detection: {s: {a: x}, condition: s}\n";

    List<Rule> rules = rules(shared + rule + "---\n" + rule + "---\n" + "title: Own\n" + rule);

    assertThat(rules).extracting(Rule::name).startsWith("Case", "Case (2)");
    assertThat(rules).extracting(Rule::ruleId).doesNotHaveDuplicates();
  }

  @Test
  void repeatedRulesHaveIdentitiesOfTheirOwn() {
    String rule =
        "title: Case\nlogsource: {product: windows}\ndetection: {s: {a: x}, condition: s}\n";
    String repeat = "---\naction: repeat\ndetection: {s: {a: y}}\n";

    List<Rule> rules = rules("id: " + ID + "\n" + rule + repeat + repeat);

    assertThat(rules).extracting(Rule::name).containsExactly("Case", "Case (2)", "Case (3)");
    assertThat(rules).extracting(Rule::ruleId).startsWith(ID).doesNotHaveDuplicates();
  }

  @Test
  void titlesThatAreWrittenTwiceStay() {
    String rule =
        "title: Case\nlogsource: {product: windows}\ndetection: {s: {a: x}, condition: s}\n";

    assertThat(rules(rule + "---\n" + rule)).extracting(Rule::name).containsOnly("Case");
  }
}
