package dev.sigrun.compiler.document;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.sigrun.compiler.diagnostic.DiagnosticSink;
import dev.sigrun.compiler.source.SourceText;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class JsonReaderTest {
  @Test
  void readsValuesWithPlaces() {
    String json =
        "\ufeff {\n \"a\\u0062\": [1, 2.5, true, null, 12345678901234567890],\n"
            + " \"c\": {\"d\": \"x\\n\\ud83d\\ude00\\\"y\"}}";
    SourceText source = SourceText.of("x.json", json);
    DataValue value = JsonReader.read(source, new DiagnosticSink()).orElseThrow();
    assertThat(value.plain())
        .isEqualTo(
            Map.of(
                "ab", List.of(1L, 2.5, true, Optional.empty(), 1.2345678901234567E19),
                "c", Map.of("d", "x\n\ud83d\ude00\"y")));
    assertThat(TextPlaces.check(source, value)).isEqualTo(6);
    DataValue.Entry ab = value.asTable().orElseThrow().entries().get("ab");
    assertThat(ab.key().text()).isEqualTo("\"a\\u0062\"");
    assertThat(ab.value().asArray().orElseThrow().values().get(1).origin().text()).isEqualTo("2.5");
  }

  static Stream<Arguments> mistakes() {
    return Stream.of(
        arguments("", "1:1 JSON001 Expected JSON, found an empty file."),
        arguments("{\"a\": 1,}", "1:9 JSON001 Expected JSON, found '}'."),
        arguments("{\"a\" 1}", "1:6 JSON001 Expected JSON, found '1'."),
        arguments("{\"a\": [1", "1:9 JSON001 Expected JSON, found the end of the file."),
        arguments(
            "{\n\"a\": 1,\n\"a\": 2}",
            "3:1 JSON002 Key 'a' is already defined on line 2. Remove one of the two."),
        arguments("{} {}", "1:4 JSON003 Expected the end of the file after the first value."));
  }

  @ParameterizedTest
  @MethodSource("mistakes")
  void pointsAtMistakes(String json, String expected) {
    DiagnosticSink sink = new DiagnosticSink();
    assertThat(JsonReader.read(SourceText.of("x.json", json), sink)).isEmpty();
    assertThat(Diagnosed.all(sink)).isEqualTo(expected);
  }

  @Test
  void deepNestingIsDiagnosed() {
    DiagnosticSink sink = new DiagnosticSink();
    JsonReader.read(SourceText.of("x.json", "[".repeat(100_000)), sink);
    assertThat(Diagnosed.all(sink))
        .isEqualTo(
            "1:65 JSON001 Expected JSON, found more than 64 objects and lists inside each other.");
  }

  @Test
  void everyKindIsProduced() {
    Set<String> produced =
        mistakes()
            .map(mistake -> ((String) mistake.get()[1]).split(" ")[1])
            .collect(Collectors.toCollection(TreeSet::new));
    assertThat(produced).isEqualTo(Diagnosed.codesOf(JsonReader.class));
  }
}
