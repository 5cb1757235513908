package dev.sigrun.compiler.backend.elasticsearch.dsl;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sigrun.compiler.conformance.Suites;
import dev.sigrun.compiler.diagnostic.DiagnosticSink;
import dev.sigrun.compiler.fidelity.Reasons;
import dev.sigrun.compiler.language.kql.syntax.KqlParser;
import dev.sigrun.compiler.schema.Schema;
import dev.sigrun.compiler.source.SourceText;
import dev.sigrun.runtime.json.JsonValues;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** The Query DSL that Kibana makes of KQL, with and without the types of fields. */
class KibanaQueryWriterTest {
  @TestFactory
  Stream<DynamicTest> writesWhatKibanaSends() {
    return Suites.objects(Suites.json(Suites.text("conformance/kql-cases.json"))).stream()
        .filter(c -> c.get("dsl") != null && c.get("error") == null)
        .flatMap(c -> Stream.of(test(c, "dsl"), test(c, "dsl_no_fields")));
  }

  private static DynamicTest test(Map<String, @Nullable Object> c, String key) {
    Object written = c.get(key);
    Object expected = written == null ? c.get("dsl") : written;
    Schema schema =
        key.equals("dsl") ? Schema.of(Suites.types(c.get("schema"))) : Schema.of(Map.of());
    return DynamicTest.dynamicTest(
        Suites.string(c, "id") + " " + key + " " + c.get("query"),
        () -> {
          SourceText source = SourceText.of("query", Suites.string(c, "query"));
          Map<String, Object> actual =
              KqlParser.parse(source, new DiagnosticSink())
                  .orElseThrow()
                  .accept(new KibanaQueryWriter(schema, Reasons.none()));
          assertThat(JsonValues.read(JsonValues.write(actual))).isEqualTo(expected);
        });
  }
}
