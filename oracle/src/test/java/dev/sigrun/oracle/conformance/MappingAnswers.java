package dev.sigrun.oracle.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sigrun.compiler.CompilerOptions;
import dev.sigrun.compiler.diagnostic.DiagnosticSink;
import dev.sigrun.compiler.ir.Predicate;
import dev.sigrun.compiler.ir.Query;
import dev.sigrun.compiler.language.FieldResolver;
import dev.sigrun.compiler.language.eql.analysis.EqlAnalyzer;
import dev.sigrun.compiler.language.eql.syntax.EqlParser;
import dev.sigrun.compiler.language.kql.analysis.KqlAnalyzer;
import dev.sigrun.compiler.language.kql.syntax.KqlParser;
import dev.sigrun.compiler.source.SourceText;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DynamicTest;

/**
 * Queries on events under a mapping, with their answers. A block has the mapping's properties,
 * events and queries, with the numbers of the events that each query selects. Queries that start
 * with {@code any where} are EQL; a block that starts with {@code dynamic} is a complete schema.
 */
final class MappingAnswers {
  static final Instant NOW = Instant.parse("2024-05-10T12:00:00Z");

  private MappingAnswers() {}

  /** A test for each query of the blocks. */
  static Stream<DynamicTest> tests(List<String> blocks) {
    List<Subject> subjects = new ArrayList<>();
    blocks.forEach(block -> addSubjects(block, subjects));
    return Subject.tests(subjects, NOW);
  }

  private static void addSubjects(String block, List<Subject> subjects) {
    List<String> queries = block.lines().filter(line -> line.contains(" =>")).toList();
    List<String> others = block.lines().filter(line -> !line.contains(" =>")).toList();
    boolean strict = others.get(0).startsWith("dynamic");
    String head = String.join("\n", others.subList(strict ? 1 : 0, others.size()));
    int events = head.indexOf("\n{");
    FieldResolver fields = fields(head.substring(0, events), strict);
    List<Map<String, @Nullable Object>> all =
        Suites.objects(
            Suites.json("[" + head.substring(events).strip().replaceAll("}\\s+\\{", "},{") + "]"));
    for (String line : queries) {
      String query = line.substring(0, line.lastIndexOf(" =>"));
      List<Integer> expected =
          Arrays.stream(line.substring(line.lastIndexOf("=>") + 2).strip().split(" "))
              .filter(number -> !number.isEmpty())
              .map(Integer::valueOf)
              .toList();
      DiagnosticSink sink = new DiagnosticSink();
      Optional<Predicate> predicate = analyze(query, fields, sink);
      assertThat(predicate).as("%s%n%s", query, sink.diagnostics()).isPresent();
      subjects.add(
          new Subject(
              query + " on " + head.lines().findFirst().orElseThrow(),
              predicate.get(),
              matcher ->
                  IntStream.range(0, all.size())
                      .filter(i -> matcher.matches(all.get(i)))
                      .boxed()
                      .toList(),
              expected));
    }
  }

  static FieldResolver fields(String properties, boolean strict) {
    String dynamic = strict ? "\"dynamic\": \"strict\", " : "";
    DiagnosticSink sink = new DiagnosticSink();
    SourceText text =
        SourceText.of("index.json", "{" + dynamic + "\"properties\": {" + properties + "}}");
    CompilerOptions options = CompilerOptions.defaults().withSchemas(List.of(text), false, sink);
    assertThat(sink.diagnostics()).isEmpty();
    return new FieldResolver(options.schema(), options.unknownFields());
  }

  static Optional<Predicate> analyze(String query, FieldResolver fields, DiagnosticSink sink) {
    SourceText text = SourceText.of("query", query);
    if (!query.startsWith("any where")) {
      return KqlParser.parse(text, sink).flatMap(tree -> KqlAnalyzer.analyze(tree, fields, sink));
    }
    return EqlParser.parse(text, sink)
        .flatMap(tree -> EqlAnalyzer.analyze(tree, fields, "event.category", sink))
        .map(analyzed -> ((Query.SingleEvent) analyzed).predicate());
  }
}
