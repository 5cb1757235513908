package dev.sigrun.compiler.language.esql.analysis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import dev.sigrun.compiler.CompilerOptions;
import dev.sigrun.compiler.diagnostic.DiagnosticSink;
import dev.sigrun.compiler.diagnostic.Severity;
import dev.sigrun.compiler.language.FieldResolver;
import dev.sigrun.compiler.language.QueryContext;
import dev.sigrun.compiler.language.QueryRuns;
import dev.sigrun.compiler.language.QuerySet;
import dev.sigrun.compiler.language.esql.EsqlLanguage;
import dev.sigrun.compiler.language.esql.QueryReports;
import dev.sigrun.compiler.language.esql.syntax.EsqlExpression;
import dev.sigrun.compiler.language.esql.syntax.EsqlParser;
import dev.sigrun.compiler.schema.FieldType;
import dev.sigrun.compiler.schema.Schema;
import dev.sigrun.compiler.schema.UnknownFields;
import dev.sigrun.compiler.source.SourceText;
import dev.sigrun.conventions.GoldenFiles;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is said about queries whose columns, types or functions do not fit, and where. */
final class EsqlAnalyzerTest {
  private static final GoldenFiles GOLDEN = GoldenFiles.of(EsqlAnalyzerTest.class);

  /** An index of one field for each type. */
  private static final Schema INDEX =
      Schema.of(
              Map.ofEntries(
                  Map.entry("s", FieldType.KEYWORD),
                  Map.entry("txt", FieldType.TEXT),
                  Map.entry("n", FieldType.LONG),
                  Map.entry("i", FieldType.INTEGER),
                  Map.entry("d", FieldType.DOUBLE),
                  Map.entry("b", FieldType.BOOLEAN),
                  Map.entry("at", FieldType.DATE),
                  Map.entry("ip", FieldType.IP),
                  Map.entry("loc", FieldType.GEO_POINT),
                  Map.entry("flat", FieldType.FLATTENED),
                  Map.entry("process.args", FieldType.KEYWORD),
                  Map.entry("user.name", FieldType.KEYWORD)))
          .complete();

  @ParameterizedTest
  @ValueSource(strings = {"columns", "types", "functions", "constants", "searches", "lints"})
  void saysWhatIsWrongAndWhere(String subject) {
    String reports =
        QueryReports.of(
            GOLDEN.input(subject, "queries.txt"),
            (query, sink) -> check(query, new FieldResolver(INDEX, UnknownFields.UNMAPPED), sink));
    GOLDEN.check(subject, "reports.txt", reports);
  }

  /** A rule that runs every five minutes over the last hour. */
  @Test
  void warnsOfWindowsThatDoNotFit() {
    QueryRuns runs = new QueryRuns(Duration.ofMinutes(5), Duration.ofHours(1), false);
    String reports =
        QueryReports.of(
            GOLDEN.input("windows", "queries.txt"),
            (query, sink) ->
                check(
                    query,
                    new QueryContext(
                        new FieldResolver(INDEX, UnknownFields.UNMAPPED),
                        QueryContext.EVENT_CATEGORY,
                        QuerySet.NONE,
                        Optional.of(runs)),
                    sink));
    GOLDEN.check("windows", "reports.txt", reports);
  }

  /** Types of unknown fields follow from the query. */
  @Test
  void settlesUnknownFields() {
    String reports =
        QueryReports.of(
            GOLDEN.input("unknown", "queries.txt"),
            (query, sink) -> check(query, resolver(), sink));
    GOLDEN.check("unknown", "reports.txt", reports);
  }

  private static FieldResolver resolver() {
    CompilerOptions options = CompilerOptions.defaults();
    return new FieldResolver(options.schema(), options.unknownFields());
  }

  private static void check(SourceText query, FieldResolver fields, DiagnosticSink sink) {
    check(query, new QueryContext(fields), sink);
  }

  private static void check(SourceText query, QueryContext context, DiagnosticSink sink) {
    new EsqlLanguage().parse(query, sink).ifPresent(parsed -> parsed.analyze(context, sink));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "n + i | LONG",
        "i * i | INTEGER",
        "i / d | DOUBLE",
        "at + 1 hour | DATETIME",
        "1 day + 2 hours | SPAN",
        "txt | KEYWORD",
        "CONCAT(s, txt) | KEYWORD",
        "COALESCE(n, 0) | LONG",
        "CASE(b, 1, null) | INTEGER",
        "CASE(b, txt, s) | KEYWORD",
        "null | NULL",
        "MV_SUM(d) | DOUBLE",
        "n::string | KEYWORD",
        "[1, 2] | INTEGER",
        "s IN (txt, null) | BOOLEAN",
        "-i | INTEGER",
        "DATE_DIFF(\"hour\", at, NOW()) | INTEGER",
        "99999999999 | LONG",
        "ROUND(i, 2) | INTEGER",
        "s LIKE \"a\" OR b | BOOLEAN"
      })
  void typesOfExpressions(String expression, EsqlType expected) {
    DiagnosticSink sink = new DiagnosticSink();
    SourceText text = SourceText.of("test", "FROM a | EVAL x = " + expression);
    FieldResolver fields = new FieldResolver(INDEX, UnknownFields.UNMAPPED);
    Optional<EsqlType> type =
        EsqlParser.parse(text, sink)
            .flatMap(
                query ->
                    EsqlAnalyzer.columnsOf(query, fields, sink)
                        .find(new EsqlExpression.Column(query.origin(), "x")))
            .map(ColumnInfo::type);
    assertThat(sink.hasErrors()).as("%s", sink.diagnostics()).isFalse();
    assertThat(type).contains(expected);
  }

  @Test
  void looksAtNestedAlternativesOnce() {
    String condition = "n == 1";
    for (int i = 0; i < 60; i++) {
      condition = "((" + condition + " OR i == 1) AND d == 1)";
    }
    SourceText query = SourceText.of("test", "FROM a METADATA _id | WHERE " + condition);
    DiagnosticSink sink = new DiagnosticSink();
    assertTimeoutPreemptively(
        Duration.ofSeconds(20),
        () -> check(query, new FieldResolver(INDEX, UnknownFields.UNMAPPED), sink));
    assertThat(sink.diagnostics()).isEmpty();
  }

  @Test
  void survivesHundredsOfColumnsAndCommands() {
    StringBuilder query = new StringBuilder("FROM a METADATA _id");
    for (int i = 0; i < 400; i++) {
      query.append(" | EVAL c").append(i).append(" = n + ").append(i).append(" | KEEP *, s*");
    }
    query.append(" | STATS ");
    for (int i = 0; i < 400; i++) {
      query
          .append(i == 0 ? "" : ", ")
          .append("v")
          .append(i)
          .append(" = MAX(c")
          .append(i)
          .append(")");
    }
    DiagnosticSink sink = new DiagnosticSink();
    check(
        SourceText.of("test", query.append(" | WHERE v399 > 1 AND w == 1").toString()),
        new FieldResolver(INDEX, UnknownFields.UNMAPPED),
        sink);
    assertThat(sink.diagnostics())
        .filteredOn(diagnostic -> diagnostic.severity() != Severity.WARNING)
        .extracting(diagnostic -> diagnostic.code())
        .containsExactly("ESQL030");
  }
}
