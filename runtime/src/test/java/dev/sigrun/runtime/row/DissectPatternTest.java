package dev.sigrun.runtime.row;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Texts taken apart as the parser of Elasticsearch 8.19.21 does. */
final class DissectPatternTest {
  /** Each value in brackets, in the order of the keys; "-" if the text does not match. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      ignoreLeadingAndTrailingWhitespace = false,
      value = {
        "%{a} %{b}|x y z|[x][y z]",
        "%{a} %{b}|x |[x][]",
        "%{a} %{b}| |[][]",
        "%{a} %{b}|x|-",
        "%{a}|x|[x]",
        "%{a}|''|-",
        "- %{a}|- |-",
        "%{a},%{b},|1,2|-",
        "%{a},%{b},|1,2,3|[1][2]",
        "%{a},,%{b}|1,,,2|[1][,2]",
        // A literal several times: empty values, or padding.
        "%{a},%{b},%{c}|,,|[][][]",
        "%{a},%{b},%{c}|,,,|[][][]",
        "%{a},%{b},%{c}|1,,3|[1][][3]",
        "%{a} %{b}-|x  y-|[x][]",
        "%{a->} %{b}|x   y|[x][y]",
        "%{a->},%{b},%{c}|,,,|-",
        // A key right behind another one is its literal.
        "%{a}%{b}|xyz|-",
        "%{a}-%{?skip}%{b}|x-abc|-",
        "%{a}%{b} %{c}|x%{b} z|[x][z]",
        "%{a}%{}%{b}|x%{}y|[x][y]",
        // Skipped and appended keys.
        "%{?a} %{} %{b}|x y z|[z]",
        "%{a} %{+a} %{b}|x y z|[x+y][z]",
        "%{+a/2} %{+a/1}|x y|[y+x]",
        "a%{é}é%{b}|aöéü|[ö][ü]",
      })
  void takesApart(String pattern, String text, String expected) {
    @Nullable Object[] found = DissectPattern.of(pattern, "+").apply(text);
    StringBuilder values = new StringBuilder();
    Arrays.stream(found).forEach(value -> values.append(value == null ? "-" : "[" + value + "]"));
    assertThat(values.toString().replaceAll("^-+$", "-")).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource({"%{a}%{b},a", "%{a}%{b} %{c},a c", "%{} %{?x} %{y->} %{+z/2},y z"})
  void namesWhatItReads(String pattern, String names) {
    assertThat(DissectPattern.of(pattern, "").names()).isEqualTo(List.of(names.split(" ")));
  }
}
