package dev.sigrun.benchmarks.rules;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sigrun.compiler.analysis.AnalyzedRule;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class RuleMultiplierTest {
  private static final List<AnalyzedRule> RULES =
      BenchmarkRules.singleEvent(BenchmarkRules.load(Path.of("../rules")));

  @Test
  void givesEachCopyItsOwnIdAndConstants() {
    List<AnalyzedRule> multiplied = RuleMultiplier.multiply(RULES, 10);
    assertThat(multiplied).hasSize(RULES.size() * 10);
    assertThat(multiplied.stream().map(rule -> rule.rule().ruleId())).doesNotHaveDuplicates();
    // Some rules have no constants but those that tell the kind of event.
    assertThat(multiplied.stream().map(rule -> rule.query().toString()).distinct().count())
        .isGreaterThan(multiplied.size() * 9L / 10);
  }

  @Test
  void keepsWhatTellsTheKindOfEvent() {
    AnalyzedRule copy = RuleMultiplier.multiply(HostileRules.REGEXES.make(1), 2).get(1);
    assertThat(BenchmarkRules.predicate(copy).toString()).contains("event.category", "process");
    assertThat(RuleMultiplier.isShared("event.action")).isTrue();
    assertThat(RuleMultiplier.isShared("process.name")).isFalse();
  }
}
