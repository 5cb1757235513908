package dev.sigrun.compiler.analysis;

import dev.sigrun.compiler.diagnostic.DiagnosticSink;
import dev.sigrun.compiler.document.DataValue;
import dev.sigrun.compiler.document.JsonReader;
import dev.sigrun.compiler.ir.Predicate;
import dev.sigrun.compiler.language.FieldResolver;
import dev.sigrun.compiler.language.eql.analysis.EqlAnalyzer;
import dev.sigrun.compiler.language.eql.syntax.EqlParser;
import dev.sigrun.compiler.language.filter.FilterAnalyzer;
import dev.sigrun.compiler.language.kql.analysis.KqlAnalyzer;
import dev.sigrun.compiler.language.kql.syntax.KqlParser;
import dev.sigrun.compiler.schema.FieldType;
import dev.sigrun.compiler.schema.Schema;
import dev.sigrun.compiler.schema.UnknownFields;
import dev.sigrun.compiler.source.SourceText;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** Prints the meaning of queries with a small schema, or else the reports. */
final class Analyses {
  private static final Schema SCHEMA =
      Schema.of(
          Map.ofEntries(
              Map.entry("event.category", FieldType.KEYWORD),
              Map.entry("k", FieldType.KEYWORD),
              Map.entry("g", FieldType.KEYWORD),
              Map.entry("w", FieldType.WILDCARD),
              Map.entry("c", FieldType.CONSTANT_KEYWORD),
              Map.entry("low", FieldType.LOWERCASE_KEYWORD),
              Map.entry("t", FieldType.TEXT),
              Map.entry("tk", FieldType.TEXT),
              Map.entry("tk.raw", FieldType.KEYWORD),
              Map.entry("s", FieldType.SCRIPT_TEXT),
              Map.entry("n", FieldType.LONG),
              Map.entry("byte", FieldType.BYTE),
              Map.entry("d", FieldType.DOUBLE),
              Map.entry("f", FieldType.FLOAT),
              Map.entry("b", FieldType.BOOLEAN),
              Map.entry("date", FieldType.DATE),
              Map.entry("ip", FieldType.IP),
              Map.entry("flat", FieldType.FLATTENED),
              Map.entry("geo", FieldType.GEO_POINT),
              Map.entry("o.x", FieldType.KEYWORD),
              Map.entry("o.y", FieldType.KEYWORD),
              Map.entry("items", FieldType.NESTED),
              Map.entry("items.a", FieldType.KEYWORD),
              Map.entry("items.n", FieldType.LONG),
              Map.entry("items.in", FieldType.NESTED),
              Map.entry("items.in.z", FieldType.KEYWORD)),
          Map.of("alias", "k"));

  private static final FieldResolver CLOSED = new FieldResolver(SCHEMA, UnknownFields.UNMAPPED);
  private static final FieldResolver OPEN = new FieldResolver(SCHEMA, UnknownFields.KEYWORD);

  private Analyses() {}

  /**
   * Analyses one row.
   *
   * @param language {@code eql}, {@code kql} or {@code filter}; with {@code ?} after it if unknown
   *     fields are read
   */
  static String print(String language, String text) {
    FieldResolver fields = language.endsWith("?") ? OPEN : CLOSED;
    SourceText source = SourceText.of("query", text);
    DiagnosticSink sink = new DiagnosticSink();
    Optional<?> result =
        switch (language.replace("?", "")) {
          case "eql" ->
              EqlParser.parse(source, sink)
                  .flatMap(q -> EqlAnalyzer.analyze(q, fields, "event.category", sink));
          case "kql" ->
              KqlParser.parse(source, sink).flatMap(q -> KqlAnalyzer.analyze(q, fields, sink));
          case "filter" -> filter(source, fields, sink);
          default -> throw new IllegalArgumentException(language);
        };
    String reports =
        sink.diagnostics().stream()
            .map(d -> d.code() + "@" + d.position().column() + " " + d.message())
            .collect(Collectors.joining(" | "));
    String printed =
        result.map(r -> r.toString().replaceAll("\\s*\\n\\s*", " ")).orElse("").strip();
    return reports.isEmpty() ? printed : printed.isEmpty() ? reports : printed + " | " + reports;
  }

  private static Optional<Predicate> filter(
      SourceText source, FieldResolver fields, DiagnosticSink sink) {
    Optional<DataValue> value = JsonReader.read(source, sink);
    return value
        .flatMap(v -> FilterAnalyzer.analyze(List.of(v), fields, sink))
        .map(predicates -> Predicate.and(value.orElseThrow().origin(), predicates));
  }
}
