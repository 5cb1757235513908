package dev.sigrun.benchmarks.measure;

import static org.assertj.core.api.Assertions.assertThatCode;

import dev.sigrun.benchmarks.rules.HostileRules;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class MadeUpRulesTest {
  @ParameterizedTest
  @EnumSource(HostileRules.class)
  void compileWhenTheyAreHostile(HostileRules rules) {
    assertThatCode(() -> RuleSets.compile(rules.make(2)).load()).doesNotThrowAnyException();
  }

  @ParameterizedTest
  @EnumSource(StateBenchmark.Kind.class)
  void compileWhenTheyRemember(StateBenchmark.Kind kind) {
    StateBenchmark benchmark = new StateBenchmark();
    benchmark.kind = kind;
    assertThatCode(benchmark::prepare).doesNotThrowAnyException();
  }
}
