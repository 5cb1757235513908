package dev.sigrun.compiler.language.sigma;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sigrun.compiler.diagnostic.DiagnosticSink;
import dev.sigrun.compiler.document.Diagnosed;
import dev.sigrun.compiler.language.sigma.data.SigmaData;
import dev.sigrun.compiler.source.SourceText;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which texts are one query of Sigma. */
class SigmaQueryLanguageTest {
  private final SigmaQueryLanguage language = new SigmaQueryLanguage(SigmaData.flat());
  private final DiagnosticSink sink = new DiagnosticSink();

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Image|endswith: \\whoami.exe",
        "{detection: {a: {b: c}, condition: a}}",
        "{filter: {b: c}, condition: filter}",
      })
  void readsOneQuery(String text) {
    assertThat(language.parse(SourceText.of("--sigma", text), sink)).isPresent();
    assertThat(Diagnosed.all(sink)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '#',
      value = {
        "'' # 1:1 SIG133 There is no detection in this text.",
        "'{a: b}\n---\n{c: d}' # 1:1 SIG134 A query is one rule, but there are 2 documents here."
            + " Use 'sigrun run'.",
        "'{title: t, correlation: {type: temporal}}' # 1:1 SIG135 A correlation needs other rules"
            + " and cannot be a query of its own. Use 'sigrun run'.",
        "'{title: t, filter: {rules: any}}' # 1:1 SIG135 A filter needs other rules and cannot be"
            + " a query of its own. Use 'sigrun run'.",
      })
  void refusesOtherTexts(String text, String report) {
    assertThat(language.parse(SourceText.of("--sigma", text), sink)).isEmpty();
    assertThat(Diagnosed.all(sink)).isEqualTo(report);
  }
}
