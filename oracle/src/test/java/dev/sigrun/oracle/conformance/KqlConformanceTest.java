package dev.sigrun.oracle.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sigrun.compiler.diagnostic.DiagnosticSink;
import dev.sigrun.compiler.ir.Predicate;
import dev.sigrun.compiler.language.FieldResolver;
import dev.sigrun.compiler.language.kql.analysis.KqlAnalyzer;
import dev.sigrun.compiler.language.kql.syntax.KqlParser;
import dev.sigrun.compiler.schema.Schema;
import dev.sigrun.compiler.schema.UnknownFields;
import dev.sigrun.compiler.source.SourceText;
import dev.sigrun.conventions.SharedFiles;
import dev.sigrun.oracle.predicate.Engine;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestFactory;

/**
 * KQL with a closed schema: queries that Kibana or Elasticsearch refuse are refused, all others
 * select.
 */
@Tag("smoke")
class KqlConformanceTest {
  private static final Instant NOW = Instant.parse("2024-05-10T12:00:00Z");

  @TestFactory
  Stream<DynamicTest> selectsWhatElasticsearchSelects() {
    List<Subject> subjects =
        cases(false).map(c -> subject(c, analyze(c, new DiagnosticSink()))).toList();
    assertThat(subjects.size()).isEqualTo(180);
    return Subject.tests(subjects, NOW);
  }

  @TestFactory
  Stream<DynamicTest> refusesWhatElasticsearchRefuses() {
    List<Map<String, @Nullable Object>> refused = cases(true).toList();
    assertThat(refused.size()).isEqualTo(40);
    return refused.stream()
        .map(
            c ->
                DynamicTest.dynamicTest(
                    Suites.string(c, "id") + " " + Suites.string(c, "query"),
                    () -> {
                      DiagnosticSink sink = new DiagnosticSink();
                      assertThat(analyze(c, sink)).as("%s", c.get("note")).isEmpty();
                      assertThat(sink.hasErrors()).isTrue();
                    }));
  }

  private static Stream<Map<String, @Nullable Object>> cases(boolean refused) {
    return Suites.objects(Suites.json(SharedFiles.text("conformance/kql-cases.json"))).stream()
        .filter(c -> refused == Boolean.TRUE.equals(c.get("error")));
  }

  private static Optional<Predicate> analyze(Map<String, @Nullable Object> c, DiagnosticSink sink) {
    FieldResolver fields =
        new FieldResolver(Schema.of(Suites.types(c.get("schema"))), UnknownFields.UNMAPPED);
    SourceText source = SourceText.of(Suites.string(c, "id"), Suites.string(c, "query"));
    return KqlParser.parse(source, sink).flatMap(query -> KqlAnalyzer.analyze(query, fields, sink));
  }

  private static Subject subject(Map<String, @Nullable Object> c, Optional<Predicate> predicate) {
    String name = Suites.string(c, "id") + " " + c.get("query") + ": " + c.get("note");
    assertThat(predicate).as(name).isPresent();
    return new Subject(
        name,
        predicate.orElseThrow(),
        matcher -> selected(Suites.objects(c.get("events")), matcher),
        Suites.integers(c.get("expected")));
  }

  private static List<Integer> selected(
      List<Map<String, @Nullable Object>> events, Engine.Matcher matcher) {
    return IntStream.range(0, events.size())
        .filter(i -> matcher.matches(events.get(i)))
        .boxed()
        .toList();
  }
}
