package dev.sigrun.runtime.row;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.stream.Collectors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Texts taken apart as the library of Elasticsearch 8.19.21 does. */
final class GrokPatternTest {
  /** The values of the keys, in their order; "-" where there is none. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '@',
      ignoreLeadingAndTrailingWhitespace = false,
      value = {
        "%{IP:a}@x 0::1@0::1",
        "%{IP:a}@::ffff:1.2.3.4@::ffff:1",
        "%{IPV4:a}@010.0.0.1@010.0.0.1",
        "%{TIME:a}@110:20:30@10:20:30",
        "%{LOGLEVEL:a}@user@er",
        "%{UNIXPATH:a}@/b_\u0130 c@/b_\u0130",
        "%{SYSLOGPROG}@sshd[12]@sshd 12",
        // Ends of words, as texts of all languages have them; other classes are ASCII.
        "%{WORD:a}@\u00bd12 b@b",
        "(?<a>\\d+)@\u0663 4@4",
        "(?<a>[[:digit:]]+)@\u0663 4@\u0663",
        "(?<a>[[:^alpha:]]+)@\u00e91@1",
        "(?<a>[a[bc]]+)@xabc@abc",
        // Quantifiers.
        "(?<a>x{2}+)@xxxxx@xxxx",
        "(?<a>x{,2})@xxx@xx",
        "(?<a>x{2}?)y@xxxy@xx",
        "(?<a>x**)@xx@xx",
        "(?<a>{x})@{x}@{x}",
        // Flags hold up to the end of the group.
        "(?<a>(?i)b|c)@C@C",
        "(?<a>(?x)b [x] )@xbx@bx",
        "(?<a>^)@''@",
        "(?<a>\\u0061)@a@-",
        "(?<a>x)(?#y)@x@x",
      })
  void takesApart(String pattern, String text, String expected) {
    String found =
        Arrays.stream(GrokPattern.of(pattern).apply(text))
            .map(value -> value == null ? "-" : value.toString())
            .collect(Collectors.joining(" "));
    assertThat(found).isEqualTo(expected == null ? "" : expected);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "(?<a>x)\\1",
        "(?<a>x)\\k<a>",
        "\\Kx",
        "(?'a'x)",
        "(?~x)",
        "%{WORD:a=x}",
        "(x",
        "x)",
        "[x",
        "[[:none:]]",
        "%{NONE:a}",
        "x\\"
      })
  void refusesWhatItCannotTurn(String pattern) {
    assertThatThrownBy(() -> GrokPattern.of(pattern)).isInstanceOf(IllegalArgumentException.class);
  }
}
