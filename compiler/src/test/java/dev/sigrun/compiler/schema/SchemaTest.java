package dev.sigrun.compiler.schema;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class SchemaTest {
  @ParameterizedTest
  @CsvSource({
    "process.name, keyword, process.name",
    "process.name.caseless, lowercase_keyword, process.name",
    "process.executable.caseless, lowercase_keyword, process.executable",
    "process.command_line, wildcard, process.command_line",
    "process.name.text, match_only_text, process.name",
    "user.name.keyword, keyword, user.name",
    "message, match_only_text, message",
    "message.keyword, keyword, message",
    "process, object, process",
    "dll.code_signature, object, dll.code_signature",
    "source.ip, ip, source.ip",
    "source.ip.text, , source.ip.text",
    "@timestamp, date, @timestamp",
    "powershell.file.script_block_text, script_text, powershell.file.script_block_text",
    "log.syslog.structured_data.x.y, keyword, log.syslog.structured_data.x.y",
    "no.such.field, , no.such.field",
    "process.nam, , process.nam",
  })
  void bundledSchemaKnowsTypes(String name, String type, String source) {
    Schema schema = Schema.bundled();
    assertThat(schema.typeOf(name).map(FieldType::spelling)).isEqualTo(Optional.ofNullable(type));
    assertThat(schema.sourceOf(name)).isEqualTo(source);
  }

  @Test
  void nestedParentIsTheInnermost() {
    Schema schema =
        Schema.of(
            Map.of(
                "a", FieldType.NESTED,
                "a.b.c", FieldType.NESTED,
                "a.b.c.d", FieldType.KEYWORD,
                "x.y", FieldType.LONG));
    assertThat(schema.nestedParentOf("a.b.c.d")).contains("a.b.c");
    assertThat(schema.nestedParentOf("a.b.c")).contains("a");
    assertThat(schema.nestedParentOf("a")).isEmpty();
    assertThat(schema.nestedParentOf("x.y")).isEmpty();
    assertThat(schema.typeOf("a.b")).contains(FieldType.OBJECT);
  }

  @ParameterizedTest
  @CsvSource({
    "process.parent.n*, 'process.parent.name'",
    "*.b.*, 'a.b.c'",
    "a.*, 'a.b.c,a.d'",
    "*, 'a.b.c,a.d,process.parent.name,process.pid'",
    "a.d, 'a.d'",
    "x*, ''",
  })
  void patternsNameFields(String pattern, String expected) {
    Schema schema =
        Schema.of(
            Map.of(
                "a", FieldType.NESTED,
                "a.b.c", FieldType.KEYWORD,
                "a.d", FieldType.LONG,
                "process.pid", FieldType.LONG,
                "process.parent.name", FieldType.KEYWORD));
    assertThat(String.join(",", schema.matching(pattern))).isEqualTo(expected);
  }

  @Test
  void starsDoNotBacktrackWithoutEnd() {
    String name = "a".repeat(5000);
    Schema schema = Schema.of(Map.of(name, FieldType.KEYWORD));
    assertThat(schema.matching("*a".repeat(500) + "b")).isEmpty();
  }

  @Test
  void laterSchemasWin() {
    Schema first = Schema.of(Map.of("a", FieldType.KEYWORD, "b", FieldType.KEYWORD));
    Schema second = Schema.of(Map.of("b", FieldType.LONG), Map.of("a", "b"));
    Schema both = first.extendedBy(second);
    assertThat(both.typeOf("a")).contains(FieldType.LONG);
    assertThat(both.sourceOf("a")).isEqualTo("b");
    assertThat(both.extendedBy(first).typeOf("a")).contains(FieldType.KEYWORD);
    assertThat(both.extendedBy(first).sourceOf("a")).isEqualTo("a");
  }

  @Test
  void suggestsTheClosestNames() {
    assertThat(Schema.bundled().suggestions("proces.name")).startsWith("process.name").hasSize(3);
    assertThat(Schema.bundled().suggestions("zzzzzzzzzzzzzzzz")).isEmpty();
  }

  @ParameterizedTest
  @EnumSource(FieldType.class)
  void spellingsAreRead(FieldType type) {
    assertThat(FieldType.of(type.spelling())).contains(type);
  }
}
