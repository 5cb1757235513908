package dev.sigrun.compiler.codes;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sigrun.compiler.CompilerOptions;
import dev.sigrun.compiler.diagnostic.Diagnostic;
import dev.sigrun.compiler.diagnostic.DiagnosticKind;
import dev.sigrun.compiler.diagnostic.DiagnosticSink;
import dev.sigrun.compiler.diagnostic.Severity;
import dev.sigrun.compiler.ruleset.CheckedRules;
import dev.sigrun.compiler.ruleset.RuleSources;
import dev.sigrun.compiler.source.SourceText;
import dev.sigrun.conventions.CodeFiles;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The pages cover every code, and their examples are true. */
class CodePagesTest {
  private static final CodeFiles FILES = CodeFiles.in("dev/sigrun/compiler/codes");

  /** The file of kinds is what the classes say that report them; every kind has a page. */
  @Test
  void everyCodeHasAPageAndNoOther() {
    FILES.checkLists(
        DiagnosticKind.class,
        DiagnosticKind.class,
        kind -> kind.code() + " " + kind.severity().label() + " " + kind.message());
    assertThat(FILES.codes())
        .containsExactlyInAnyOrderElementsOf(
            CodePages.ofCompiler().stream().map(CodePage::code).toList());
  }

  @Test
  void textsAreSentences() {
    assertThat(CodePages.ofCompiler())
        .allSatisfy(page -> assertThat(page.why()).as(page.code()).matches("[A-Z'\":?].*[.]"));
  }

  static Stream<CodePage> pagesWithExamples() {
    return CodePages.ofCompiler().stream().filter(page -> page.example().isPresent());
  }

  @ParameterizedTest
  @MethodSource("pagesWithExamples")
  void examplesGiveTheCodeAndMendedOnesDoNot(CodePage page) {
    CodeExample example = page.example().orElseThrow();

    assertThat(check(example, example.wrong()))
        .extracting(Diagnostic::code)
        .as(page.code())
        .contains(page.code());
    assertThat(check(example, example.mended()))
        .as(page.code())
        .noneMatch(diagnostic -> diagnostic.code().equals(page.code()))
        .noneMatch(diagnostic -> diagnostic.severity() == Severity.ERROR);
  }

  private static List<Diagnostic> check(CodeExample example, String lines) {
    String file = ExampleFiles.complete(example.form(), lines);
    RuleSources sources =
        RuleSources.of(
            ExampleFiles.name(example.form()),
            new ByteArrayInputStream(file.getBytes(StandardCharsets.UTF_8)));
    List<SourceText> schemas =
        example.schema().stream().map(schema -> SourceText.of("schema.json", schema)).toList();
    CompilerOptions options =
        CompilerOptions.defaults().withSchemas(schemas, !schemas.isEmpty(), new DiagnosticSink());
    return CheckedRules.compile(sources, options, (done, all) -> {}).diagnostics();
  }
}
