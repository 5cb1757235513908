package dev.sigrun.compiler.backend.splunk;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sigrun.compiler.Compilation;
import dev.sigrun.compiler.backend.ExportOptions;
import dev.sigrun.compiler.backend.ExportRules;
import dev.sigrun.compiler.backend.TargetExports;
import dev.sigrun.conventions.GoldenFiles;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Compares searches of each type of rule with what they are known to be. */
class SplunkGoldenTest {
  private static final GoldenFiles GOLDEN = GoldenFiles.of(SplunkGoldenTest.class);

  static Stream<String> cases() {
    List<String> cases = GOLDEN.cases();
    assertThat(cases).hasSizeGreaterThan(8);
    return cases.stream();
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("cases")
  void isWrittenAsExpected(String name) {
    Compilation rule = ExportRules.of("rules/" + name + ".toml", GOLDEN.input(name, "rule.toml"));
    TargetExports saved =
        ExportRules.exports(new SavedSearchesBackend(ExportOptions.defaults()), List.of(rule));

    GOLDEN.check(name, "search.spl", ExportRules.export("splunk", rule).text().orElseThrow());
    GOLDEN.check(name, "savedsearches.conf", saved.files().get(0).content());
  }
}
