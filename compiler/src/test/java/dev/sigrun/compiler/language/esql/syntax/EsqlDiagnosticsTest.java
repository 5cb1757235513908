package dev.sigrun.compiler.language.esql.syntax;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sigrun.compiler.language.esql.QueryReports;
import dev.sigrun.conventions.GoldenFiles;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is said about texts that are not ES|QL, and where. */
final class EsqlDiagnosticsTest {
  private static final GoldenFiles GOLDEN = GoldenFiles.of(EsqlDiagnosticsTest.class);

  @ParameterizedTest
  @ValueSource(strings = {"characters", "commands", "expressions"})
  void saysWhatIsWrongAndWhere(String subject) {
    String reports =
        QueryReports.of(
            GOLDEN.input(subject, "queries.txt"),
            (query, sink) -> {
              assertThat(EsqlParser.parse(query, sink)).as(query.content()).isEmpty();
              assertThat(sink.hasErrors()).as(query.content()).isTrue();
            });
    GOLDEN.check(subject, "reports.txt", reports);
  }
}
