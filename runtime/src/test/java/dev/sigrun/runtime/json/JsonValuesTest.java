package dev.sigrun.runtime.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
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

  @Test
  void copiesAreDeepAndUnmodifiable() {
    Map<String, Object> copy = JsonValues.copyOf(Map.of("a", Arrays.asList(1, null)));
    assertThat(copy).isEqualTo(Map.of("a", Arrays.asList(1, null)));
    assertThatThrownBy(() -> ((List<?>) copy.get("a")).remove(0))
        .isInstanceOf(UnsupportedOperationException.class);
  }
}
