package dev.sigrun.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import dev.sigrun.compiler.diagnostic.DiagnosticSink;
import dev.sigrun.compiler.document.TomlReader;
import dev.sigrun.compiler.project.ProjectKey;
import dev.sigrun.compiler.source.SourceText;
import dev.sigrun.runtime.json.JsonFormatException;
import dev.sigrun.runtime.json.JsonValues;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The JSON Schemas of rule, test, mapping and project files. */
class SchemasTest {
  private static final Path SCHEMAS = Path.of("..", "docs", "schemas");

  private static Schema schema(String kind) throws IOException {
    return SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
        .getSchema(Files.readString(SCHEMAS.resolve(kind + ".schema.json")), InputFormat.JSON);
  }

  private static List<String> errors(Schema schema, String toml) {
    DiagnosticSink sink = new DiagnosticSink();
    Object plain = TomlReader.read(SourceText.of("a.toml", toml), sink).orElseThrow().plain();
    assertThat(sink.diagnostics()).isEmpty();
    return schema.validate(JsonValues.write(plain), InputFormat.JSON).stream()
        .map(Object::toString)
        .toList();
  }

  private static List<Path> bundled(String ending) throws IOException {
    try (Stream<Path> files = Files.walk(Path.of("..", "rules"))) {
      return files
          .filter(file -> file.toString().endsWith(ending) && !file.toString().contains("target"))
          .sorted()
          .toList();
    }
  }

  @Test
  void bundledTestsFit() throws IOException {
    Schema schema = schema("test");
    List<Path> files = bundled(".test.toml");
    assertThat(files).hasSizeGreaterThan(20);
    for (Path file : files) {
      assertThat(errors(schema, Files.readString(file))).as(file.toString()).isEmpty();
    }
  }

  @Test
  void bundledRulesFit() throws IOException {
    Schema schema = schema("rule");
    List<Path> files =
        bundled(".toml").stream()
            .filter(file -> !file.toString().endsWith(".test.toml"))
            .filter(file -> contains(file, "[rule]"))
            .toList();
    assertThat(files).hasSizeGreaterThan(20);
    for (Path file : files) {
      assertThat(errors(schema, Files.readString(file))).as(file.toString()).isEmpty();
    }
  }

  private static boolean contains(Path file, String text) {
    try {
      return Files.readString(file).contains(text);
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  @Test
  void bundledMappingsFit() throws IOException {
    Schema schema = schema("mapping");
    for (String name : List.of("ecs-to-cim", "ecs-json")) {
      String path = "/dev/sigrun/compiler/mapping/" + name + ".toml";
      try (var stream = ProjectKey.class.getResourceAsStream(path)) {
        assertThat(stream).as(path).isNotNull();
        assertThat(errors(schema, new String(stream.readAllBytes(), StandardCharsets.UTF_8)))
            .as(name)
            .isEmpty();
      }
    }
  }

  @Test
  void expectationsFit() throws IOException {
    assertThat(
            errors(
                schema("expectations"),
                "[[expect]]\nrule = 'a'\nalerts = 3\n[[expect]]\nrule = '*'\nat_least = 1\nat_most = 2\n"
                    + "reason = 'b'\n"))
        .isEmpty();
  }

  @Test
  void theSchemaOfProjectsHasEveryKey() throws IOException, JsonFormatException {
    String text = Files.readString(SCHEMAS.resolve("project.schema.json"));
    Map<?, ?> root = (Map<?, ?>) JsonValues.read(text);
    assertThat(((Map<?, ?>) root.get("properties")).keySet().stream().map(String::valueOf))
        .containsExactlyElementsOf(
            Arrays.stream(ProjectKey.values()).map(ProjectKey::spelling).toList());
    assertThat(
            errors(
                schema("project"),
                "rules = 'a'\nschema = ['b']\nunknown_fields = 'keyword'\n[severity]\nKQL101 = 'off'\n"))
        .isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "project | rule = 'a' | 'rule'",
        "project | severity.KQL101 = 'of' | /severity/KQL101:",
        "project | unknown_fields = 'x' | /unknown_fields:",
        "project | schema_complete = 'yes' | /schema_complete:",
        "mapping | unmapped = 'maybe' | /unmapped:",
        "mapping | step = [{ rename = { a = 'b' }, drop = { a = 'b' } }] | /step/0:",
        "mapping | index = [{ pattern = 'a' }] | /index/0:",
        "test | base.a = 1 | 'case'",
        "test | case = [{ name = 'a', event = {} }] | 'expect'",
        "test | case = [{ name = 'a', event = {}, fixture = 'f', expect = 'none' }]"
            + " | /case/0:",
        "test | case = [{ name = 'a', event = {}, expect = 'maybe' }] | /case/0/expect:",
        "rule | metadata.creation_date = '2026-01-01' | /metadata/creation_date:",
        "rule | rule.type = 'eqll' | /rule/type:",
        "rule | rule.severity = 'grave' | /rule/severity:",
        "expectations | expect = [{ rule = 'a' }] | /expect/0:",
        "expectations | expect = [{ rule = 'a', alerts = 1, at_most = 2 }] | /expect/0:",
        "expectations | expect = [{ rule = 'a', alerts = -1 }] | /expect/0/alerts:",
        "expectations | expect = [{ alerts = 1 }] | 'rule'"
      })
  void mistakesAreFound(String kind, String toml, String error) throws IOException {
    assertThat(errors(schema(kind), toml.replace('\'', '"')))
        .anySatisfy(found -> assertThat(found).contains(error));
  }
}
