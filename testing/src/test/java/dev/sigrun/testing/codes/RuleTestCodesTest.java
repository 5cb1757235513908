package dev.sigrun.testing.codes;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sigrun.compiler.codes.CodePage;
import dev.sigrun.compiler.diagnostic.DiagnosticKind;
import dev.sigrun.conventions.CodeFiles;
import dev.sigrun.testing.RuleTests;
import org.junit.jupiter.api.Test;

/** The pages cover every code of this module. */
class RuleTestCodesTest {
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
}
