package dev.sigrun.runtime.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class JsonValuesTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"b\":1,\"a\":[true,false,null,\"x\\ny\"],\"c\":{}}",
        "9223372036854775808",
        "0.1000000000000000055511151231257827",
        "[]",
        "\"\\u0000é\"",
        "null",
      })
  void writesWhatItRead(String json) throws JsonFormatException {
    assertThat(JsonValues.write(JsonValues.read(json))).isEqualTo(json);
  }

  @Test
  void keepsNumbersExact() throws JsonFormatException {
    assertThat(JsonValues.read("[1,9223372036854775808,1.10]"))
        .isEqualTo(List.of(1L, new BigInteger("9223372036854775808"), new BigDecimal("1.10")));
  }

  @Test
  void printsOneMemberALine() {
    assertThat(JsonValues.writePretty(Map.of("a", List.of(1, 2))))
        .isEqualTo("{\n  \"a\": [\n    1,\n    2\n  ]\n}");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "{", "[1,]", "{} x", "nul", "{\"a\":1", "01"})
  void saysWhereTextIsNoJson(String json) {
    assertThatThrownBy(() -> JsonValues.read(json)).isInstanceOf(JsonFormatException.class);
  }

  @Test
  void refusesDeepNesting() {
    assertThatThrownBy(() -> JsonValues.read("[".repeat(100_000)))
        .isInstanceOf(JsonFormatException.class);
  }

  /** A limit that is exceeded, and the sentence about it, in which Jackson is not mentioned. */
  static Stream<Arguments> limits() {
    return Stream.of(
        arguments(
            "[".repeat(1_001) + "]".repeat(1_001),
            "Objects and lists are nested more than 1000 levels deep (line 1, column 1"),
        arguments(
            "{\"a\":".repeat(2_000), "Objects and lists are nested more than 1000 levels deep ("),
        arguments(
            "[1," + "7".repeat(1_001) + "]", "A number has more than 1000 characters (line 1, c"),
        arguments(
            "[0." + "7".repeat(2_000) + "]", "A number has more than 1000 characters (line 1, c"),
        arguments(
            "{\"" + "k".repeat(50_001) + "\":1}",
            "The name of a key has more than 50000 characters (line 1, column "),
        arguments(
            "\n\n[\"" + "x".repeat(20_100_000) + "\"]",
            "A text has more than 20000000 characters (line 3, column "));
  }

  @ParameterizedTest
  @MethodSource("limits")
  void saysWhichLimitATextExceeds(String json, String message) {
    for (ThrowingCallable reading :
        List.<ThrowingCallable>of(
            () -> JsonValues.read(json),
            () -> JsonValues.read(json.getBytes(StandardCharsets.UTF_8)))) {
      assertThatThrownBy(reading)
          .isInstanceOf(JsonFormatException.class)
          .hasMessageStartingWith(message)
          .hasMessageNotContaining("Constraints");
    }
  }

  @Test
  void copiesAreDeepAndUnmodifiable() {
    Map<String, Object> copy = JsonValues.copyOf(Map.of("a", Arrays.asList(1, null)));
    assertThat(copy).isEqualTo(Map.of("a", Arrays.asList(1, null)));
    assertThatThrownBy(() -> ((List<?>) copy.get("a")).remove(0))
        .isInstanceOf(UnsupportedOperationException.class);
  }
}
