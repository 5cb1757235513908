package dev.sigrun.compiler.diagnostic;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sigrun.compiler.source.SourceText;
import dev.sigrun.compiler.source.Span;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class SnippetPrinterTest {
  private static final DiagnosticKind KIND = DiagnosticKind.error("TST001", "Found '%s'.");

  /** The marked place is between guillemets. */
  static Stream<Arguments> snippets() {
    return Stream.of(
        Arguments.of("a «bad» word", "a bad word", "  ~~~"),
        Arguments.of("«bad»", "bad", "~~~"),
        Arguments.of("nothing «»", "nothing ", "        ^"),
        Arguments.of("\tx\t«bad»", " x bad", "   ~~~"),
        Arguments.of("漢字 «字»x", "漢字 字x", "     ~~"),
        Arguments.of("e\u0301 «bad»", "e\u0301 bad", "  ~~~"),
        Arguments.of("😀 «bad»", "😀 bad", "   ~~~"),
        Arguments.of("\u001b[31m«bad»", "?[31mbad", "     ~~~"),
        Arguments.of("\u202e«bad\u0007»", "?bad?", " ~~~~"),
        Arguments.of("ends «here\nnot» there", "ends here", "     ~~~~"),
        Arguments.of("ends «here\r\nnot» there", "ends here", "     ~~~~"));
  }

  @ParameterizedTest
  @MethodSource("snippets")
  void marksThePlace(String marked, String line, String mark) {
    assertThat(print("first\n" + marked).lines().skip(1))
        .containsExactly(" 2 | " + line, "   | " + mark);
  }

  @Test
  void startsWithPlaceSeverityAndCode() {
    assertThat(print("x\n y «z»")).startsWith("file.toml:2:4: error: Found 'z'. [TST001]\n");
  }

  @Test
  void cutsLongLinesAroundTheMark() {
    String printed = print("a".repeat(1_000_000) + "«bad»" + "b".repeat(1_000_000));

    assertThat(printed.lines().skip(1))
        .containsExactly(
            " 1 | ..." + "a".repeat(40) + "bad" + "b".repeat(67) + "...",
            "   | " + " ".repeat(43) + "~~~");
  }

  @Test
  void cutsLongLinesBehindAnEarlyMark() {
    assertThat(print("«bad»" + "b".repeat(500)).lines().skip(1))
        .containsExactly(" 1 | bad" + "b".repeat(107) + "...", "   | ~~~");
  }

  @Test
  void neverCutsACharacterInTwo() {
    String printed = print("😀".repeat(200) + "«x»");

    assertThat(printed).doesNotContain("?");
  }

  @Test
  void spellsOutWhatDoesNotShowInMessages() {
    String printed = print("«a\u001b]0;x\u0007\nb»");

    assertThat(printed.lines().findFirst())
        .hasValue("file.toml:1:1: error: Found 'a\\u001b]0;x\\u0007\\nb'. [TST001]");
  }

  @Test
  void omitsThePlaceInTextsThatAreNotKnown() {
    Diagnostic diagnostic =
        new Diagnostic(KIND, SourceText.of("gone", ""), new Span(0, 0), "Gone.");

    assertThat(SnippetPrinter.plain().print(diagnostic)).isEqualTo("gone: error: Gone. [TST001]\n");
  }

  @Test
  void colorsOnlyWhenAsked() {
    Diagnostic diagnostic = diagnostic("a «bad» word");

    assertThat(SnippetPrinter.plain().print(diagnostic)).doesNotContain("\u001b");
    assertThat(SnippetPrinter.colored().print(diagnostic).replaceAll("\u001b\\[[0-9]+m", ""))
        .isEqualTo(SnippetPrinter.plain().print(diagnostic));
    assertThat(SnippetPrinter.colored().print(diagnostic)).contains("\u001b[31m~~~\u001b[0m");
  }

  private static String print(String marked) {
    return SnippetPrinter.plain().print(diagnostic(marked));
  }

  private static Diagnostic diagnostic(String marked) {
    int start = marked.indexOf('«');
    int end = marked.indexOf('»') - 1;
    SourceText source = SourceText.of("file.toml", marked.replace("«", "").replace("»", ""));
    Span span = new Span(start, end);
    return new Diagnostic(KIND, source, span, KIND.format(source.text(span)));
  }
}
