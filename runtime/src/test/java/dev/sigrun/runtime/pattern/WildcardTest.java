package dev.sigrun.runtime.pattern;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sigrun.runtime.pattern.Wildcard.AnyOne;
import dev.sigrun.runtime.pattern.Wildcard.AnyRun;
import dev.sigrun.runtime.pattern.Wildcard.Literal;
import dev.sigrun.runtime.pattern.Wildcard.Segment;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WildcardTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = ' ',
      quoteCharacter = '`',
      value = {
        "abc abc true",
        "abc abcd false",
        "`` `` true",
        "`` a false",
        "* `` true",
        "** x true",
        "a* a true",
        "a* ba false",
        "*a ba true",
        "*a ab false",
        "*b* abc true",
        "*b* ac false",
        "a*c abc true",
        "a*a a false",
        "a*c ac true",
        "c?d cmd true",
        "c?d cd false",
        "c?d cmmd false",
        "? é true",
        "? 😀 true",
        "?? 😀 false",
        "?* `` false",
        "*? ab true",
        "a\\*b a\\zzb true",
        "a\\*b a*b false",
        "*\\temp\\*.exe C:\\temp\\a.exe true",
        "*ab*ab* abab true",
        "*ab*ab* aab false",
        "*ab*b ab false",
        "100%_* 100ab false",
        "a*?c abc true",
        "a*?c ac false",
        "*aab aaab true",
        "?*😀 a😀 true",
      })
  void matchesWholeValues(String pattern, String value, boolean expected) {
    assertThat(Wildcards.of(pattern).matches(value)).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ' ',
      quoteCharacter = '`',
      value = {
        "a\\*b a*b true",
        "a\\*b axb false",
        "a\\\\* a\\x true",
        "a\\?b a?b true",
        "a\\?b axb false",
        "foo\\*b* foo*bar true",
        "a\\ a\\ true",
        "\\q q true",
      })
  void backslashEscapesInTheEscapedForm(String pattern, String value, boolean expected) {
    assertThat(Wildcards.ofEscaped(pattern).matches(value)).isEqualTo(expected);
    assertThat(Wildcards.of(List.of(Wildcard.parseEscaped(pattern))).matches(value))
        .isEqualTo(expected);
  }

  @Test
  void ignoresCaseByCharacter() {
    assertThat(Wildcards.ignoringCase("Cmd*", "x").matches("CMD.EXE")).isTrue();
    assertThat(Wildcards.ignoringCase("*ÉCOLE").matches("l'école")).isTrue();
    assertThat(Wildcards.of("Cmd*").matches("CMD.EXE")).isFalse();
    assertThat(Wildcards.ignoringCaseEscaped("a\\*").matches("A*")).isTrue();
    assertThat(Wildcards.ignoringCase("straße").matches("STRASSE")).isFalse();
  }

  @Test
  void equalWhenTheMeaningIs() {
    assertThat(Wildcard.parse("a**b")).isEqualTo(Wildcard.parse("a*b"));
    assertThat(Wildcard.parse("*?")).isEqualTo(Wildcard.parse("?*"));
    assertThat(Wildcard.parse("*?*")).isEqualTo(Wildcard.parse("?*"));
    assertThat(Wildcard.of(List.of(new Literal("a"), new Literal("b"))))
        .isEqualTo(Wildcard.parse("ab"))
        .hasSameHashCodeAs(Wildcard.parse("ab"));
    assertThat(Wildcard.parse("a?")).isNotEqualTo(Wildcard.parse("a*"));
    assertThat(Wildcard.ofLiteral("a*")).isNotEqualTo(Wildcard.parse("a*"));
  }

  @Test
  void knowsItsShape() {
    assertThat(Wildcard.parse("**").isMatchAll()).isTrue();
    assertThat(Wildcard.parse("*?").isMatchAll()).isFalse();
    assertThat(Wildcard.parse("").literal()).contains("");
    assertThat(Wildcard.parse("ab").isLiteral()).isTrue();
    assertThat(Wildcard.parse("a*").literal()).isEmpty();
    assertThat(Wildcard.parse("a*?b").segments())
        .containsExactly(new Literal("a"), new AnyOne(), new AnyRun(), new Literal("b"));
    assertThat(Wildcard.parse("a\\*?").toEscapedString()).isEqualTo("a\\\\?*");
  }

  /** The plain recursive definition, on code points. */
  private static boolean matches(List<Segment> pattern, String value) {
    if (pattern.isEmpty()) {
      return value.isEmpty();
    }
    List<Segment> rest = pattern.subList(1, pattern.size());
    int first = value.isEmpty() ? 0 : Character.charCount(value.codePointAt(0));
    if (pattern.get(0) instanceof Literal literal) {
      return value.startsWith(literal.text())
          && matches(rest, value.substring(literal.text().length()));
    }
    if (pattern.get(0) instanceof AnyOne) {
      return first > 0 && matches(rest, value.substring(first));
    }
    return matches(rest, value) || (first > 0 && matches(pattern, value.substring(first)));
  }

  @Test
  void agreesWithThePlainDefinition() {
    String[] atoms = {"a", "b", "A", "*", "?", "*", "é", "😀", "\\"};
    for (long seed = 0; seed < 20_000; seed++) {
      Random random = new Random(seed);
      String pattern = random(random, atoms, 7);
      String value = random(random, new String[] {"a", "b", "a", "B", "é", "😀", "\\"}, 8);
      Wildcard wildcard = Wildcard.parse(pattern);
      assertThat(Wildcards.of(pattern).matches(value))
          .as("seed %d: %s on %s", seed, pattern, value)
          .isEqualTo(matches(wildcard.segments(), value));
      assertThat(Wildcards.ignoringCase("zzz", pattern).matches(value))
          .as("seed %d ignoring case: %s on %s", seed, pattern, value)
          .isEqualTo(
              matches(
                  Wildcard.parse(CaseFolding.fold(pattern)).segments(), CaseFolding.fold(value)));
      assertThat(Wildcard.parseEscaped(wildcard.toEscapedString())).isEqualTo(wildcard);
    }
  }

  private static String random(Random random, String[] atoms, int maxLength) {
    StringBuilder text = new StringBuilder();
    int length = random.nextInt(maxLength);
    for (int i = 0; i < length; i++) {
      text.append(atoms[random.nextInt(atoms.length)]);
    }
    return text.toString();
  }
}
