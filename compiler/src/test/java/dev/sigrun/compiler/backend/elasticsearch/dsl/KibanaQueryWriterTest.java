package dev.sigrun.compiler.backend.elasticsearch.dsl;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sigrun.compiler.diagnostic.DiagnosticSink;
import dev.sigrun.compiler.fidelity.Reasons;
import dev.sigrun.compiler.language.kql.syntax.KqlParser;
import dev.sigrun.compiler.schema.FieldType;
import dev.sigrun.compiler.schema.Schema;
import dev.sigrun.compiler.source.SourceText;
import dev.sigrun.conventions.SharedFiles;
import dev.sigrun.runtime.json.JsonFormatException;
import dev.sigrun.runtime.json.JsonValues;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** The Query DSL that Kibana makes of KQL, with and without the types of fields. */
class KibanaQueryWriterTest {
  @TestFactory
  Stream<DynamicTest> writesWhatKibanaSends() throws JsonFormatException {
    List<?> cases =
        (List<?>)
            Objects.requireNonNull(JsonValues.read(SharedFiles.text("conformance/kql-cases.json")));
    return cases.stream()
        .map(c -> JsonValues.asObject(c).orElseThrow())
        .filter(c -> c.get("dsl") != null && c.get("error") == null)
        .flatMap(c -> Stream.of(test(c, "dsl"), test(c, "dsl_no_fields")));
  }

  private static DynamicTest test(Map<String, @Nullable Object> c, String key) {
    Object written = c.get(key);
    Object expected = written == null ? c.get("dsl") : written;
    Schema schema = Schema.of(key.equals("dsl") ? types(c.get("schema")) : Map.of());
    return DynamicTest.dynamicTest(
        c.get("id") + " " + key + " " + c.get("query"),
        () -> {
          SourceText source = SourceText.of("query", String.valueOf(c.get("query")));
          Map<String, Object> actual =
              KqlParser.parse(source, new DiagnosticSink())
                  .orElseThrow()
                  .accept(new KibanaQueryWriter(schema, Reasons.none()));
          assertThat(JsonValues.read(JsonValues.write(actual))).isEqualTo(expected);
        });
  }

  private static Map<String, FieldType> types(@Nullable Object schema) {
    Map<String, FieldType> types = new HashMap<>();
    JsonValues.asObject(schema)
        .orElseThrow()
        .forEach((name, type) -> types.put(name, FieldType.of((String) type).orElseThrow()));
    return types;
  }
}
