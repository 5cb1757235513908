package dev.sigrun.compiler.language.esql.rows;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sigrun.compiler.diagnostic.Diagnostic;
import dev.sigrun.compiler.diagnostic.DiagnosticSink;
import dev.sigrun.compiler.diagnostic.Severity;
import dev.sigrun.compiler.ir.EventRows;
import dev.sigrun.compiler.ir.row.Column;
import dev.sigrun.compiler.ir.row.RowExpression;
import dev.sigrun.compiler.ir.row.RowStep;
import dev.sigrun.compiler.language.FieldResolver;
import dev.sigrun.compiler.language.QueryContext;
import dev.sigrun.compiler.language.esql.QueryReports;
import dev.sigrun.compiler.language.esql.analysis.EsqlAnalyzer;
import dev.sigrun.compiler.language.esql.syntax.EsqlParser;
import dev.sigrun.compiler.schema.FieldType;
import dev.sigrun.compiler.schema.Schema;
import dev.sigrun.compiler.schema.UnknownFields;
import dev.sigrun.compiler.source.SourceText;
import dev.sigrun.conventions.GoldenFiles;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** The rows that queries mean, and what is checked but cannot be run. */
final class EsqlRowsTest {
  private static final GoldenFiles GOLDEN = GoldenFiles.of(EsqlRowsTest.class);

  private static final Schema INDEX =
      Schema.of(
              Map.of(
                  "s", FieldType.KEYWORD,
                  "n", FieldType.LONG,
                  "ip", FieldType.IP,
                  "flat", FieldType.FLATTENED))
          .complete();

  @Test
  void saysWhatCannotBeRun() {
    GOLDEN.check(
        "refused",
        "reports.txt",
        QueryReports.of(
            GOLDEN.input("refused", "queries.txt"),
            (query, sink) -> assertThat(rows(query, sink)).isEmpty()));
  }

  @Test
  @Timeout(30)
  void followsTensOfThousandsOfColumns() {
    String names =
        IntStream.range(0, 40_000).mapToObj(i -> "c" + i).collect(Collectors.joining(", "));
    String computed =
        IntStream.range(0, 40_000).mapToObj(i -> "c" + i + "=1").collect(Collectors.joining(","));
    for (String commands :
        List.of(
            "EVAL " + computed + " | KEEP " + names,
            "EVAL " + computed + " | DROP " + names,
            "EVAL " + computed + " | KEEP *" + " | KEEP c*, s".repeat(300))) {
      DiagnosticSink sink = new DiagnosticSink();
      assertThat(rows(SourceText.of("test", "FROM a METADATA _id | " + commands), sink)).isEmpty();
      assertThat(codes(sink)).isEqualTo("ESQL115");
    }
    String patterns =
        IntStream.range(0, 1_001).mapToObj(i -> "c" + i + "*").collect(Collectors.joining(", "));
    for (String command : List.of("KEEP ", "DROP ")) {
      DiagnosticSink sink = new DiagnosticSink();
      assertThat(rows(SourceText.of("test", "FROM a METADATA _id | " + command + patterns), sink))
          .isEmpty();
      assertThat(codes(sink)).isEqualTo("ESQL141");
    }
  }

  private static String codes(DiagnosticSink sink) {
    return sink.diagnostics().stream()
        .filter(each -> each.severity() != Severity.WARNING)
        .map(Diagnostic::code)
        .distinct()
        .collect(Collectors.joining(" "));
  }

  /** A block that is null makes the whole call null, as for other functions. */
  @Test
  void comparesNoAddressWithABlockThatIsNull() {
    DiagnosticSink sink = new DiagnosticSink();
    String query = "FROM a METADATA _id | EVAL x = CIDR_MATCH(ip, \"10.0.0.0/8\", null)";
    EventRows rows = rows(SourceText.of("test", query), sink).orElseThrow();
    assertThat(rows.pipeline().steps())
        .singleElement()
        .satisfies(
            step ->
                assertThat(step.expressions())
                    .singleElement()
                    .isInstanceOfSatisfying(
                        RowExpression.Constant.class, c -> assertThat(c.values()).isEmpty()));
  }

  /** Servers read a single pattern of all texts as IS NOT NULL, which is true of lists. */
  @ParameterizedTest
  @CsvSource({
    "s LIKE \"*\", true",
    "s LIKE \"**\", true",
    "s LIKE (\"*\"), true",
    "s RLIKE \".*\", true",
    "s RLIKE \"[^a]*|.*a.*\", true",
    "s LIKE \"?*\", false",
    "'s LIKE (\"*\", \"a\")', false",
    "s RLIKE \".+\", false",
  })
  void readsPatternsOfAllTextsAsPresence(String condition, boolean presence) {
    for (String each : List.of(condition, "NOT " + condition, condition.replace("s ", "s NOT "))) {
      String query = "FROM a METADATA _id | WHERE " + each;
      EventRows rows = rows(SourceText.of("test", query), new DiagnosticSink()).orElseThrow();
      assertThat(
              rows.pipeline().steps().get(0).expressions().stream()
                  .flatMap(RowExpression::all)
                  .anyMatch(RowExpression.IsNull.class::isInstance))
          .as(each)
          .isEqualTo(presence);
    }
  }

  /** Of a list, a column that is a key twice has one value in each group. */
  @Test
  void groupsOnceByEachColumn() {
    String query = "FROM a | STATS c = COUNT(*) BY s, t = s, n, u = s, k = n + 1";
    EventRows rows = rows(SourceText.of("test", query), new DiagnosticSink()).orElseThrow();
    assertThat(rows.pipeline().steps())
        .singleElement()
        .isInstanceOfSatisfying(
            RowStep.Group.class,
            group ->
                assertThat(group.keys())
                    .extracting(key -> key.target().name())
                    .containsExactly("s", "n", "k"));
    List<Column> outputs = rows.pipeline().outputs();
    assertThat(outputs).extracting(Column::name).containsExactly("c", "s", "t", "n", "u", "k");
    assertThat(outputs.get(2).number()).isEqualTo(outputs.get(1).number());
  }

  /** The conditions that an event must satisfy at least, by which an index finds the rule. */
  @Test
  void findsWhatEventsNeed() {
    List<String> all =
        List.of(
            "WHERE s == \"a\"",
            "EVAL x = TO_LOWER(s) | WHERE x LIKE \"*a*\" OR x == \"b\"",
            "EVAL x = TO_LOWER(s) | WHERE x IN (\"a\", \"b\")",
            "EVAL x = LENGTH(s), y = x + n | WHERE y > 5",
            "EVAL x = s == \"a\" AND n > 1 | WHERE x",
            "EVAL x = s == \"a\" OR n > 1 | WHERE NOT x",
            "EVAL x = s | RENAME x AS z | WHERE z LIKE \"a*\"",
            "EVAL x = COALESCE(s, \"\") | WHERE x == \"a\"",
            "EVAL x = COALESCE(TO_UPPER(s), s) | WHERE x == \"A\"",
            "EVAL x = CASE(s == \"a\", 1, 2) | WHERE x == 1",
            "EVAL x = CASE(s == \"a\", 1, 2) | WHERE x == 3",
            "EVAL x = CASE(s == \"a\", \"p\", s == \"b\", \"q\", null) | WHERE x IS NOT NULL",
            "EVAL x = CASE(s == \"a\", \"p\", s == \"b\", \"q\", \"\") | WHERE x != \"\"",
            "EVAL x = CASE(s == \"a\", \"p\", n > 1, s, \"q\") | WHERE x NOT IN (\"p\", \"q\")",
            "EVAL x = CASE(n > 1, TO_UPPER(s), null) | WHERE x IN (\"A\", \"B\")",
            "EVAL x = CASE(n > 1, true, s == \"a\", n > 0, false) | WHERE x OR s == \"c\"",
            "EVAL x = CASE(n > 1, true, s == \"a\") | WHERE NOT x",
            "EVAL x = TO_LOWER(COALESCE(s, n::string)) | WHERE x == \"a\"",
            "EVAL y = COALESCE(s, n::string) | DISSECT y \"%{a} %{b}\" | WHERE b == \"x\"",
            "EVAL x = MV_CONTAINS(s, \"a\") | WHERE x",
            "WHERE STARTS_WITH(s, \"a\")",
            "WHERE (n IS NULL OR s IS NOT NULL) AND n IS NOT NULL",
            "WHERE NOT (n + 1 IN (2, 3))",
            "DISSECT s \"%{a} %{b}\" | WHERE b == \"x\"",
            "MV_EXPAND s | EVAL x = TO_LOWER(s) | WHERE x == \"a\"",
            "WHERE n > 1 | STATS c = COUNT(*) BY s | WHERE c > 5",
            "EVAL x = TO_STRING(n) | WHERE x == \"1\"",
            "EVAL x = n > 1" + ", x = x AND x".repeat(60) + " | WHERE x");
    StringBuilder text = new StringBuilder();
    for (String commands : all) {
      DiagnosticSink sink = new DiagnosticSink();
      EventRows rows = rows(SourceText.of("test", "FROM a | " + commands), sink).orElseThrow();
      String needed =
          NecessaryConditions.of(rows).stream()
              .map(each -> each.toString().replaceAll("\\s*\\n\\s*", " ").strip())
              .collect(Collectors.joining("; "));
      String shown = needed.length() > 400 ? needed.length() + " characters" : needed;
      text.append(commands.length() > 200 ? commands.substring(0, 40) + "…" : commands);
      text.append("\n    ").append(shown.isEmpty() ? "nothing" : shown).append("\n");
    }
    GOLDEN.check("needed", "conditions.txt", text.toString());
  }

  /** A bound that is rounded as values are may be one of them, and so may a rounded value. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "f > 0.1 | (range f:float >= ",
        "0.1 > f | (range f:float <= ",
        "f == 0.1 | (range f:float >= ",
        "d > 0.5 | (range d:double >= 0.5)",
        "TO_LONG(d) == 5 | (exists d:double)",
        "TO_LONG(d) > 5 | (exists d:double)",
        "TO_DOUBLE(n) == 5 | (range n:long >= 5 <= 5)",
        "n > 5 | (range n:long > 5)",
      })
  void roundedBoundsAreNeededInclusively(String condition, String needed) {
    Schema decimals =
        Schema.of(Map.of("d", FieldType.DOUBLE, "f", FieldType.FLOAT, "n", FieldType.LONG));
    QueryContext context =
        new QueryContext(new FieldResolver(decimals.complete(), UnknownFields.UNMAPPED));
    EventRows rows =
        rows(SourceText.of("test", "FROM a | WHERE " + condition), context, new DiagnosticSink())
            .orElseThrow();

    assertThat(NecessaryConditions.of(rows).toString().replaceAll("\\s+", " ").substring(1))
        .startsWith(needed);
  }

  /** Steps, a list, and an expression that is twice as large with each level. */
  static List<String> tooLarge() {
    return List.of(
        "EVAL x = 1" + ", x = x + 1".repeat(1_000),
        "EVAL x = [1" + ", 2".repeat(1_000) + "]",
        "WHERE "
            + "(".repeat(60)
            + "s"
            + " RLIKE (\"a\", \"b\"))::string".repeat(60)
            + " == \"true\"");
  }

  @ParameterizedTest
  @MethodSource("tooLarge")
  @Timeout(60)
  void refusesMoreThanRuns(String commands) {
    String query = "FROM logs METADATA _id | " + commands;
    DiagnosticSink sink = new DiagnosticSink();
    assertThat(rows(SourceText.of("test", query), sink)).isEmpty();
    assertThat(sink.diagnostics()).extracting(Diagnostic::code).contains("ESQL115");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "KEEP n, s; n s",
        "KEEP n, *; n ip s",
        "KEEP *, n; ip s n",
        "EVAL s = n; ip n s",
        "RENAME s AS n; ip n",
        "MV_EXPAND n; ip n s",
        "STATS c = COUNT(*), n = MAX(n) BY s; c n s",
        "STATS s = COUNT(*) BY s; s",
        "DISSECT s '%{n} %{b}' | DROP ip; s n b"
      })
  void ordersColumns(String commands, String columns) {
    DiagnosticSink sink = new DiagnosticSink();
    Optional<EventRows> rows =
        rows(SourceText.of("test", "FROM a | " + commands.replace('\'', '"')), sink);
    assertThat(rows.orElseThrow().pipeline().outputs())
        .extracting(Column::name)
        .isEqualTo(List.of(columns.split(" ")));
  }

  /** The types of fields that no schema describes are known only after the whole query was read. */
  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "EVAL z = COALESCE(a, b) | WHERE a > 5; ESQL111",
        "WHERE a == b AND a > 5; ESQL111",
        "WHERE a IN (b, 'x') AND a > 5; ESQL111",
        "WHERE a < b AND b; ESQL111",
        "EVAL z = CASE(s == 'x', a, b) | WHERE CIDR_MATCH(a, '10.0.0.0/8'); ESQL111",
        "EVAL y = ST_X(a); ESQL111",
        "STATS m = MAX(n), x = TOP(a, 2), y = FIRST(a, b) BY BUCKET(c, 1 day); ESQL111",
        "EVAL y = a, z = LEFT(s, a); ''",
        "EVAL y = a | WHERE y; ''",
        "WHERE a == '5' AND a > 3; ''"
      })
  void reportsTypesThatContradictEachOther(String commands, String codes) {
    QueryContext context =
        new QueryContext(
            new FieldResolver(
                Schema.of(Map.of("s", FieldType.KEYWORD, "n", FieldType.LONG)),
                UnknownFields.KEYWORD));
    DiagnosticSink sink = new DiagnosticSink();
    String query = "FROM logs METADATA _id | " + commands.replace('\'', '"');
    Optional<EventRows> rows = rows(SourceText.of("test", query), context, sink);
    assertThat(
            sink.diagnostics().stream()
                .filter(each -> each.severity() != Severity.WARNING)
                .map(Diagnostic::code)
                .distinct()
                .collect(Collectors.joining(" ")))
        .isEqualTo(codes);
    assertThat(rows.isPresent()).isEqualTo(codes.isEmpty());
  }

  private static Optional<EventRows> rows(SourceText text, DiagnosticSink sink) {
    return rows(text, new QueryContext(new FieldResolver(INDEX, UnknownFields.UNMAPPED)), sink);
  }

  private static Optional<EventRows> rows(
      SourceText text, QueryContext context, DiagnosticSink sink) {
    return EsqlParser.parse(text, sink)
        .flatMap(
            query ->
                EsqlAnalyzer.check(query, context, sink)
                    .flatMap(fields -> EsqlRows.of(query, fields, context, sink)));
  }
}
