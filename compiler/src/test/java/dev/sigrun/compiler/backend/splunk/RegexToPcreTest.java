package dev.sigrun.compiler.backend.splunk;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sigrun.compiler.backend.splunk.spl.Pcre;
import dev.sigrun.compiler.ir.value.CaseSensitivity;
import dev.sigrun.compiler.ir.value.Regex;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RegexToPcreTest {
  private static final List<String> TEXTS =
      List.of(
          "", "a", "b", "A", "ab", "abc", "aab", "a.b", "a|b", "a]b", "[", "^a$", "a\nb", "\\", "7",
          "x7", "a\"b", "\t", "é", "É", "😀", "_-", "a+", "z{2}", "zz", "aaa", "`$(", " ", "~a",
          "q&", "x12", "x07", "a20", "\u017f", "\u212a", "S", "s", "k");

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "a",
        ".*",
        ".+",
        "a.*",
        ".*b",
        "a|b",
        "(a|b)*",
        "a.b",
        "a\\.b",
        "[a-b]+",
        "[^a]",
        "a+?",
        "a*?b",
        "a{2,3}",
        "(ab)?c?",
        "\"a|b\"",
        "@",
        "#",
        "a#",
        "\\d",
        "x\\d",
        "\\w+",
        "\\s",
        "\\S+",
        "[\\d\\w]+",
        "\\\\",
        "\\[",
        "^a$",
        "a\\|b",
        "a\\]b",
        "a[\\]]b",
        ".*|b",
        "é",
        "()",
        "[\\[\\]^$]",
        "a[|]b",
        "`\\$\\(",
        "a+?+",
        "[`-~]",
        "(a|.*)\\+",
        "z\\{2\\}",
        "[_\\-]+",
        "é?.",
        "a<1-20>?",
        "x<07-12>",
        "[\\D]+",
        "[^\\w]",
        "[a-\\z]",
        "\\w\\W",
        "(ab|a)|b",
        "((a))",
        "(a|b)?c",
        "a{0,1}b",
        "[k-s]"
      })
  void matchesTheSameTexts(String text) {
    for (CaseSensitivity sensitivity : CaseSensitivity.values()) {
      boolean ignoreCase = sensitivity == CaseSensitivity.INSENSITIVE;
      Regex regex = Regex.lucene(text, sensitivity);
      Pcre.Alternative translated = RegexToPcre.translate(regex).orElseThrow();
      Pattern actual =
          Pattern.compile(Pcre.any(List.of(translated), ignoreCase).get(0), Pattern.UNICODE_CASE);
      for (String value : TEXTS) {
        assertThat(actual.matcher(value).find())
            .as("%s on '%s', as %s", regex, value, actual)
            .isEqualTo(regex.matches(value));
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"~a", "a&b", "(a~b)*", "b|(a&b)", "(){10000}"})
  void refusesWhatPerlDoesNotHave(String regex) {
    assertThat(RegexToPcre.translate(Regex.lucene(regex, CaseSensitivity.SENSITIVE))).isEmpty();
  }
}
