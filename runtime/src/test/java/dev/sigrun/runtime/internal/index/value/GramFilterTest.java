package dev.sigrun.runtime.internal.index.value;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class GramFilterTest {
  private static final String START = "\u00fe";
  private static final String END = "\u00ff";

  @Test
  void findsWhatStringsContain() {
    long seed = 3;
    Random random = new Random(seed);
    int hits = 0;
    for (int i = 0; i < 20_000; i++) {
      int least = GramFilter.LEAST + random.nextInt(6);
      int letters = 2 + random.nextInt(3);
      Map<Literal, IntList> byLiteral = new LinkedHashMap<>();
      String[] texts = new String[1 + random.nextInt(random.nextInt(10) == 0 ? 400 : 20)];
      for (int j = 0; j < texts.length; j++) {
        texts[j] = literal(random, least + random.nextInt(6), letters);
        byLiteral.computeIfAbsent(new Literal(bytes(texts[j]), 1), any -> new IntList()).add(j);
      }
      String value = START + text(random, random.nextInt(60), letters) + END;
      TreeSet<Integer> expected = new TreeSet<>();
      for (int j = 0; j < texts.length; j++) {
        if (value.contains(texts[j])) {
          expected.add(j);
        }
      }
      hits += expected.size();
      GramCounts counts = random.nextBoolean() ? counts(random, letters) : null;
      GramFilter filter = Objects.requireNonNull(GramFilter.of(byLiteral, counts));
      assertThat(found(filter, value))
          .as("seed %s: %s in %s", seed, List.of(texts), value)
          .isEqualTo(expected);
      assertThat(filter.weight()).isPositive();
    }
    assertThat(hits).isGreaterThan(20_000);
  }

  private static GramCounts counts(Random random, int letters) {
    GramCounts counts = new GramCounts();
    byte[] bytes = bytes(text(random, random.nextInt(100), letters));
    counts.add(bytes, 0, bytes.length);
    return counts;
  }

  private static TreeSet<Integer> found(GramFilter filter, String value) {
    // Bytes around the value belong to others.
    byte[] bytes = bytes("ab" + value + "ab" + "\0".repeat(FoldedText.SLACK));
    TreeSet<Integer> found = new TreeSet<>();
    filter.search(bytes, 2, 2 + value.length(), filed -> Arrays.stream(filed).forEach(found::add));
    return found;
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.ISO_8859_1);
  }

  private static String literal(Random random, int length, int letters) {
    return switch (random.nextInt(5)) {
      case 0 -> START + text(random, length - 1, letters);
      case 1 -> text(random, length - 1, letters) + END;
      case 2 -> START + text(random, length - 2, letters) + END;
      default -> text(random, length, letters);
    };
  }

  private static String text(Random random, int length, int letters) {
    StringBuilder text = new StringBuilder();
    while (text.length() < length) {
      text.append("abcd".charAt(random.nextInt(letters)));
    }
    return text.toString();
  }
}
