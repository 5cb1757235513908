package dev.sigrun.runtime.internal.index.value;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class GramFilterTest {
  @Test
  void findsWhatStringsContain() {
    long seed = 3;
    Random random = new Random(seed);
    for (int i = 0; i < 5_000; i++) {
      int least = GramFilter.LEAST + random.nextInt(3);
      Map<Literal, IntList> byLiteral = new LinkedHashMap<>();
      String[] texts = new String[1 + random.nextInt(20)];
      for (int j = 0; j < texts.length; j++) {
        texts[j] = text(random, least + random.nextInt(6));
        IntList filed = new IntList();
        filed.add(j);
        byLiteral.put(new Literal(texts[j].getBytes(StandardCharsets.US_ASCII), 1), filed);
      }
      String value = text(random, random.nextInt(60));
      TreeSet<Integer> expected = new TreeSet<>();
      for (int j = 0; j < texts.length; j++) {
        if (value.contains(texts[j])) {
          expected.add(j);
        }
      }
      assertThat(found(byLiteral, value))
          .as("seed %s: %s in %s", seed, List.of(texts), value)
          .isEqualTo(expected);
    }
  }

  private static TreeSet<Integer> found(Map<Literal, IntList> byLiteral, String value) {
    byte[] bytes = (value + "\0".repeat(FoldedText.SLACK)).getBytes(StandardCharsets.US_ASCII);
    TreeSet<Integer> found = new TreeSet<>();
    Objects.requireNonNull(GramFilter.of(byLiteral))
        .search(bytes, 0, value.length(), filed -> found.add(filed[0]));
    return found;
  }

  private static String text(Random random, int length) {
    StringBuilder text = new StringBuilder();
    while (text.length() < length) {
      text.append("abc".charAt(random.nextInt(3)));
    }
    return text.toString();
  }
}
