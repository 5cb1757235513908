package dev.sigrun.compiler.schema;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sigrun.compiler.diagnostic.DiagnosticSink;
import dev.sigrun.compiler.document.Diagnosed;
import dev.sigrun.compiler.schema.MappingParameter.Effect;
import dev.sigrun.compiler.source.SourceText;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Walks the table of what becomes of each parameter of a mapping. */
class MappingParameterTest {
  /** For each parameter that counts, a field with it and the same field without it. */
  private static final Map<MappingParameter, List<String>> COUNTING =
      Map.ofEntries(
          counts(MappingParameter.ANALYZER, "text", "\"powershell_script_analyzer\""),
          counts(MappingParameter.COPY_TO, "keyword", "\"b\""),
          counts(MappingParameter.DYNAMIC, "object", "false"),
          counts(MappingParameter.ENABLED, "object", "false"),
          counts(MappingParameter.FIELDS, "keyword", "{\"x\": {\"type\": \"text\"}}"),
          counts(MappingParameter.FORMAT, "date", "\"epoch_second\""),
          counts(MappingParameter.IGNORE_ABOVE, "keyword", "5"),
          counts(MappingParameter.NORMALIZER, "keyword", "\"lowercase\""),
          counts(MappingParameter.NULL_VALUE, "long", "5"),
          Map.entry(
              MappingParameter.PATH,
              List.of("\"type\": \"alias\", \"path\": \"b\"", "\"type\": \"keyword\"")),
          counts(MappingParameter.PROPERTIES, "object", "{\"x\": {\"type\": \"text\"}}"),
          counts(MappingParameter.SCALING_FACTOR, "scaled_float", "10"),
          Map.entry(MappingParameter.TYPE, List.of("\"type\": \"keyword\"", "\"type\": \"long\"")),
          counts(MappingParameter.VALUE, "constant_keyword", "\"v\""));

  /** For each parameter that may be named, a field that makes it so. */
  private static final Map<MappingParameter, String> NAMED =
      Map.ofEntries(
          Map.entry(MappingParameter.ANALYZER, "\"type\": \"text\", \"analyzer\": \"french\""),
          Map.entry(MappingParameter.COERCE, "\"type\": \"long\", \"coerce\": false"),
          Map.entry(
              MappingParameter.DOC_VALUES,
              "\"type\": \"keyword\", \"doc_values\": false, \"index\": \"false\""),
          Map.entry(MappingParameter.FORMAT, "\"type\": \"date\", \"format\": \"week_date\""),
          Map.entry(MappingParameter.INDEX, "\"type\": \"text\", \"index\": false"),
          Map.entry(
              MappingParameter.INDEX_OPTIONS, "\"type\": \"text\", \"index_options\": \"docs\""),
          Map.entry(
              MappingParameter.LOCALE,
              "\"type\": \"date\", \"format\": \"dd MMM yyyy\", \"locale\": \"fr\""),
          Map.entry(
              MappingParameter.NORMALIZER, "\"type\": \"keyword\", \"normalizer\": \"ascii\""),
          Map.entry(
              MappingParameter.POSITION_INCREMENT_GAP,
              "\"type\": \"text\", \"position_increment_gap\": 0"),
          Map.entry(MappingParameter.SCRIPT, "\"type\": \"long\", \"script\": \"emit(1)\""),
          Map.entry(
              MappingParameter.SEARCH_ANALYZER,
              "\"type\": \"text\", \"search_analyzer\": \"whitespace\""),
          Map.entry(
              MappingParameter.SEARCH_QUOTE_ANALYZER,
              "\"type\": \"text\", \"search_quote_analyzer\": \"whitespace\""),
          Map.entry(
              MappingParameter.SPLIT_QUERIES_ON_WHITESPACE,
              "\"type\": \"keyword\", \"split_queries_on_whitespace\": true"));

  private static Map.Entry<MappingParameter, List<String>> counts(
      MappingParameter parameter, String type, String value) {
    String without = "\"type\": \"" + type + "\"";
    String with = without + ", \"" + parameter.spelling() + "\": " + value;
    return Map.entry(parameter, List.of(with, without));
  }

  @ParameterizedTest
  @EnumSource
  void isWhatTheTableSays(MappingParameter parameter) {
    boolean counts =
        parameter.effect() == Effect.HONOURED || parameter.effect() == Effect.HONOURED_IF_KNOWN;
    boolean named =
        parameter.effect() == Effect.NAMED || parameter.effect() == Effect.HONOURED_IF_KNOWN;
    assertThat(COUNTING.containsKey(parameter)).isEqualTo(counts);
    assertThat(NAMED.containsKey(parameter)).isEqualTo(named);
    if (counts) {
      List<String> pair = COUNTING.get(parameter);
      assertThat(describe(pair.get(0))).isNotEqualTo(describe(pair.get(1)));
    }
    if (named) {
      assertThat(read(NAMED.get(parameter)).remarksOf("a"))
          .singleElement()
          .asString()
          .contains(parameter == MappingParameter.DOC_VALUES ? "index" : parameter.spelling());
    }
    if (parameter.effect() == Effect.NONE) {
      for (String type : List.of("keyword", "text", "long", "date", "nested")) {
        String plain = "\"type\": \"" + type + "\"";
        String with = plain + ", \"" + parameter.spelling() + "\": \"x\"";
        assertThat(describe(with)).isEqualTo(describe(plain));
      }
    }
  }

  @Test
  void normalizersOfTheIndexAreLookedUp() {
    String index =
        """
        {"i": {"settings": {"index": {"analysis": {"normalizer": {
          "low": {"type": "custom", "filter": ["lowercase"]},
          "lowercase_ascii": {"type": "custom", "filter": ["lowercase", "asciifolding"]}}}}},
         "mappings": {"properties": {
          "a": {"type": "keyword", "normalizer": "low"},
          "b": {"type": "keyword", "normalizer": "lowercase_ascii"}}}}}
        """;
    Schema schema = schema(index);
    assertThat(schema.typeOf("a")).contains(FieldType.LOWERCASE_KEYWORD);
    assertThat(schema.typeOf("b")).contains(FieldType.KEYWORD);
    assertThat(schema.remarksOf("b")).hasSize(1);
  }

  /** All that queries can notice of a field and of those around it. */
  private static Set<String> describe(String field) {
    Schema schema = read(field);
    return Stream.of(schema, schema.complete())
        .flatMap(
            each ->
                Stream.concat(each.names().stream(), Stream.of("a", "a.unknown"))
                    .map(name -> describe(each, name)))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static String describe(Schema schema, String name) {
    return name
        + schema.isComplete()
        + schema.typeOf(name)
        + schema.readingOf(name)
        + schema.sourceOf(name)
        + schema.mayHold(name)
        + schema.remarksOf(name);
  }

  private static Schema read(String field) {
    return schema("{\"properties\": {\"a\": {" + field + "}, \"b\": {\"type\": \"keyword\"}}}");
  }

  private static Schema schema(String text) {
    DiagnosticSink sink = new DiagnosticSink();
    Schema schema = SchemaReader.read(SourceText.of("index.json", text), sink).orElseThrow();
    assertThat(Diagnosed.all(sink)).isEmpty();
    return schema;
  }

  @Test
  void spellingsAreUnique() {
    assertThat(MappingParameter.spellings()).hasSize(MappingParameter.values().length);
    assertThat(Arrays.stream(MappingParameter.values()).map(MappingParameter::spelling))
        .allSatisfy(s -> assertThat(MappingParameter.of(s)).isPresent());
  }
}
