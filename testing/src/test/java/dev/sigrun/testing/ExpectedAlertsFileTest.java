package dev.sigrun.testing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sigrun.compiler.diagnostic.Diagnostic;
import dev.sigrun.compiler.diagnostic.DiagnosticSink;
import dev.sigrun.compiler.source.SourceText;
import dev.sigrun.testing.file.ExpectedAlerts;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Mistakes in a file of numbers of alerts, at their places. */
class ExpectedAlertsFileTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "rule = 'a' ; alerts = -1 | 3:10: Key 'alerts' must be at least 0, not -1. [TST008]",
        "rule = 'a' ; at_least = 3 ; at_most = 2"
            + " | 4:11: Key 'at_most' must be at least 3, not 2. [TST008]",
        "rule = '*' ; alerts = 0 ; [[expect]] ; rule = '*' ; alerts = 1"
            + " | 5:1: The table on line 1 is about '*' too. Keep one of the two. [TST028]",
        "rule = 'a' ; alerts = 0 ; [[expect]] ; rule = 'b' ; alerts = 1 ; [[expect]] ; rule = 'a'"
            + " ; at_most = 1"
            + " | 8:1: The table on line 1 is about 'a' too. Keep one of the two. [TST028]",
      })
  void isReported(String file, String report) {
    DiagnosticSink sink = new DiagnosticSink();
    SourceText source =
        SourceText.of("expected.toml", "[[expect]]\n" + file.replace(" ; ", "\n") + "\n");

    Optional<ExpectedAlerts> read = ExpectedAlerts.read(source, sink);

    assertThat(read).isEmpty();
    assertThat(sink.diagnostics().stream().map(ExpectedAlertsFileTest::text))
        .isEqualTo(List.of(report));
  }

  private static String text(Diagnostic diagnostic) {
    return "%s: %s [%s]".formatted(diagnostic.position(), diagnostic.message(), diagnostic.code());
  }
}
