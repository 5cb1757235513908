package dev.sigrun.runtime.internal.index;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sigrun.runtime.internal.scan.EventScanner;
import dev.sigrun.runtime.internal.scan.KeyTrie;
import dev.sigrun.runtime.internal.scan.ScannedEvent;
import dev.sigrun.runtime.json.JsonValues;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/**
 * The index finds exactly the rules that could hold, as far as leaves decide. Fewer would lose
 * alerts, more would only cost time, but would mean that the index does not do what it is for. Of
 * rules that are nothing but their condition, it knows when that holds.
 */
class RuleIndexModelTest {
  private static final int EVENTS = 150;

  /** The number of events from which is learnt at a time. */
  private static final int LEARNT = 4;

  @Test
  void findsExactlyTheRulesThatCouldHold() {
    long found = 0;
    long certain = 0;
    long asked = 0;
    for (int seed = 0; seed < 250; seed++) {
      Random random = new Random(seed);
      RandomIndex model = new RandomIndex(random, 25);
      byte[] bytes = model.toBytes();
      // Every other one learns from the first few events already, again and again.
      Search search =
          new Search(
              seed % 2 == 0 ? RuleIndex.of(bytes) : new IndexReader(bytes, LEARNT, 2).read());
      List<Map<Integer, List<Object>>> events = new ArrayList<>();
      for (int i = 0; i < EVENTS; i++) {
        // Events that come again meet what was remembered about them.
        Map<Integer, List<Object>> event =
            i > 0 && random.nextInt(4) == 0
                ? events.get(random.nextInt(events.size()))
                : model.event();
        events.add(event);
        List<Integer> expected =
            IntStream.range(0, model.conditions().size())
                .filter(rule -> model.conditions().get(rule).mayHold(event))
                .boxed()
                .toList();
        List<Integer> actual = search.rules(event);
        if (!actual.equals(expected)) {
          assertThat(actual)
              .as("seed %s, event %s %s of %s", seed, i, event, model.conditions())
              .isEqualTo(expected);
        }
        List<Integer> sure =
            expected.stream()
                .filter(RandomIndex::isExact)
                .filter(rule -> model.conditions().get(rule).mustHold(event))
                .toList();
        assertThat(search.certain()).as("seed %s, event %s %s", seed, i, event).isEqualTo(sure);
        found += expected.size();
        certain += sure.size();
        asked += model.conditions().size();
      }
    }
    assertThat(found).isBetween(asked / 5, asked * 4 / 5);
    assertThat(certain).isBetween(found / 5, found / 2);
  }

  /** An index in use by one thread. */
  private static final class Search {
    private final EventScanner scanner;
    private final ScannedEvent scanned;
    private final IndexSearch search;
    private int found;

    Search(RuleIndex index) {
      KeyTrie.Builder keys = KeyTrie.builder();
      // In another order, so that paths and fields have different numbers.
      keys.path("another");
      for (int i = RandomIndex.names().size() - 1; i >= 0; i--) {
        keys.path(RandomIndex.names().get(i));
      }
      KeyTrie built = keys.build();
      this.scanner = new EventScanner(built);
      this.scanned = new ScannedEvent(built);
      this.search = index.newSearch(built, scanned);
    }

    List<Integer> rules(Map<Integer, List<Object>> event) {
      Map<String, Object> named = new LinkedHashMap<>();
      event.forEach(
          (path, values) ->
              named.put(
                  RandomIndex.names().get(path), values.size() == 1 ? values.get(0) : values));
      byte[] json = JsonValues.write(named).getBytes(StandardCharsets.UTF_8);
      assertThat(scanner.scan(json, 0, json.length, scanned)).isTrue();
      found = search.search();
      return IntStream.range(0, found).mapToObj(search::rule).toList();
    }

    /** Those that the last event satisfies for certain. */
    List<Integer> certain() {
      return IntStream.range(0, found).filter(search::isCertain).mapToObj(search::rule).toList();
    }
  }
}
