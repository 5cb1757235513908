package dev.sigrun.compiler.schema;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.sigrun.compiler.diagnostic.DiagnosticSink;
import dev.sigrun.compiler.document.Diagnosed;
import dev.sigrun.compiler.source.SourceText;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class SchemaReaderTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"a\": {\"b\": \"long\"}, \"items\": \"nested\", \"items.x\": \"keyword\"}",
        "a.b = 'long'\nitems = 'nested'\n\"items.x\" = 'keyword'",
        "{\"mappings\": {\"dynamic\": false, \"properties\": {\"a\": {\"properties\": {\"b\":"
            + " {\"type\": \"long\"}}}, \"items\": {\"type\": \"nested\", \"properties\": {\"x\":"
            + " {\"type\": \"keyword\", \"ignore_above\": 1024}}}}}}",
        "{\"properties\": {\"a.b\": {\"type\": \"long\"}, \"items\": {\"type\": \"nested\"},"
            + " \"items.x\": {\"type\": \"keyword\"}}}",
        "{\"index-1\": {\"mappings\": {\"properties\": {\"a\": {\"properties\": {\"b\": {\"type\":"
            + " \"long\"}}}}}}, \"index-2\": {\"mappings\": {\"properties\": {\"items\": {\"type\":"
            + " \"nested\", \"properties\": {\"x\": {\"type\": \"keyword\"}}}}}}}",
      })
  void formsMeanTheSame(String text) {
    Schema schema = read(text);
    assertThat(schema.names()).containsExactly("a.b", "items.x");
    assertThat(schema.typeOf("a.b")).contains(FieldType.LONG);
    assertThat(schema.nestedParentOf("items.x")).contains("items");
  }

  @Test
  void mappingsGiveMultiFieldsAliasesAndAnalyzers() {
    Schema schema =
        read(
            """
            {"properties": {
              "name": {"type": "keyword", "fields": {
                "lower": {"type": "keyword", "normalizer": "lowercase"},
                "words": {"type": "text"}}},
              "script": {"type": "text", "analyzer": "powershell_script_analyzer"},
              "title": {"type": "alias", "path": "name"}}}
            """);
    assertThat(schema.typeOf("name.lower")).contains(FieldType.LOWERCASE_KEYWORD);
    assertThat(schema.typeOf("name.words")).contains(FieldType.TEXT);
    assertThat(schema.sourceOf("name.words")).isEqualTo("name");
    assertThat(schema.typeOf("script")).contains(FieldType.SCRIPT_TEXT);
    assertThat(schema.typeOf("title")).contains(FieldType.KEYWORD);
    assertThat(schema.sourceOf("title")).isEqualTo("name");
  }

  static Stream<Arguments> mistakes() {
    return Stream.of(
        arguments(
            "x.json",
            "[]",
            "1:1 SCH001 A schema names fields and their types, but this is a list."),
        arguments("x.json", "{}", "1:1 SCH002 The schema contains no fields."),
        arguments(
            "x.json",
            "{\"a\":\n {\"b\": \"keywrd\"}}",
            "2:8 SCH003 Unknown type 'keywrd' of field 'a.b'. Did you mean 'keyword'?"),
        arguments("x.toml", "a = 'string'", "1:5 SCH003 Unknown type 'string' of field 'a'."),
        arguments(
            "x.json",
            "{\"properties\": {\"a\": {\"type\": \"lnog\"}}}",
            "1:31 SCH003 Unknown type 'lnog' of field 'a'. Did you mean 'long'?"),
        arguments("x.toml", "a = 1", "1:5 SCH004 Field 'a' needs a type, not a whole number."),
        arguments(
            "x.json",
            "{\"mappings\": {\"properties\": {\"a\": {\"properties\": {\"b\": 1}}}}}",
            "1:56 SCH004 Field 'a.b' needs a mapping, not a whole number."),
        arguments(
            "x.json",
            "{\"a. .b\": \"long\"}",
            "1:2 SCH005 Field name 'a. .b' has control characters, or parts that are empty or"
                + " blank."),
        arguments(
            "x.json",
            "{\"properties\": {\"a\": {\"type\": \"keyword\", \"ignore_abov\": 5}}}",
            "1:42 SCH008 Unknown parameter 'ignore_abov' of field 'a'. Did you mean"
                + " 'ignore_above'?"),
        arguments(
            "x.json",
            "{\"a.b\": \"long\", \"a\": {\"b\": \"ip\"}}",
            "1:28 SCH006 Field 'a.b' has type 'ip' here but 'long' elsewhere in the file."),
        arguments(
            "x.json",
            "{\"properties\": {\"a\": {\"type\": \"alias\"}}}",
            "1:17 SCH007 Alias 'a' needs a 'path' with the name of its field."));
  }

  @ParameterizedTest
  @MethodSource("mistakes")
  void pointsAtMistakes(String name, String text, String expected) {
    DiagnosticSink sink = new DiagnosticSink();
    assertThat(SchemaReader.read(SourceText.of(name, text), sink).isPresent())
        .isEqualTo(!sink.hasErrors());
    assertThat(Diagnosed.all(sink)).isEqualTo(expected);
  }

  @Test
  void everyKindIsProduced() {
    Set<String> produced =
        mistakes()
            .map(mistake -> ((String) mistake.get()[2]).split(" ")[1])
            .collect(Collectors.toCollection(TreeSet::new));
    assertThat(produced).isEqualTo(Diagnosed.codesOf(SchemaReader.class, SchemaCollector.class));
  }

  private static Schema read(String text) {
    DiagnosticSink sink = new DiagnosticSink();
    return SchemaReader.read(SourceText.of("schema", text), sink)
        .orElseThrow(() -> new AssertionError(Diagnosed.all(sink)));
  }
}
