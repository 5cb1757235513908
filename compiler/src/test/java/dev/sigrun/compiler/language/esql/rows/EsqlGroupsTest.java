package dev.sigrun.compiler.language.esql.rows;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sigrun.compiler.diagnostic.Diagnostic;
import dev.sigrun.compiler.diagnostic.DiagnosticSink;
import dev.sigrun.compiler.diagnostic.Severity;
import dev.sigrun.compiler.ir.Aggregation;
import dev.sigrun.compiler.ir.Query;
import dev.sigrun.compiler.ir.RowStages;
import dev.sigrun.compiler.ir.row.Column;
import dev.sigrun.compiler.ir.row.PassingTime;
import dev.sigrun.compiler.language.FieldResolver;
import dev.sigrun.compiler.language.QueryContext;
import dev.sigrun.compiler.language.QueryRuns;
import dev.sigrun.compiler.language.QuerySet;
import dev.sigrun.compiler.language.esql.EsqlLanguage;
import dev.sigrun.compiler.schema.FieldType;
import dev.sigrun.compiler.schema.Schema;
import dev.sigrun.compiler.schema.UnknownFields;
import dev.sigrun.compiler.source.SourceText;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Queries that group rows: which of them run, and how they are divided. */
final class EsqlGroupsTest {
  private static final Schema INDEX =
      Schema.of(
              Map.of(
                  "s", FieldType.KEYWORD,
                  "n", FieldType.LONG,
                  "@timestamp", FieldType.DATE))
          .complete();

  private static final Optional<QueryRuns> RUNS =
      Optional.of(new QueryRuns(Duration.ofMinutes(5), Duration.ofHours(1), true));

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "ESQL134; STATS c = COUNT(*) BY s, n | LIMIT 5 | STATS d = SUM(c) BY s",
        "ESQL135; STATS c = COUNT(*) BY s, n | STATS d = VALUES(c) BY s | MV_EXPAND d",
        "ESQL137; STATS c = COUNT(*) BY s, n | STATS d = PERCENTILE(c, 200) BY s",
        "ESQL138; STATS c = COUNT(*) BY s, n | STATS d = VALUES(TO_GEOPOINT(s)) BY s",
        "ESQL139; STATS c = COUNT(*) BY s | STATS d = COUNT(*)",
        "ESQL131; SORT n | INLINE STATS c = COUNT(*) BY s",
        "ESQL131; STATS c = COUNT(*) BY s, n | SORT c | INLINE STATS d = COUNT(*) BY s",
        "ESQL134; LIMIT 5 | INLINE STATS c = COUNT(*) BY s",
        "ESQL134; STATS c = COUNT(*) BY s, n | LIMIT 5 | INLINE STATS d = SUM(c) BY s",
        "ESQL135; STATS v = VALUES(n) BY s | INLINE STATS c = COUNT(*) | MV_EXPAND v",
        "ESQL136; WHERE @timestamp < NOW() - 1 hour | INLINE STATS c = COUNT(*) BY s",
        "ESQL137; INLINE STATS c = PERCENTILE(n, n) BY s",
        "ESQL138; INLINE STATS c = VALUES(TO_GEOPOINT(s)) BY n | WHERE c IS NOT NULL",
        "ESQL139; STATS c = COUNT(*) | STATS d = COUNT(*) BY c",
        "ESQL139; STATS c = COUNT(*) | INLINE STATS d = MAX(c) | WHERE d < 5",
        "ESQL134; SORT n | LIMIT 10 | STATS c = COUNT(*) BY s",
        "ESQL134; LIMIT 0 | STATS c = COUNT(*) BY s",
        "ESQL135; STATS v = VALUES(n) BY s | MV_EXPAND v",
        "ESQL136; WHERE @timestamp < NOW() - 1 hour | STATS c = COUNT(*) BY s",
        "ESQL136; WHERE @timestamp > NOW() - 1 hour OR n == 1 | STATS c = COUNT(*) BY s",
        "ESQL136; WHERE @timestamp > NOW() - 1 month | STATS c = COUNT(*) BY s",
        "ESQL136; WHERE @timestamp == NOW() | STATS c = COUNT(*) BY s",
        "ESQL136; STATS c = COUNT(*) BY x = DATE_DIFF('day', @timestamp, NOW())",
        "ESQL136; STATS c = COUNT(*) WHERE @timestamp > NOW() - 1 hour BY s",
        "ESQL137; STATS m = PERCENTILE(n, -1) + COUNT(*) BY s",
        "ESQL137; STATS m = TOP(n, 2000, 'asc') BY s",
        "ESQL137; STATS m = TOP(n, 3, null) BY s",
        "ESQL137; STATS m = TOP(n, 3, 'up') BY s",
        "ESQL137; STATS w = WEIGHTED_AVG(n, 0) BY s",
        "ESQL137; STATS w = WEIGHTED_AVG(n, -0.0) BY s",
        "ESQL137; STATS w = WEIGHTED_AVG(n, null) BY s",
        "ESQL138; STATS v = VALUES(TO_GEOPOINT(s)) BY n",
        "ESQL138; STATS c = COUNT(*) BY p = TO_GEOPOINT(s)",
        "ESQL138; STATS c = COUNT(*) BY s | EVAL p = TO_GEOPOINT(s)",
        "ESQL139; STATS c = COUNT(*)",
        "ESQL139; STATS c = COUNT(*) | WHERE c < 5",
        "ESQL139; STATS c = COUNT(*), m = MAX(n) | WHERE c == 0 OR m > 5",
        "ESQL139; STATS m = MAX(n) | WHERE m IS NULL",
        "ESQL139; STATS m = MAX(n) | WHERE NOT (m > 5 AND LENGTH('x') == 2)",
      })
  void saysWhatCannotBeRun(String code, String commands) {
    DiagnosticSink sink = new DiagnosticSink();
    assertThat(query(commands, RUNS, sink)).isEmpty();
    assertThat(codes(sink)).isEqualTo(code);
  }

  @Test
  void needsTheTimesOfARule() {
    DiagnosticSink sink = new DiagnosticSink();
    assertThat(query("STATS c = COUNT(*) BY s", Optional.empty(), sink)).isEmpty();
    assertThat(codes(sink)).isEqualTo("ESQL132");
    DiagnosticSink other = new DiagnosticSink();
    Optional<QueryRuns> many =
        Optional.of(new QueryRuns(Duration.ofSeconds(1), Duration.ofHours(1), true));
    assertThat(query("STATS c = COUNT(*) BY s", many, other)).isEmpty();
    assertThat(codes(other)).isEqualTo("ESQL133");
  }

  @Test
  void refusesTooManyColumns() {
    DiagnosticSink sink = new DiagnosticSink();
    String aggregates =
        IntStream.range(0, 260)
            .mapToObj(i -> "a" + i + " = MAX(n)")
            .collect(Collectors.joining(","));
    assertThat(query("STATS " + aggregates + " BY s", RUNS, sink)).isEmpty();
    assertThat(codes(sink)).isEqualTo("ESQL140");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "STATS c = COUNT(*) | WHERE c > 5",
        "STATS c = COUNT(*) | WHERE c >= 1 AND LENGTH('x') == 1 | EVAL x = 1",
        "STATS c = COUNT_DISTINCT(s) | EVAL d = c | WHERE d == 3",
        "STATS m = MAX(n) | WHERE m < 5",
        "STATS m = MAX(n), c = COUNT(*) | WHERE m < 5 OR c != 0",
        "STATS m = MAX(n) | WHERE m IS NOT NULL",
        "WHERE n > 1 AND @timestamp > NOW() - 1 hour | STATS c = COUNT(*) BY s",
        "WHERE NOW() - 1 day <= @timestamp | STATS c = COUNT(*) BY s",
        "STATS c = COUNT(*) BY s, n | STATS d = COUNT(*) BY s",
        "STATS c = COUNT(*) BY s | STATS d = COUNT(*) | WHERE d > 2",
        "STATS c = VALUES(n) BY s, n | MV_EXPAND c | SORT c | STATS d = MAX(c) BY n, s",
        "SORT n | STATS t = TOP(n, 3, 'DESC'), u = TOP(n, 3) BY s | SORT t | LIMIT 10",
        "STATS m = MEDIAN(n), p = PERCENTILE(n, 90) + 1, d = MEDIAN_ABSOLUTE_DEVIATION(n) BY s",
        "STATS m = FIRST(n, @timestamp), v = VARIANCE(n), d = STD_DEV(n) BY s",
        "STATS w = WEIGHTED_AVG(n, 2), x = WEIGHTED_AVG(3, n), y = WEIGHTED_AVG([1, 2], 2) BY s",
        "STATS w = WEIGHTED_AVG(n, n), p = PRESENT(n), a = ABSENT(n) BY s",
        "STATS p = PRESENT(n), m = LAST(s, @timestamp) | WHERE p",
        "STATS c = COUNT(*) BY s | STATS d = COUNT(*) BY c",
        "STATS c = COUNT(*) BY s | STATS d = COUNT(*) BY x = CONCAT(s, 'x')",
        "STATS c = COUNT(*) BY s, n | STATS c = SUM(c) BY s | STATS d = COUNT(*) BY c",
        "INLINE STATS c = COUNT(*) BY s | WHERE c > 5",
        "INLINE STATS c = COUNT(*) | WHERE n == c | SORT c | LIMIT 5",
        "INLINE STATS c = COUNT(*) WHERE @timestamp < NOW() - 1 hour BY s | MV_EXPAND s",
        "INLINE STATS c = COUNT(*) BY s | WHERE c > 5 | STATS d = COUNT(*) BY n",
        "STATS c = COUNT(*) BY s | INLINE STATS d = MAX(c) | WHERE c == d",
      })
  void runs(String commands) {
    DiagnosticSink sink = new DiagnosticSink();
    Optional<Query> query = query(commands, RUNS, sink);
    assertThat(codes(sink)).isEmpty();
    assertThat(query).get().isInstanceOf(Aggregation.class);
  }

  @Test
  void dividesWhatComesBeforeAndAfter() {
    DiagnosticSink sink = new DiagnosticSink();
    Aggregation query =
        (Aggregation)
            query(
                    "WHERE n > 1 | STATS c = COUNT(*), m = MAX(n) WHERE n < 9 BY s | WHERE c > 2"
                        + " | KEEP m",
                    RUNS,
                    sink)
                .orElseThrow();
    assertThat(query.grouped().pipeline().outputs())
        .extracting(Column::name)
        .containsExactly("s", "COUNT(*)", "MAX(n)");
    assertThat(query.grouped().pipeline().isByEvent()).isTrue();
    assertThat(query.results().inputs())
        .extracting(Column::name)
        .containsExactly("s", "COUNT(*)", "MAX(n)");
    assertThat(query.results().outputs()).extracting(Column::name).containsExactly("m");
    assertThat(query.results().steps()).hasSize(1);
  }

  @Test
  void dividesWhatIsGroupedTwice() {
    DiagnosticSink sink = new DiagnosticSink();
    Aggregation query =
        (Aggregation)
            query(
                    "STATS c = COUNT(*) BY n, s | WHERE c > 2 | STATS d = MAX(c) BY s | KEEP d",
                    RUNS,
                    sink)
                .orElseThrow();
    assertThat(query.isRegrouped()).isTrue();
    assertThat(query.regroupedKeys()).containsExactly(1);
    assertThat(query.grouped().pipeline().outputs())
        .extracting(Column::name)
        .containsExactly("n", "s", "COUNT(*)");
    assertThat(query.between().inputs())
        .extracting(Column::name)
        .containsExactly("n", "s", "COUNT(*)");
    assertThat(query.between().outputs()).extracting(Column::name).containsExactly("MAX(c)");
    assertThat(query.results().inputs()).extracting(Column::name).containsExactly("s", "MAX(c)");
    assertThat(query.results().outputs()).extracting(Column::name).containsExactly("d");
  }

  @Test
  void dividesWhatIsJoinedBack() {
    DiagnosticSink sink = new DiagnosticSink();
    Aggregation query =
        (Aggregation)
            query(
                    "WHERE n > 1 | INLINE STATS c = COUNT(*) + 1, m = MAX(n) BY s | WHERE c > 2"
                        + " | STATS d = MAX(c) BY n | WHERE d > 1 | KEEP d",
                    RUNS,
                    sink)
                .orElseThrow();
    assertThat(codes(sink)).isEmpty();
    assertThat(query.isStaged()).isTrue();
    assertThat(query.isAboutEvents()).isFalse();
    RowStages stages = RowStages.of(query);
    assertThat(stages.start().pipeline().outputs())
        .extracting(Column::name)
        .containsExactly("n", "s");
    assertThat(stages.first()).isEmpty();
    RowStages.Stage join = stages.stages().get(0);
    assertThat(join.rows().outputs())
        .extracting(Column::name)
        .containsExactly("s", "COUNT(*)", "MAX(n)", "n");
    assertThat(join.joined().orElseThrow().outputs()).extracting(Column::name).containsExactly("c");
    RowStages.Stage last = stages.stages().get(1);
    assertThat(last.rows().inputs()).extracting(Column::name).containsExactly("n", "c");
    assertThat(last.rows().outputs()).extracting(Column::name).containsExactly("n", "MAX(c)");
    assertThat(last.joined()).isEmpty();
    assertThat(stages.end().outputs()).extracting(Column::name).containsExactly("d");
  }

  @Test
  void findsEventsToWhichGroupsAreJoined() {
    DiagnosticSink sink = new DiagnosticSink();
    Aggregation query =
        (Aggregation)
            query("INLINE STATS c = COUNT(*) BY s | WHERE c > 2 AND n > 1", RUNS, sink)
                .orElseThrow();
    assertThat(query.isAboutEvents()).isTrue();
    assertThat(query.keys()).isEmpty();
    assertThat(query.results().outputs()).isEmpty();
    assertThat(query.grouped().pipeline().outputs())
        .extracting(Column::name)
        .containsExactly("n", "s");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "ESQL142; LIMIT 5 | WHERE n > 1",
        "ESQL142; SORT n | LIMIT 5 | MV_EXPAND s",
        "ESQL142; STATS c = COUNT(*) BY s | LIMIT 5 | WHERE c > 1",
        "ESQL134; LIMIT 5 | STATS c = COUNT(*) BY s",
      })
  void saysWhatHasNoTable(String code, String commands) {
    DiagnosticSink sink = new DiagnosticSink();
    assertThat(table(commands, sink)).isEmpty();
    assertThat(codes(sink)).isEqualTo(code);
  }

  @Test
  void sortsTablesByCellsOfTheirOwn() {
    DiagnosticSink sink = new DiagnosticSink();
    EsqlTable table =
        table("STATS c = COUNT(*) BY s | SORT c DESC, s | LIMIT 3 | EVAL x = c + 1 | KEEP x", sink)
            .orElseThrow();
    assertThat(table.grouped()).isTrue();
    assertThat(table.columns()).extracting(Column::name).containsExactly("x");
    assertThat(table.changes())
        .containsExactly(
            new EsqlTable.Sorted(
                List.of(new EsqlTable.Order(1, true, true), new EsqlTable.Order(2, false, false))),
            new EsqlTable.First(3));
    assertThat(table("STATS c = COUNT(*)", sink)).isPresent();
    assertThat(table("WHERE n > 1 AND @timestamp > NOW() - 1 hour | KEEP n", sink))
        .get()
        .extracting(EsqlTable::grouped)
        .isEqualTo(false);
    assertThat(codes(sink)).isEmpty();
  }

  private static Optional<EsqlTable> table(String commands, DiagnosticSink sink) {
    QueryContext context = new QueryContext(new FieldResolver(INDEX, UnknownFields.UNMAPPED));
    String text = "FROM a METADATA _id | " + commands.replace('\'', '"');
    return EsqlTable.of(SourceText.of("test", text), context, sink);
  }

  /** A row that was dropped can come back only with conditions that time makes true. */
  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "c > 5; true",
        "c > 5 AND since >= NOW() - 10 minutes; true",
        "NOW() - 10 minutes < since OR c == 1; true",
        "DATE_DIFF('minute', since, NOW()) <= 10; true",
        "since < NOW() - 10 minutes; false",
        "NOT since >= NOW() - 10 minutes; false",
        "DATE_DIFF('minute', since, NOW()) >= 10; false",
        "DATE_DIFF('minute', NOW(), since) <= 10; false",
        "DATE_DIFF('minute', since, NOW()) == 10; false",
        "CASE(since > NOW(), 1, 2) < 5; false",
      })
  void knowsWhatTimeChanges(String condition, boolean onlyDrops) {
    DiagnosticSink sink = new DiagnosticSink();
    String start = "STATS since = MIN(@timestamp), c = COUNT(*) BY s | ";
    Aggregation query = (Aggregation) query(start + "WHERE " + condition, RUNS, sink).orElseThrow();
    assertThat(PassingTime.onlyDrops(query.results())).isEqualTo(onlyDrops);
    Aggregation computed =
        (Aggregation)
            query(start + "EVAL x = " + condition + " | WHERE x", RUNS, sink).orElseThrow();
    assertThat(PassingTime.onlyDrops(computed.results())).isEqualTo(condition.equals("c > 5"));
  }

  private static String codes(DiagnosticSink sink) {
    return sink.diagnostics().stream()
        .filter(each -> each.severity() != Severity.WARNING)
        .map(Diagnostic::code)
        .collect(Collectors.joining(" "));
  }

  private static Optional<Query> query(
      String commands, Optional<QueryRuns> runs, DiagnosticSink sink) {
    QueryContext context =
        new QueryContext(
            new FieldResolver(INDEX, UnknownFields.UNMAPPED),
            QueryContext.EVENT_CATEGORY,
            QuerySet.NONE,
            runs);
    String text = "FROM a METADATA _id | " + commands.replace('\'', '"');
    return new EsqlLanguage()
        .parse(SourceText.of("test", text), sink)
        .flatMap(parsed -> parsed.analyze(context, sink));
  }
}
