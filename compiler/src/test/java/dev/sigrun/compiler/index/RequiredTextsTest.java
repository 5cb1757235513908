package dev.sigrun.compiler.index;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sigrun.compiler.ir.value.Regex;
import dev.sigrun.runtime.pattern.CaseFolding;
import dev.sigrun.runtime.pattern.RegexNode;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Texts without which a regular expression matches nothing. */
class RequiredTextsTest {
  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '!',
      quoteCharacter = '`',
      value = {
        "-enc\\s+[A-Za-z0-9+/]{8,}        ! [[-enc]]",
        "(?i)FromBase64String             ! [[frombase64string]]",
        "FromBase64String                 ! [[frombase64string]]",
        "\\\\(cmd|powershell)\\.exe        ! [[\\cmd.exe, \\powershell.exe]]",
        "(abc|def).*(ghi|jkl)             ! [[abc, def], [ghi, jkl]]",
        "abc(?:x.*|yes)                   ! [[abc]]",
        "(?:abc.*|de)                     ! []",
        "(?:abc.*|def\\d+x)               ! [[abc, def]]",
        "[Cc][Mm][Dd]                     ! [[cmd]]",
        "a[bc]d                           ! [[abd, acd]]",
        "ab?cd                            ! [[abcd, acd]]",
        "(?:abc)*                         ! []",
        "(?:abc)+                         ! [[abc]]",
        "(?:ab){3}                        ! [[ababab]]",
        "(?:ab){2,}x                      ! [[abab]]",
        "[a-z]{3}                         ! []",
        "ab                               ! []",
        "^abc$                            ! [[abc]]",
        "a\\bbc                           ! [[abc]]",
        "\\x41\\x42\\x43                   ! [[abc]]",
        "été|É12                          ! [[é12, été]]",
        "😀😀                             ! [[😀😀]]",
        ".*                               ! []",
        "''                               ! []",
      })
  void areFound(String regex, String expected) {
    assertThat(sorted(RegexNode.search(regex))).hasToString(expected);
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '!',
      value = {
        "abc&def.*         ! [[abc], [def]]",
        "~(abc)            ! []",
        "abc~(def)ghi      ! [[abc], [ghi]]",
        "<1-20>abc         ! [[abc]]",
      })
  void areFoundInLucenesDialect(String regex, String expected) {
    assertThat(sorted(RegexNode.parse(regex, false))).hasToString(expected);
  }

  @Test
  void longTextsAreCutAndManyAreLeftOut() {
    assertThat(RequiredTexts.of(RegexNode.search("x".repeat(500))))
        .containsExactly(Set.of("x".repeat(40)));
    assertThat(RequiredTexts.of(RegexNode.search("[ab][cd][ef][gh][ij][kl]")))
        .allMatch(texts -> texts.size() <= 32);
    assertThat(RequiredTexts.of(RegexNode.search("(?:a{1000}){9}"))).isNotNull();
  }

  /** Every match contains one of the texts of each list. */
  @Test
  void areHeldByEveryMatch() {
    Random random = new Random(5);
    int matches = 0;
    int lists = 0;
    for (int i = 0; i < 3_000; i++) {
      Regex regex =
          Regex.search(
              regex(random, 3), random.nextBoolean() ? Set.of() : Set.of(Regex.Flag.IGNORE_CASE));
      List<Set<String>> required = RequiredTexts.of(regex.node());
      lists += required.size();
      for (int j = 0; j < 60 && !required.isEmpty(); j++) {
        String value = value(random);
        if (regex.matches(value)) {
          matches++;
          String folded = CaseFolding.fold(value);
          assertThat(required)
              .as("%s in %s", regex, value)
              .allMatch(texts -> texts.stream().anyMatch(folded::contains));
        }
      }
    }
    assertThat(matches).isGreaterThan(500);
    assertThat(lists).isGreaterThan(500);
  }

  private static String regex(Random random, int depth) {
    if (depth == 0) {
      return List.of("a", "B", "[ab]", "[^a]", ".", "é", "\\b", "ab", "aba").get(random.nextInt(9));
    }
    String first = regex(random, depth - 1);
    String second = regex(random, depth - 1);
    return switch (random.nextInt(7)) {
      case 0 -> "(?:" + first + "|" + second + ")";
      case 1 -> "(?:a" + first + ")?" + second;
      case 2 -> "(?:" + first + "a)+";
      case 3 -> "(?:" + first + "b){1,2}" + second;
      case 4 -> "^" + first + second;
      default -> first + second;
    };
  }

  private static String value(Random random) {
    StringBuilder value = new StringBuilder();
    int length = random.nextInt(14);
    for (int i = 0; i < length; i++) {
      value.append("abAB abÉ".charAt(random.nextInt(8)));
    }
    return value.toString();
  }

  private static List<Set<String>> sorted(RegexNode node) {
    return RequiredTexts.of(node).stream().<Set<String>>map(TreeSet::new).toList();
  }
}
