package dev.sigrun.runtime.row;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What functions of rows do with values and patterns that are meant to break them. */
class RowBoundsTest {
  private static final Duration LONG = Duration.ofMinutes(1);

  /** Each backtracks without end, or calls itself for each character. */
  @ParameterizedTest
  @ValueSource(strings = {"(a+)+b", "(a|aa)+$b", "(.*a){30}b", "(a|b)*c", "((a)|(b))*+c"})
  void givesUpSearchesThatBacktrack(String regex) {
    JavaPattern pattern = JavaPattern.of(regex);
    String text = "a".repeat(100_000);
    assertTimeoutPreemptively(LONG, () -> assertGivesUp(pattern.replace(text, "x"), text));
  }

  /** Null if the search was given up, or the text where nothing matches. */
  private static void assertGivesUp(@Nullable Object result, String text) {
    assertThat(result == null || result.equals(text)).isTrue();
  }

  @Test
  void givesUpPatternsOfGrokThatBacktrack() {
    GrokPattern pattern = GrokPattern.of("(?<a>(a+)+)(?<b>(a+)+)b");
    assertTimeoutPreemptively(
        LONG, () -> assertThat(pattern.apply("a".repeat(50_000))).containsOnlyNulls());
    GrokPattern lazy = GrokPattern.of("%{DATA:a}%{DATA:b}%{DATA:c}%{DATA:d}!");
    assertTimeoutPreemptively(
        LONG, () -> assertThat(lazy.apply("x".repeat(50_000))).containsOnlyNulls());
  }

  @Test
  void takesTextsApartInLinearTime() {
    DissectPattern pattern = DissectPattern.of("%{a}, %{b->} %{+c} %{+c}", "-");
    Object[] parts = pattern.apply("1, " + "2" + " ".repeat(500_000) + "3 4");
    assertThat(parts).containsExactly("1", "2", "3-4");
    assertThat(pattern.apply(",".repeat(1_000_000))).containsOnlyNulls();
  }

  @Test
  void refusesPatternsThatGrowOrNest() {
    assertThatThrownBy(() -> GrokPattern.of("(".repeat(101) + ")".repeat(101)))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> GrokPattern.of("%{URI}".repeat(500)))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void makesNoTextsOfAnyLength() {
    assertThat(RowTexts.space(Integer.MAX_VALUE)).isNull();
    assertThat(RowTexts.repeat("ab", Long.MAX_VALUE)).isNull();
    assertThat(RowTexts.repeat("", Long.MAX_VALUE)).isEqualTo("");
    assertThat(RowTexts.repeat("ab", -1)).isNull();
    String half = "x".repeat(600_000);
    assertThat(RowTexts.concat(half, half)).isNull();
    assertThat(RowLists.concat(List.of(half, half), ",")).isNull();
    assertThat(RowTexts.split(",".repeat(10_000), ",")).isNull();
    assertThat(JavaPattern.of("x").replace(half, "xx")).isNull();
    assertThat(RowLists.zip(List.of(half, "a"), half)).isNull();
    assertThat(RowEncodings.toBase64("x".repeat(1_000_000))).isNull();
    assertThat(RowEncodings.urlEncode("%".repeat(400_000))).isNull();
    assertThat(RowEncodings.urlEncodeComponent(" ".repeat(400_000))).isNull();
  }

  @Test
  void findsTextsInLinearTime() {
    String text = "a".repeat(1_000_000);
    String part = "a".repeat(500_000) + "b";
    assertTimeoutPreemptively(LONG, () -> assertThat(RowTexts.locate(text, part)).isEqualTo(0));
    assertTimeoutPreemptively(
        LONG, () -> assertThat(RowTexts.contains(text, part)).isEqualTo(false));
    Random random = new Random(1);
    for (int i = 0; i < 2_000; i++) {
      String where = letters(random, 400);
      String what = letters(random, 33 + random.nextInt(20));
      int start = random.nextInt(where.length());
      String inside = where.substring(start, Math.min(where.length(), start + 40));
      int from = random.nextInt(50);
      assertThat(TextSearch.indexOf(where, what, from)).isEqualTo(where.indexOf(what, from));
      assertThat(TextSearch.indexOf(where, inside, from)).isEqualTo(where.indexOf(inside, from));
    }
  }

  private static String letters(Random random, int length) {
    return random
        .ints(length, 'a', 'c')
        .mapToObj(Character::toString)
        .collect(Collectors.joining());
  }

  @Test
  void reversesInLinearTime() {
    assertThat(RowTexts.reverse("ae\u0301\uD83D\uDE00x")).isEqualTo("x\uD83D\uDE00e\u0301a");
    String marks = "x" + "\u0301".repeat(500_000);
    assertTimeoutPreemptively(LONG, () -> assertThat(RowTexts.reverse(marks)).isEqualTo(marks));
  }

  @Test
  void readsNoFormatsOfAnyLength() {
    assertThat(RowDates.format("y".repeat(257), 0L)).isNull();
    assertThat(RowDates.parse("[".repeat(100_000), "2026")).isNull();
    assertThat(RowDates.format("yyyy", 0L)).isEqualTo("1970");
  }

  /** What is small by itself is too much for one event if it is repeated. */
  @Test
  void endsWhatTakesTooManySteps() {
    List<Integer> numbers = IntStream.range(0, 50_000).boxed().toList();
    String text = "x".repeat(1_000_000);
    JavaPattern pattern = JavaPattern.of("(x+)+y");
    List<Supplier<@Nullable Object>> functions =
        List.of(
            () -> RowLists.sort(numbers),
            () -> RowLists.max(numbers),
            () -> RowLists.contains(numbers, 7),
            () -> RowTexts.toLower(text),
            () -> RowTexts.locate(text, "y"),
            () -> RowTexts.repeat("x", 1_000_000),
            () -> RowLogic.equal(text, "x".repeat(1_000_000)),
            () -> RowConversions.toText(numbers),
            () -> RowEncodings.hash("md5", text),
            () -> pattern.replace(text, ""));
    for (Supplier<@Nullable Object> function : functions) {
      assertTimeoutPreemptively(
          LONG,
          () ->
              assertThatThrownBy(() -> repeat(function))
                  .isInstanceOf(RowBudget.ExceededException.class)
                  .hasMessage("The rows of one event take more than 10000000 steps."));
    }
  }

  private static void repeat(Supplier<@Nullable Object> function) {
    RowBudget.begin();
    for (int i = 0; i < 100_000; i++) {
      Object result = function.get();
      assertThat(result == null || !result.equals(List.of())).isTrue();
    }
  }

  @Test
  void makesNoListsOfAnyLength() {
    List<Integer> list = IntStream.range(0, 60_000).boxed().toList();
    assertThat(RowLists.append(list, list)).isNull();
    assertThat(RowLists.union(list, list)).isNull();
    assertTimeoutPreemptively(
        LONG,
        () ->
            assertThat(RowLists.intersects(list, Collections.nCopies(60_000, -1)))
                .isEqualTo(false));
  }

  @Test
  void hasNoResultBeyondATypeAndByZero() {
    assertThat(RowNumbers.add(Integer.MAX_VALUE, 1)).isNull();
    assertThat(RowNumbers.subtract(Long.MIN_VALUE, 1L)).isNull();
    assertThat(RowNumbers.multiply(Long.MAX_VALUE, 2L)).isNull();
    assertThat(RowNumbers.multiply(1e300, 1e300)).isNull();
    assertThat(RowNumbers.divide(1, 0)).isNull();
    assertThat(RowNumbers.modulo(1L, 0L)).isNull();
    assertThat(RowNumbers.divide(1.0, 0.0)).isNull();
    assertThat(RowNumbers.negate(Integer.MIN_VALUE)).isNull();
    assertThat(RowNumbers.round(1.5, Long.MAX_VALUE)).isEqualTo(1.5);
    assertThat(RowNumbers.round(Long.MAX_VALUE, -18)).isEqualTo(9_000_000_000_000_000_000L);
    assertThat(RowNumbers.round(Long.MAX_VALUE, -19)).isEqualTo(0L);
    assertThat(RowConversions.toInteger(3e9)).isNull();
    assertThat(RowConversions.toLong("1e400")).isNull();
    assertThat(RowConversions.toDouble("9".repeat(100_000))).isNull();
    assertThat(RowConversions.toInteger(List.of("7", "x", "2.5"))).isEqualTo(List.of(7, 3));
  }

  @Test
  void hasNoDatesOutOfRange() {
    Span years = Span.ofMonths(Integer.MAX_VALUE);
    assertThat(RowDates.plus(0L, years)).isNotNull();
    assertThat(RowDates.plus(Long.MAX_VALUE, Span.ofDays(1))).isNull();
    assertThat(RowDates.plus(Long.MAX_VALUE, years)).isNull();
    assertThat(RowDates.trunc(Span.of(Duration.ZERO), 1L)).isNull();
    assertThat(RowDates.diff("ms", 0L, Long.MAX_VALUE)).isNull();
    assertThat(RowDates.diff("nanoseconds", Long.MIN_VALUE, Long.MAX_VALUE)).isNull();
    assertThat(RowDates.parse("2026-02-30")).isNull();
    assertThat(RowDates.parse("{", "2026")).isNull();
    assertThat(years.plus(years)).isEqualTo(years);
  }

  @Test
  void readsHostileJson() {
    assertThat(RowEncodings.jsonExtract("[".repeat(100_000), "a")).isNull();
    assertThat(RowEncodings.jsonExtract("{\"a\":[1]}", "a[99999999999]")).isNull();
    assertThat(RowEncodings.jsonExtract("{\"a\":{\"b.c\":[1,\"x\"]}}", "$.a['b.c'][1]"))
        .isEqualTo("x");
    assertThat(RowEncodings.urlDecode("%zz")).isNull();
  }

  /** A list is not a value, and where it stands nothing before it decides. */
  @Test
  void comparesNoLists() {
    List<Boolean> list = List.of(true, true);
    assertThat(RowLogic.equal(List.of("a", "a"), "a")).isNull();
    assertThat(RowLogic.and(false, null)).isEqualTo(false);
    assertThat(RowLogic.and(false, list)).isNull();
    assertThat(RowLogic.and(list, false)).isNull();
    assertThat(RowLogic.and(false, list, false)).isEqualTo(false);
    assertThat(RowLogic.or(true, list)).isNull();
    assertThat(RowLogic.or(null, true)).isEqualTo(true);
    assertThat(RowLogic.in("a", "b", null)).isNull();
    assertThat(RowLogic.in("a", null, "a")).isEqualTo(true);
  }
}
