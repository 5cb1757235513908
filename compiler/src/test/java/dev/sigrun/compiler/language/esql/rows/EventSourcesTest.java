package dev.sigrun.compiler.language.esql.rows;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sigrun.compiler.diagnostic.Diagnostic;
import dev.sigrun.compiler.diagnostic.DiagnosticSink;
import dev.sigrun.compiler.ir.Query;
import dev.sigrun.compiler.language.FieldResolver;
import dev.sigrun.compiler.language.QueryContext;
import dev.sigrun.compiler.language.QueryRuns;
import dev.sigrun.compiler.language.QuerySet;
import dev.sigrun.compiler.language.esql.EsqlLanguage;
import dev.sigrun.compiler.schema.Schema;
import dev.sigrun.compiler.schema.UnknownFields;
import dev.sigrun.compiler.source.SourceText;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The conditions that FROM becomes. */
class EventSourcesTest {
  private static final String OTHERS =
      " (not (exists data_stream.type)) (not (exists data_stream.dataset))"
          + " (exists kibana.alert.rule.uuid) (exists kibana.alert.rule.name)";

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '^',
      delimiter = ';',
      value = {
        "metrics-*; (in data_stream.type 'metrics')",
        "metrics-*, logs-*; (in data_stream.type 'metrics' 'logs')",
        "logs-a.b-*; (and (in data_stream.type 'logs') (in data_stream.dataset 'a.b'))",
        "logs-a-*, logs-b-*; (and (in data_stream.type 'logs') (in data_stream.dataset 'a' 'b'))",
        "logs-a*; (and (in data_stream.type 'logs') (like data_stream.dataset 'a*'))",
        "logs-a-b; (and (in data_stream.type 'logs') (in data_stream.dataset 'a')"
            + " (or (in data_stream.namespace 'b') (not (exists data_stream.namespace))))",
        "logs-*,-logs-a-*; (and (in data_stream.type 'logs')"
            + " (not (and (in data_stream.type 'logs') (in data_stream.dataset 'a'))))",
        "employees, logs-x-*; (and (in data_stream.type 'logs') (in data_stream.dataset 'x'))",
      })
  void comparesExactlyWhereItCan(String from, String expected) {
    assertThat(meaning("FROM " + from + " METADATA _id | WHERE user.name == \"a\"", true))
        .startsWith("event (and (or " + expected.replace('\'', '"') + OTHERS + ") (in user.name");
  }

  @ParameterizedTest
  @ValueSource(strings = {"*", "_all", "logs-a-*, *-*", "*:*", "-a, *"})
  void needsNothingOfEvents(String from) {
    assertThat(meaning("FROM " + from + " METADATA _id | WHERE user.name == \"a\"", true))
        .doesNotContain("data_stream");
  }

  @Test
  void comesBeforeTheRowsOfGroups() {
    String query = "FROM logs-a-* | STATS c = COUNT(*) BY user.name | WHERE c > 5";
    assertThat(meaning(query, true)).contains("(in data_stream.dataset \"a\")");
  }

  /** Files are the source of a query that is asked about them. */
  @Test
  void isNoConditionOutsideOfRules() {
    assertThat(meaning("FROM logs-a-* METADATA _id | WHERE user.name == \"a\"", false))
        .doesNotContain("data_stream");
  }

  @Test
  void refusesTooManyPatterns() {
    DiagnosticSink sink = new DiagnosticSink();
    assertThat(analyze("FROM " + "a*".repeat(100) + "-*", true, sink)).isEmpty();
    assertThat(sink.diagnostics()).extracting(Diagnostic::code).contains("ESQL115");
    DiagnosticSink many = new DiagnosticSink();
    assertThat(analyze("FROM logs-*" + ", -logs-a-*, logs-*".repeat(100), true, many)).isEmpty();
    assertThat(many.diagnostics()).extracting(Diagnostic::code).contains("ESQL115");
  }

  private static String meaning(String text, boolean isRule) {
    DiagnosticSink sink = new DiagnosticSink();
    Optional<Query> query = analyze(text, isRule, sink);
    if (query.isEmpty()) {
      throw new AssertionError(sink.diagnostics().toString());
    }
    return query.get().toString().replaceAll("\\s+", " ");
  }

  private static Optional<Query> analyze(String text, boolean isRule, DiagnosticSink sink) {
    Optional<QueryRuns> runs =
        isRule
            ? Optional.of(new QueryRuns(Duration.ofMinutes(5), Duration.ofMinutes(6), false))
            : Optional.empty();
    QueryContext context =
        new QueryContext(
            new FieldResolver(Schema.bundled(), UnknownFields.KEYWORD),
            QueryContext.EVENT_CATEGORY,
            QuerySet.NONE,
            runs);
    return new EsqlLanguage()
        .parse(SourceText.of("test", text), sink)
        .flatMap(parsed -> parsed.analyze(context, sink));
  }
}
