package dev.sigrun.compiler.index;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sigrun.compiler.ir.Field;
import dev.sigrun.compiler.ir.Predicate;
import dev.sigrun.compiler.ir.ValueType;
import dev.sigrun.compiler.ir.value.CaseSensitivity;
import dev.sigrun.compiler.ir.value.Regex;
import dev.sigrun.compiler.source.Origin;
import dev.sigrun.compiler.source.SourceText;
import dev.sigrun.runtime.internal.index.IndexSearch;
import dev.sigrun.runtime.internal.index.RuleIndex;
import dev.sigrun.runtime.internal.scan.EventScanner;
import dev.sigrun.runtime.internal.scan.KeyTrie;
import dev.sigrun.runtime.internal.scan.ScannedEvent;
import dev.sigrun.runtime.pattern.Wildcard;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Rules and events that are made to defeat the index cost no more than what they ask for. */
class HostileIndexTest {
  private static final int RULES = 1_000;
  private static final Origin ORIGIN = origin();
  private static final Field FIELD = Field.named("process.command_line", ValueType.KEYWORD);

  private static Origin origin() {
    SourceText source = SourceText.of("hostile", "x");
    return Origin.of(source, source.whole());
  }

  /** The index of some rules, with all that it takes to search it. */
  private static final class Searching {
    private final EventScanner scanner;
    private final ScannedEvent event;
    private final IndexSearch search;

    Searching(List<Predicate> rules) {
      RuleIndex index =
          RuleIndex.of(
              IndexWriter.write(rules.stream().map(List::of).toList(), Selectivity.builtIn()));
      KeyTrie keys = index.keys();
      scanner = new EventScanner(keys);
      event = new ScannedEvent(keys);
      search = index.newSearch(keys, event);
    }

    /** The number of rules that had to be checked for the event. */
    long checks(String json) {
      byte[] bytes = json.getBytes(StandardCharsets.UTF_8);
      long before = search.checkedCount();
      assertThat(scanner.scan(bytes, 0, bytes.length, event)).isTrue();
      search.search();
      return search.checkedCount() - before;
    }
  }

  private static Predicate like(String... patterns) {
    return new Predicate.WildcardMatch(
        ORIGIN,
        FIELD,
        Stream.of(patterns).map(Wildcard::parseEscaped).toList(),
        CaseSensitivity.INSENSITIVE);
  }

  private static Predicate.RegexMatch regex(int number) {
    return new Predicate.RegexMatch(
        ORIGIN,
        FIELD,
        Regex.lucene(".*(a|b)+[0-9]{" + (number % 20 + 1) + "}x", CaseSensitivity.INSENSITIVE));
  }

  static Stream<IntFunction<Predicate>> rules() {
    return Stream.of(
        i -> like("*" + "a".repeat(30) + i + "*", "*?" + i + "?a*"),
        i ->
            like(
                IntStream.range(0, 20)
                    .mapToObj(j -> "*aaaa*" + i + "x" + j)
                    .toArray(String[]::new)),
        HostileIndexTest::regex);
  }

  /** However often the event holds what a rule is filed under. */
  @ParameterizedTest
  @MethodSource("rules")
  void checksEachRuleOnceForAnEvent(IntFunction<Predicate> rule) {
    Searching searching = new Searching(IntStream.range(0, RULES).mapToObj(rule).toList());
    for (int length : new int[] {10, 1_000, 20_000}) {
      String run = "a".repeat(length);
      assertThat(searching.checks("{\"process.command_line\": \"" + run + "\"}"))
          .isLessThanOrEqualTo(RULES);
      assertThat(searching.checks("{\"process.command_line\": [\"" + run + "\", \"" + run + "\"]}"))
          .isLessThanOrEqualTo(RULES);
    }
  }

  /** Events that are all of another kind do not make the index grow without end. */
  @Test
  void makesFewPartsOfTheIndexForAFloodOfKinds() {
    Field action = Field.named("event.action", ValueType.KEYWORD);
    List<Predicate> rules =
        IntStream.range(0, 5_000)
            .<Predicate>mapToObj(
                i ->
                    new Predicate.StringIn(
                        ORIGIN, action, List.of("a" + i), CaseSensitivity.SENSITIVE))
            .toList();
    Searching searching = new Searching(rules);
    int events = 20_000;
    for (int i = 0; i < events; i++) {
      String values = "\"a" + i % 5_000 + "\", \"a" + (i * 7 + i / 5_000) % 5_000 + "\"";
      assertThat(searching.checks("{\"event.action\": [" + values + "]}")).isLessThanOrEqualTo(2);
    }
    assertThat(searching.search.contextCount()).isBetween(2_000L, 2_002L + events / 64);
  }
}
