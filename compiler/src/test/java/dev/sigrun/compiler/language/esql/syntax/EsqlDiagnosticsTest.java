package dev.sigrun.compiler.language.esql.syntax;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sigrun.compiler.diagnostic.Diagnostic;
import dev.sigrun.compiler.diagnostic.DiagnosticSink;
import dev.sigrun.compiler.source.SourceText;
import dev.sigrun.compiler.source.Span;
import dev.sigrun.conventions.GoldenFiles;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What is said about texts that are not ES|QL. The golden file has each query, and below it a line
 * for each report: the reported text in brackets, with its offset, and the message.
 */
final class EsqlDiagnosticsTest {
  private static final GoldenFiles GOLDEN = GoldenFiles.of(EsqlDiagnosticsTest.class);

  @ParameterizedTest
  @ValueSource(strings = {"characters", "commands", "expressions"})
  void saysWhatIsWrongAndWhere(String subject) {
    StringBuilder actual = new StringBuilder();
    GOLDEN.input(subject, "queries.txt").lines().forEach(query -> actual.append(reports(query)));
    GOLDEN.check(subject, "reports.txt", actual.toString());
  }

  private static String reports(String query) {
    DiagnosticSink sink = new DiagnosticSink();
    assertThat(EsqlParser.parse(SourceText.of("test", query), sink)).as(query).isEmpty();
    StringBuilder reports = new StringBuilder(query).append('\n');
    for (Diagnostic diagnostic : sink.diagnostics()) {
      Span span = diagnostic.span();
      reports
          .append("  %s [%s] at %s: ".formatted(
                  diagnostic.code(), diagnostic.source().text(span), span.start()))
          .append(diagnostic.message())
          .append('\n');
    }
    assertThat(sink.hasErrors()).as(query).isTrue();
    return reports.toString();
  }
}
