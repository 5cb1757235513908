package dev.sigrun.oracle.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sigrun.compiler.CompilerOptions;
import dev.sigrun.compiler.diagnostic.DiagnosticSink;
import dev.sigrun.compiler.ir.Query;
import dev.sigrun.compiler.language.FieldResolver;
import dev.sigrun.compiler.language.eql.analysis.EqlAnalyzer;
import dev.sigrun.compiler.language.eql.syntax.EqlParser;
import dev.sigrun.compiler.schema.FieldType;
import dev.sigrun.compiler.schema.Schema;
import dev.sigrun.compiler.schema.UnknownFields;
import dev.sigrun.compiler.source.SourceText;
import dev.sigrun.conventions.SharedFiles;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestFactory;

/** EQL, with a closed schema where the case has one, else with types by use. */
@Tag("smoke")
class EqlConformanceTest {
  @TestFactory
  Stream<DynamicTest> selectsWhatElasticsearchSelects() {
    List<Subject> subjects = new ArrayList<>();
    cases(false)
        .forEach(
            c -> {
              if (analyzed(c) instanceof Query.SingleEvent query) {
                subjects.add(subject(c, query));
              }
            });
    assertThat(subjects.size()).isEqualTo(221);
    return Subject.tests(subjects, Instant.EPOCH);
  }

  @TestFactory
  Stream<DynamicTest> correlatesAsElasticsearchDoes() {
    List<Correlated> subjects = new ArrayList<>();
    cases(false)
        .filter(c -> !(analyzed(c) instanceof Query.SingleEvent))
        .forEach(c -> subjects.add(correlated(subjects.size(), c)));
    assertThat(subjects.size()).isEqualTo(72);
    return Correlated.tests(subjects);
  }

  private static Correlated correlated(int number, Map<String, @Nullable Object> c) {
    List<Correlated.Indexed> events = new ArrayList<>();
    for (Map<String, @Nullable Object> event : Suites.objects(c.get("events"))) {
      Map<String, @Nullable Object> timed = new HashMap<>(event);
      timed.putIfAbsent("@timestamp", 0);
      events.add(new Correlated.Indexed(events.size(), timed));
    }
    List<Integer> expected = new ArrayList<>();
    ((Iterable<?>) c.get("expected")).forEach(each -> expected.addAll(Suites.integers(each)));
    return new Correlated(
        name(c),
        Correlated.rule(
            number,
            name(c),
            Suites.string(c, "query"),
            options(c),
            "tiebreaker_field = \"event.sequence\""),
        events,
        Correlated.Limit.NONE,
        List.of(expected),
        List.of());
  }

  @TestFactory
  Stream<DynamicTest> refusesWhatElasticsearchRefuses() {
    return cases(true)
        .map(
            c ->
                DynamicTest.dynamicTest(
                    name(c),
                    () -> {
                      DiagnosticSink sink = new DiagnosticSink();
                      assertThat(analyze(c, sink)).as(name(c)).isEmpty();
                      assertThat(sink.hasErrors()).isTrue();
                    }));
  }

  private static Stream<Map<String, @Nullable Object>> cases(boolean refused) {
    return Suites.objects(Suites.json(SharedFiles.text("conformance/eql-cases.json"))).stream()
        .filter(c -> refused == Boolean.TRUE.equals(c.get("error")));
  }

  private static String name(Map<String, @Nullable Object> c) {
    return Suites.string(c, "id") + " " + c.get("query") + ": " + c.get("note");
  }

  private static Query analyzed(Map<String, @Nullable Object> c) {
    DiagnosticSink sink = new DiagnosticSink();
    Optional<Query> query = analyze(c, sink);
    assertThat(query).as("%s%n%s", name(c), sink.diagnostics()).isPresent();
    return query.orElseThrow();
  }

  private static Optional<Query> analyze(Map<String, @Nullable Object> c, DiagnosticSink sink) {
    CompilerOptions options = options(c);
    FieldResolver fields = new FieldResolver(options.schema(), options.unknownFields());
    SourceText source = SourceText.of(Suites.string(c, "id"), Suites.string(c, "query"));
    return EqlParser.parse(source, sink)
        .flatMap(query -> EqlAnalyzer.analyze(query, fields, "event.category", sink));
  }

  private static CompilerOptions options(Map<String, @Nullable Object> c) {
    Object schema = c.get("schema");
    Map<String, FieldType> types =
        schema == null ? new HashMap<>() : new HashMap<>(Suites.types(schema));
    types.put("event.category", FieldType.KEYWORD);
    types.put("@timestamp", FieldType.DATE);
    return new CompilerOptions(
        Schema.of(types), schema == null ? UnknownFields.KEYWORD : UnknownFields.UNMAPPED);
  }

  private static Subject subject(Map<String, @Nullable Object> c, Query.SingleEvent query) {
    List<Map<String, @Nullable Object>> events = Suites.objects(c.get("events"));
    List<Results.Candidate> candidates = new ArrayList<>();
    for (int i = 0; i < events.size(); i++) {
      Map<String, @Nullable Object> event = events.get(i);
      long time = event.get("@timestamp") instanceof Number n ? n.longValue() : 0;
      Optional<Long> tiebreaker =
          Optional.ofNullable((Number) event.get("event.sequence")).map(Number::longValue);
      candidates.add(new Results.Candidate(i, time, tiebreaker, event));
    }
    return new Subject(
        name(c),
        query.predicate(),
        matcher -> Results.of(candidates, query.pipes(), matcher),
        Suites.integers(c.get("expected")));
  }
}
