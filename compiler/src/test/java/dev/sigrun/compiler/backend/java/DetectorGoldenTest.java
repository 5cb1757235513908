package dev.sigrun.compiler.backend.java;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sigrun.compiler.diagnostic.Diagnostic;
import dev.sigrun.conventions.GoldenFiles;
import dev.sigrun.runtime.RuleSet;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Whole generated files of rules that need memory, and what they exceed. */
class DetectorGoldenTest {
  private static final GoldenFiles GOLDEN = GoldenFiles.of(DetectorGoldenTest.class);

  static List<String> goldenCases() {
    return GOLDEN.cases();
  }

  @ParameterizedTest
  @MethodSource("goldenCases")
  void aRuleBecomesAReadableClass(String name) throws Exception {
    GeneratedJava java =
        GeneratedRules.emit(
            GeneratedRules.analyze("rules/" + name + ".toml", GOLDEN.input(name, "rule.toml")));
    java.sources().stream()
        .filter(source -> !source.qualifiedName().equals(java.setName()))
        .forEach(source -> GOLDEN.check(name, "Detector.java", source.content()));
    RuleSet set = RuleSet.of(RuleJar.compile(java).load());
    assertThat(set.detectors().size() + java.matchers().size()).isEqualTo(1);
    assertThat(set.suppressors()).hasSameSizeAs(java.suppressors());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "sequence [any where true] [any where true] | head 1; JAV001",
        "sequence [any where true] with runs=100 [any where true] with runs=100;",
      })
  void whatExceedsALimitIsReported(String query, String code) {
    GeneratedJava java = GeneratedRules.emit(GeneratedRules.eql(query));
    assertThat(java.refusals())
        .extracting(Diagnostic::code)
        .isEqualTo(code == null ? List.of() : List.of(code));
  }
}
