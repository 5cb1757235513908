package dev.sigrun.compiler.backend.splunk;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sigrun.compiler.backend.splunk.spl.Pcre;
import dev.sigrun.runtime.pattern.Regex;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LuceneToPcreTest {
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
  void matchesTheSameTexts(String regex) {
    for (boolean ignoreCase : List.of(false, true)) {
      Pcre.Alternative translated = LuceneToPcre.translate(regex, ignoreCase).orElseThrow();
      Regex expected = ignoreCase ? Regex.ignoringCase(regex) : Regex.of(regex);
      Pattern actual =
          Pattern.compile(Pcre.any(List.of(translated), ignoreCase).get(0), Pattern.UNICODE_CASE);
      for (String text : TEXTS) {
        assertThat(actual.matcher(text).find())
            .as("%s ignoring case: %s on '%s', as %s", regex, ignoreCase, text, actual)
            .isEqualTo(expected.matches(text));
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"~a", "a&b", "(a~b)*", "b|(a&b)", "a{0,10000}", "a{10000}"})
  void refusesWhatPerlDoesNotHave(String regex) {
    assertThat(LuceneToPcre.translate(regex, false)).isEmpty();
  }
}
