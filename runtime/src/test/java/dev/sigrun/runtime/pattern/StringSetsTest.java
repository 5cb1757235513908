package dev.sigrun.runtime.pattern;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class StringSetsTest {
  @Test
  void stringsAreOrderedByCodePoint() {
    assertThat(StringRange.compare("Foo", "foo")).isNegative();
    assertThat(StringRange.compare("a", "ab")).isNegative();
    assertThat(StringRange.compare("\uFFFD", "😀")).isNegative();
    assertThat(StringRange.compare("😀", "😁")).isNegative();
    assertThat(StringRange.compare("", "")).isZero();
    assertThat(StringRange.atLeast("b").contains("b")).isTrue();
    assertThat(StringRange.above("b").contains("b")).isFalse();
    assertThat(StringRange.between("a", true, "c", false).contains("bzz")).isTrue();
    assertThat(StringRange.between("a", true, "c", false).contains("c")).isFalse();
    assertThat(StringRange.atMost("c").contains("")).isTrue();
    assertThat(StringRange.below("c").contains("c")).isFalse();
  }

  @Test
  void stringSetsMayIgnoreCase() {
    assertThat(StringSet.of("Ab").contains("ab")).isFalse();
    assertThat(StringSet.of("Ab").contains("Ab")).isTrue();
    assertThat(StringSet.ignoringCase("Ab", "É").contains("aB")).isTrue();
    assertThat(StringSet.ignoringCase("Ab", "É").contains("é")).isTrue();
    assertThat(StringSet.ignoringCase("a*").contains("AB")).isFalse();
    assertThat(StringSet.of().contains("")).isFalse();
    assertThat(StringSet.of("x".repeat(70)).contains("x".repeat(71))).isFalse();
    assertThat(StringSet.of("x".repeat(70)).contains("x".repeat(70))).isTrue();
  }

  @Test
  void foldingAgreesWithJavaOnEveryChar() {
    for (int c = 0; c <= Character.MAX_VALUE; c++) {
      char folded = CaseFolding.fold((char) c);
      String original = Character.toString((char) c);
      assertThat(original.equalsIgnoreCase(Character.toString(folded))).as("char %d", c).isTrue();
      assertThat(CaseFolding.fold(folded)).as("char %d folded twice", c).isEqualTo(folded);
    }
    assertThat(CaseFolding.fold("abc")).isSameAs("abc");
  }
}
