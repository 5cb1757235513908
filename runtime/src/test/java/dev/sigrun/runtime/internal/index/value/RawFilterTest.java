package dev.sigrun.runtime.internal.index.value;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sigrun.runtime.internal.scan.EventScanner;
import dev.sigrun.runtime.internal.scan.KeyTrie;
import dev.sigrun.runtime.internal.scan.ScannedEvent;
import dev.sigrun.runtime.json.JsonValues;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Candidates by texts that an event holds in whichever value. */
class RawFilterTest {
  private static final String LETTERS = "abAB.: ";

  /** The length of the shortest text determines which positions are looked at. */
  @ParameterizedTest
  @ValueSource(ints = {5, 6, 7, 8, 9, 10, 11, 12, 15})
  void findsTheCandidatesOfAllTextsThatAnEventHolds(int shortest) {
    Random random = new Random(shortest);
    int found = 0;
    for (int round = 0; round < 200; round++) {
      Map<String, IntList> byText = new LinkedHashMap<>();
      for (int i = 0; i < 12; i++) {
        String text = text(random, shortest + random.nextInt(3)).toLowerCase(Locale.ROOT);
        byText.computeIfAbsent(text, ignored -> new IntList()).add(i);
      }
      for (int i = 0; i < 10; i++) {
        String value = text(random, random.nextInt(8));
        for (int j = random.nextInt(3); j > 0; j--) {
          List<String> texts = List.copyOf(byText.keySet());
          String text = texts.get(random.nextInt(texts.size()));
          value += random.nextBoolean() ? text : text.toUpperCase(Locale.ROOT);
          value += text(random, random.nextInt(4));
        }
        String json = JsonValues.write(Map.of("k".repeat(1 + random.nextInt(9)), value));
        TreeSet<Integer> expected = new TreeSet<>();
        byText.forEach(
            (text, filed) -> {
              if (json.toLowerCase(Locale.ROOT).contains(text)) {
                for (int each : filed.toArray()) {
                  expected.add(each);
                }
              }
            });
        assertThat(search(byText, json)).as(json).containsExactlyElementsOf(expected);
        found += expected.size();
      }
    }
    assertThat(found).isGreaterThan(1_000);
  }

  @Test
  void findsAllCandidatesWhereTextsMayBeHidden() {
    Map<String, IntList> byText = new LinkedHashMap<>();
    IntList filed = new IntList();
    filed.add(3);
    byText.put("some text", filed);
    assertThat(search(byText, "{\"a\":\"other\"}")).isEmpty();
    assertThat(search(byText, "{\"a\":\"\\u006fther\"}")).containsExactly(3);
  }

  @Test
  void doesNotExistWithoutTexts() {
    assertThat(RawFilter.of(Map.of(), null)).isNull();
  }

  private static String text(Random random, int length) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < length; i++) {
      text.append(i == 0 ? 'x' : LETTERS.charAt(random.nextInt(LETTERS.length())));
    }
    return text.toString();
  }

  private static TreeSet<Integer> search(Map<String, IntList> byText, String json) {
    byte[] bytes = (" " + json).getBytes(StandardCharsets.UTF_8);
    KeyTrie keys = KeyTrie.builder().build();
    ScannedEvent event = new ScannedEvent(keys);
    assertThat(new EventScanner(keys).scan(bytes, 1, bytes.length - 1, event)).isTrue();
    EventValues values = new EventValues(event, new IndexField[0], new int[0][]);
    values.begin();
    List<int[]> found = new ArrayList<>();
    RawFilter filter = RawFilter.of(byText, null);
    assertThat(filter).isNotNull();
    if (filter != null) {
      filter.search(values, found::add);
    }
    TreeSet<Integer> candidates = new TreeSet<>();
    for (int[] each : found) {
      for (int candidate : each) {
        candidates.add(candidate);
      }
    }
    return candidates;
  }
}
