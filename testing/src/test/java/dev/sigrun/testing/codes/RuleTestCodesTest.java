package dev.sigrun.testing.codes;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sigrun.compiler.CompilerOptions;
import dev.sigrun.compiler.codes.CodeExample;
import dev.sigrun.compiler.codes.CodePage;
import dev.sigrun.compiler.diagnostic.DiagnosticKind;
import dev.sigrun.conventions.CodeFiles;
import dev.sigrun.testing.RuleTests;
import dev.sigrun.testing.result.CaseResult;
import dev.sigrun.testing.result.TestReport;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The pages cover every code of this module, and their examples are true. */
class RuleTestCodesTest {
  private static final String METADATA =
      """
      [metadata]
      creation_date = "2026/01/01"
      updated_date = "2026/01/01"
      maturity = "production"

      [rule]
      """;

  private static final String RULE =
      """
      author = ["Tester"]
      description = "Finds a program."
      index = ["logs-*"]
      language = "kuery"
      name = "Netcat Started"
      query = "process.name: nc"
      risk_score = 47
      rule_id = "9a1f4c52-7d0e-4b8a-8a3e-5d6c7b8a9f01"
      severity = "medium"
      type = "query"
      """;

  /** Another rule of the folder, which finds shells. */
  private static final String SHELL =
      RULE.replace("Netcat", "Shell").replace(": nc", ": sh").replace("9f01", "9f02");

  private static final CodeFiles FILES = CodeFiles.in("dev/sigrun/testing/codes");

  @Test
  void everyCodeHasAPageAndNoOther() {
    FILES.checkLists(
        RuleTests.class,
        DiagnosticKind.class,
        kind -> kind.code() + " " + kind.severity().label() + " " + kind.message());
    assertThat(FILES.codes())
        .containsExactlyElementsOf(RuleTestCodes.all().stream().map(CodePage::code).toList());
  }

  static Stream<CodePage> pagesWithExamples() {
    return RuleTestCodes.all().stream().filter(page -> page.example().isPresent());
  }

  @ParameterizedTest
  @MethodSource("pagesWithExamples")
  void examplesGiveTheCodeAndMendedOnesPass(CodePage page, @TempDir Path folder) throws Exception {
    CodeExample example = page.example().orElseThrow();
    String keys = example.setting().file(CodeExample.Form.RULE).orElse("") + "\n";
    Files.writeString(folder.resolve("netcat.toml"), METADATA + over(RULE, keys));
    Files.writeString(folder.resolve("shell.toml"), METADATA + SHELL);

    assertThat(run(folder, example.wrong()).diagnostics())
        .as(page.code())
        .anyMatch(
            report ->
                report.code().equals(page.code())
                    && report.toString().contains("netcat.test.toml"));
    TestReport mended = run(folder, example.mended());
    assertThat(mended.diagnostics()).as(page.code()).isEmpty();
    assertThat(mended.hasFailures()).as(page.code() + ": " + mended.rules()).isFalse();
    assertThat(mended.count(CaseResult.Outcome.PASSED)).as(page.code()).isPositive();
  }

  private static TestReport run(Path folder, String test) throws Exception {
    Files.writeString(folder.resolve("netcat.test.toml"), test + "\n");
    return RuleTests.of(List.of(folder.toString()), CompilerOptions.defaults()).run();
  }

  /** Keys of the example replace the usual ones. */
  private static String over(String rule, String keys) {
    List<String> names = keys.lines().map(line -> line.split(" =", 2)[0]).toList();
    String rest =
        rule.lines()
            .filter(line -> !names.contains(line.split(" =", 2)[0]))
            .collect(Collectors.joining("\n"));
    return rest + "\n" + keys;
  }

  /** A page without an example says why. */
  @Test
  void everyPageHasAnExampleOrSaysWhyNot() {
    assertThat(RuleTestCodes.all())
        .allSatisfy(
            page ->
                assertThat(page.noExample().isEmpty())
                    .as(page.code())
                    .isEqualTo(page.example().isPresent()));
  }
}
