package dev.sigrun.compiler.index;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sigrun.compiler.CompilerOptions;
import dev.sigrun.compiler.RuleCompiler;
import dev.sigrun.compiler.ir.Predicate;
import dev.sigrun.compiler.source.SourceText;
import dev.sigrun.conventions.RuleText;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** An index knows of which rules its conditions are all that there is. */
class RuleConditionTest {
  private static List<Predicate> predicates(String query) {
    String toml = RuleText.of("00000000-0000-4000-8000-000000000001", "A test", "eql", query);
    return RuleCompiler.create(CompilerOptions.defaults())
        .compile(SourceText.of("rules/test.toml", toml))
        .analyzed()
        .orElseThrow()
        .query()
        .predicates();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "any where true",
        "any where user.name == \"a\"",
        "any where user.name : (\"a*\", \"b?c\") and not host.name == \"a\"",
        "process where process.pid > 4 or process.args regex \"a[xy]\"",
        "any where user.name != null and not (host.name : \"a*\" or process.pid == 4)",
        "any where cidrMatch(source.ip, \"10.0.0.0/8\")",
      })
  void conditionsAreExactWhereTheIndexDecidesAllTests(String query) {
    assertThat(RuleCondition.of(predicates(query)).exact()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "any where length(user.name) == 3",
        "any where user.name == \"a\" and length(host.name) == 3",
        "any where user.name == \"a\" and not length(host.name) == 3",
        "any where user.name > \"a\"",
      })
  void conditionsAreNotExactWhereTheIndexAssumesThatTestsHold(String query) {
    assertThat(RuleCondition.of(predicates(query)).exact()).isFalse();
  }

  @Test
  void conditionsOfSeveralStagesAreNotExact() {
    List<Predicate> one = predicates("any where user.name == \"a\"");
    assertThat(RuleCondition.of(List.of(one.get(0), one.get(0))).exact()).isFalse();
  }
}
