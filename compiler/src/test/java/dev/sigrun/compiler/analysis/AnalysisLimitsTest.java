package dev.sigrun.compiler.analysis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import dev.sigrun.compiler.CompilerOptions;
import dev.sigrun.compiler.diagnostic.Diagnostic;
import dev.sigrun.compiler.diagnostic.DiagnosticSink;
import dev.sigrun.compiler.language.FieldResolver;
import dev.sigrun.compiler.language.QueryContext;
import dev.sigrun.compiler.language.kql.analysis.KqlAnalyzer;
import dev.sigrun.compiler.language.kql.syntax.KqlParser;
import dev.sigrun.compiler.query.QueryProgram;
import dev.sigrun.compiler.schema.Schema;
import dev.sigrun.compiler.schema.UnknownFields;
import dev.sigrun.compiler.source.SourceText;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Short queries that mean a lot of clauses are refused in time. */
class AnalysisLimitsTest {
  @ParameterizedTest
  @ValueSource(strings = {"*: ", "", "*.name: ", "zz*: "})
  void refusesTooManyFields(String field) {
    String query =
        IntStream.range(0, 21_000)
            .mapToObj(i -> field + "v" + i)
            .collect(Collectors.joining(" or "));
    DiagnosticSink sink = new DiagnosticSink();
    FieldResolver fields = new FieldResolver(Schema.bundled(), UnknownFields.KEYWORD);
    assertTimeoutPreemptively(
        Duration.ofSeconds(60),
        () ->
            assertThat(
                    KqlParser.parse(SourceText.of("query", query), sink)
                        .flatMap(q -> KqlAnalyzer.analyze(q, fields, sink)))
                .isEmpty());
    assertThat(sink.diagnostics()).extracting(d -> d.code()).containsOnlyOnce("KQL115");
  }

  /** Each expression is small enough, all of them joined, as a server does it, are not. */
  @Test
  void refusesListsOfRegularExpressionsThatAreTooLargeTogether() {
    String query =
        IntStream.range(0, 3_000)
            .mapToObj(i -> "\"a" + i + "[bc]+x\"")
            .collect(Collectors.joining(", ", "any where process.name regex~ (", ")"));
    assertThat(codes(query)).containsExactly("EQL116");
  }

  /** Looking for conditions that exclude each other takes time in proportion to their number. */
  @Test
  void checksManyExclusionsInTime() {
    String query =
        IntStream.range(0, 15_000)
            .mapToObj(i -> "not process.args : \"a" + i + "*\"")
            .collect(Collectors.joining(" and ", "process where ", ""));
    assertTimeoutPreemptively(Duration.ofSeconds(30), () -> assertThat(codes(query)).isEmpty());
  }

  private static List<String> codes(String eql) {
    DiagnosticSink sink = new DiagnosticSink();
    FieldResolver fields = new FieldResolver(Schema.bundled(), UnknownFields.KEYWORD);
    QueryProgram.analyze(
        SourceText.of("query", eql),
        CompilerOptions.defaults().languages().byId("eql").orElseThrow(),
        new QueryContext(fields, QueryContext.EVENT_CATEGORY),
        sink);
    return sink.diagnostics().stream().map(Diagnostic::code).toList();
  }
}
