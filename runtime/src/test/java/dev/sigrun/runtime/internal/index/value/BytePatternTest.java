package dev.sigrun.runtime.internal.index.value;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sigrun.runtime.pattern.Wildcard;
import dev.sigrun.runtime.pattern.Wildcards;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BytePatternTest {
  @ParameterizedTest
  @CsvSource({
    "*b*c, abbc, true",
    "a?c, aéc, true",
    "a?c, a😀c, true",
    "a??c, a😀c, false",
    "ab*ba, aba, false",
    "*ab, ab, true",
    "*, ab, true",
    "É*, éa, true"
  })
  void matchesWholeTexts(String pattern, String text, boolean expected) {
    byte[] folded = FoldedText.fold(text);
    assertThat(BytePattern.of(Wildcard.parse(pattern), true).matches(folded, 0, folded.length))
        .isEqualTo(expected);
  }

  @Test
  void answersAsPatternsOfStringsDo() {
    long seed = 11;
    Random random = new Random(seed);
    for (int i = 0; i < 100_000; i++) {
      String pattern = random(random, List.of("a", "b", "B", "é", "😀", "*", "?"), 6);
      String text = random(random, List.of("a", "b", "B", "é", "É", "😀"), 8);
      boolean folded = random.nextBoolean();
      Wildcard wildcard = Wildcard.parse(pattern);
      byte[] bytes = folded ? FoldedText.fold(text) : FoldedText.encode(text);
      boolean expected =
          (folded ? Wildcards.ignoringCase(List.of(wildcard)) : Wildcards.of(List.of(wildcard)))
              .matches(text);
      assertThat(BytePattern.of(wildcard, folded).matches(bytes, 0, bytes.length))
          .as("seed %s: %s on %s", seed, pattern, text)
          .isEqualTo(expected);
    }
  }

  private static String random(Random random, List<String> parts, int most) {
    StringBuilder text = new StringBuilder();
    for (int i = random.nextInt(most + 1); i > 0; i--) {
      text.append(parts.get(random.nextInt(parts.size())));
    }
    return text.toString();
  }

  /** A literal at every byte of a value must not cause its pattern to be tried as often. */
  @Test
  void triesEachPatternOnceForAValue() {
    BytePattern[] patterns = new BytePattern[10];
    Arrays.setAll(patterns, i -> BytePattern.of(Wildcard.parseEscaped("*aaaa*b" + i), true));
    byte[] value = "a".repeat(10_000).getBytes(StandardCharsets.US_ASCII);
    PatternHits hits = new PatternHits();
    for (int round = 0; round < 2; round++) {
      hits.begin(patterns, value, 0, value.length);
      for (int position = 0; position < value.length; position++) {
        hits.add(new int[] {0, 3, 7});
      }
      assertThat(hits.tries()).isEqualTo(3);
      assertThat(hits.isMatched()).isFalse();
    }
  }
}
