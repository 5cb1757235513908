package dev.sigrun.oracle.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sigrun.compiler.CompilerOptions;
import dev.sigrun.compiler.diagnostic.DiagnosticSink;
import dev.sigrun.compiler.ir.Expression;
import dev.sigrun.compiler.ir.Query;
import dev.sigrun.compiler.language.FieldResolver;
import dev.sigrun.compiler.language.eql.analysis.EqlAnalyzer;
import dev.sigrun.compiler.language.eql.syntax.EqlParser;
import dev.sigrun.compiler.schema.FieldType;
import dev.sigrun.compiler.schema.Schema;
import dev.sigrun.compiler.schema.SchemaReader;
import dev.sigrun.compiler.schema.UnknownFields;
import dev.sigrun.compiler.source.SourceText;
import dev.sigrun.conventions.SharedFiles;
import java.time.Instant;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.tomlj.Toml;
import org.tomlj.TomlArray;
import org.tomlj.TomlTable;

/** Elasticsearch's own EQL suite. */
class EndgameConformanceTest {
  private static final String FOLDER = "conformance/es-eql/";

  /**
   * The number of milliseconds before 1970 at which the timestamps of the data, in units of 100 ns,
   * start.
   */
  private static final long EPOCH_OFFSET_MILLIS = 11_644_473_600_000L;

  /** Functions with cases that some revisions of the suite leave out. */
  private static final String OPTIONAL = "between";

  @TestFactory
  Stream<DynamicTest> selectsTheSameEvents() {
    List<Results.Candidate> events = events();
    FieldResolver fields = endgame(events);
    List<Subject> subjects = new ArrayList<>();
    for (TomlTable entry : queries("test_queries.toml")) {
      if (analyzed(entry, fields) instanceof Query.SingleEvent query) {
        subjects.add(subject(entry, query, events));
      }
    }
    assertThat(subjects.size()).isEqualTo(94);
    return Subject.tests(subjects, Instant.EPOCH);
  }

  @TestFactory
  Stream<DynamicTest> findsTheSameSequences() {
    List<Results.Candidate> events = events();
    List<Correlated.Indexed> indexed =
        events.stream().map(e -> new Correlated.Indexed(e.id(), e.event())).toList();
    List<TomlTable> sequences =
        queries("test_queries.toml").stream()
            .filter(entry -> entry.getString("query", () -> "").strip().startsWith("sequence"))
            .toList();
    assertThat(sequences.size()).isEqualTo(39);
    return correlated(sequences, endgame(events), indexed, "serial_event_id");
  }

  @TestFactory
  Stream<DynamicTest> findsTheSameSequencesWithMissingEvents() {
    List<TomlTable> entries = queries("test_missing_events.toml");
    assertThat(entries.size()).isEqualTo(26);
    return correlated(
        entries, fields("missing-events"), indexed("sequence", "missing-events"), "sequence");
  }

  @TestFactory
  Stream<DynamicTest> findsTheSameSamples() {
    String[] indices = {"sample1", "sample2", "sample3"};
    List<TomlTable> entries = queries("test_sample.toml");
    assertThat(entries.size()).isEqualTo(25);
    return correlated(entries, fields(indices), indexed("id", indices), null);
  }

  @TestFactory
  Stream<DynamicTest> findsAsManySamplesOfAKey() {
    List<TomlTable> entries = queries("test_sample_multi.toml");
    assertThat(entries.size()).isEqualTo(9);
    return correlated(entries, fields("sample-multi"), indexed("id", "sample-multi"), null);
  }

  private static Stream<DynamicTest> correlated(
      List<TomlTable> entries,
      FieldResolver fields,
      List<Correlated.Indexed> events,
      @Nullable String tiebreaker) {
    CompilerOptions options = new CompilerOptions(fields.schema(), fields.unknownFields());
    String more = tiebreaker == null ? "" : "tiebreaker_field = \"" + tiebreaker + "\"";
    List<Correlated> subjects = new ArrayList<>();
    for (TomlTable entry : entries) {
      String name = entry.getString("name", () -> "");
      String query = entry.getString("query", () -> "").strip();
      long samples = entry.getLong("max_samples_per_key", () -> 1L);
      TomlArray keys = entry.getArrayOrEmpty("join_keys");
      subjects.add(
          new Correlated(
              name,
              Correlated.rule(subjects.size(), name, query, options, more),
              events,
              new Correlated.Limit(entry.getLong("size", () -> 50L), (int) samples),
              accepted(entry.getArrayOrEmpty("expected_event_ids")),
              IntStream.range(0, keys.size()).mapToObj(keys::getString).toList()));
    }
    return Correlated.tests(subjects);
  }

  /** One list of ids, or several of which each will do. */
  private static List<List<Integer>> accepted(TomlArray expected) {
    return !expected.isEmpty() && expected.get(0) instanceof TomlArray
        ? IntStream.range(0, expected.size())
            .mapToObj(expected::getArray)
            .map(EndgameConformanceTest::ids)
            .toList()
        : List.of(ids(expected));
  }

  private static List<Integer> ids(TomlArray ids) {
    return IntStream.range(0, ids.size()).mapToObj(i -> (int) ids.getLong(i)).toList();
  }

  /** The events of some indices after each other, each with a time and with dates to be read. */
  private static List<Correlated.Indexed> indexed(String idField, String... indices) {
    List<Correlated.Indexed> events = new ArrayList<>();
    for (String index : indices) {
      Map<String, DateTimeFormatter> formats = formats(index);
      for (Map<String, @Nullable Object> event : Suites.objects(Suites.json(data(index)))) {
        Map<String, @Nullable Object> read = new HashMap<>(event);
        read.putIfAbsent("@timestamp", 0);
        formats.forEach(
            (field, format) ->
                read.computeIfPresent(
                    field, (name, date) -> LocalDate.parse(date.toString(), format).toString()));
        events.add(
            new Correlated.Indexed(((Number) event.getOrDefault(idField, 0)).intValue(), read));
      }
    }
    return events;
  }

  /** Fields whose dates have a form of their own, which only an index knows. */
  private static Map<String, DateTimeFormatter> formats(String index) {
    Map<String, DateTimeFormatter> formats = new HashMap<>();
    Matcher dates =
        Pattern.compile("\"([^\"]+)\"\\s*:\\s*\\{[^{}]*\"format\"\\s*:\\s*\"([dMy-]+)\"")
            .matcher(mappingText(index));
    while (dates.find()) {
      formats.put(dates.group(1), DateTimeFormatter.ofPattern(dates.group(2), Locale.ROOT));
    }
    return formats;
  }

  private static String data(String index) {
    return SharedFiles.text(FOLDER + index + ".data").replaceAll("(?m)^\\s*//.*$", "");
  }

  @TestFactory
  Stream<DynamicTest> foldsFunctions() {
    TomlTable functions = toml("test_string_functions.toml");
    return functions.keySet().stream()
        .flatMap(
            function -> {
              TomlArray tests = functions.getArray(List.of(function, "fold", "tests"));
              return tests == null
                  ? Stream.of()
                  : tables(tests).stream()
                      .filter(test -> !(function.equals(OPTIONAL) && isOptional(test)))
                      .map(EndgameConformanceTest::folds);
            });
  }

  private static boolean isOptional(TomlTable test) {
    return !test.contains("expected")
        || "between(\"welcome to the planet\", \"\", \"\", false)"
            .equals(test.getString("expression"))
        || "between(\"welcome to the planet\", \"\", \"planet\", false)"
            .equals(test.getString("expression"));
  }

  private static DynamicTest folds(TomlTable test) {
    String expression = test.getString("expression", () -> "");
    return DynamicTest.dynamicTest(
        expression,
        () -> {
          DiagnosticSink sink = new DiagnosticSink();
          FieldResolver fields = new FieldResolver(Schema.of(Map.of()), UnknownFields.UNMAPPED);
          Optional<Expression> folded =
              EqlParser.parseExpression(SourceText.of("expression", expression), sink)
                  .flatMap(e -> EqlAnalyzer.fold(e, fields, sink));
          assertThat(folded).as("%s %s", expression, sink.diagnostics()).isPresent();
          assertThat(plain(folded.orElseThrow())).isEqualTo(plain(test.get("expected")));
        });
  }

  private static @Nullable Object plain(@Nullable Object value) {
    if (value instanceof Expression expression) {
      return expression instanceof Expression.Constant constant ? plain(constant.value()) : null;
    }
    return value instanceof Integer number ? (Object) number.longValue() : value;
  }

  private static Subject subject(
      TomlTable entry, Query.SingleEvent query, List<Results.Candidate> events) {
    long size = entry.getLong("size", () -> 50L);
    List<Query.Pipe> pipes = new ArrayList<>(query.pipes());
    pipes.add(new Query.Pipe(Query.Pipe.Kind.HEAD, size));
    return new Subject(
        entry.getString("name") + " " + entry.getString("query"),
        query.predicate(),
        matcher -> Results.of(events, pipes, matcher),
        ids(entry.getArrayOrEmpty("expected_event_ids")));
  }

  private static Query analyzed(TomlTable entry, FieldResolver fields) {
    DiagnosticSink sink = new DiagnosticSink();
    String text = entry.getString("query", () -> "");
    Optional<Query> query =
        EqlParser.parse(SourceText.of(entry.getString("name", () -> ""), text), sink)
            .flatMap(tree -> EqlAnalyzer.analyze(tree, fields, "event.category", sink));
    assertThat(query).as("%s%n%s", text, sink.diagnostics()).isPresent();
    return query.orElseThrow();
  }

  private static List<Results.Candidate> events() {
    return SharedFiles.text(FOLDER + "endgame-140.ndjson")
        .lines()
        .map(line -> candidate(Suites.objects(Suites.json("[" + line + "]")).get(0)))
        .toList();
  }

  private static Results.Candidate candidate(Map<String, @Nullable Object> event) {
    long id = ((Number) event.getOrDefault("serial_event_id", 0L)).longValue();
    long ticks = ((Number) event.getOrDefault("timestamp", 0L)).longValue();
    long time = ticks / 10_000 - EPOCH_OFFSET_MILLIS;
    Map<String, @Nullable Object> complete = new HashMap<>(event);
    complete.put("@timestamp", time);
    return new Results.Candidate((int) id, time, Optional.of(id), complete);
  }

  private static FieldResolver endgame(List<Results.Candidate> events) {
    Schema dynamic = dynamicMapping(events.stream().map(Results.Candidate::event).toList());
    return new FieldResolver(dynamic.extendedBy(mapping("endgame-140")), UnknownFields.UNMAPPED);
  }

  private static FieldResolver fields(String... indices) {
    Schema schema = Schema.of(Map.of());
    for (String index : indices) {
      schema =
          schema
              .extendedBy(dynamicMapping(Suites.objects(Suites.json(data(index)))))
              .extendedBy(mapping(index));
    }
    return new FieldResolver(schema, UnknownFields.UNMAPPED);
  }

  /** The types for fields that the mapping lacks. */
  private static Schema dynamicMapping(List<Map<String, @Nullable Object>> events) {
    Map<String, FieldType> types = new HashMap<>();
    for (Map<String, @Nullable Object> event : events) {
      event.forEach(
          (name, value) ->
              types.put(name, value instanceof Number ? FieldType.LONG : FieldType.KEYWORD));
    }
    return Schema.of(types);
  }

  private static Schema mapping(String index) {
    DiagnosticSink sink = new DiagnosticSink();
    Optional<Schema> schema =
        SchemaReader.read(SourceText.of(index + ".json", mappingText(index)), sink);
    assertThat(schema).as("%s", sink.diagnostics()).isPresent();
    return schema.orElseThrow();
  }

  private static String mappingText(String index) {
    return SharedFiles.text(FOLDER + index + ".mapping")
        .replaceAll("(?m)^#.*$", "")
        .replace("[runtime_random_keyword_type]", "keyword");
  }

  private static List<TomlTable> queries(String file) {
    return tables(toml(file).getArrayOrEmpty("queries"));
  }

  private static List<TomlTable> tables(TomlArray array) {
    return IntStream.range(0, array.size()).mapToObj(array::getTable).toList();
  }

  private static TomlTable toml(String file) {
    return Toml.parse(SharedFiles.text(FOLDER + file));
  }
}
