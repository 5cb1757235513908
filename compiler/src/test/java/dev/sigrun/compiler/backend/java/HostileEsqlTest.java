package dev.sigrun.compiler.backend.java;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sigrun.runtime.MatchListener;
import dev.sigrun.runtime.RuleSet;
import dev.sigrun.runtime.event.Event;
import dev.sigrun.runtime.rule.Rule;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Queries in ES|QL that could become Java that does not compile, or that never ends. */
class HostileEsqlTest {
  private static final String EVENT =
      """
      {"user":{"name":"root","id":["a","b"]},"process":{"pid":7},"source":{"ip":"10.0.0.7"}}
      """;

  /** What follows FROM, and whether the event satisfies it. */
  static Stream<Arguments> queries() {
    String longName = "x".repeat(90);
    return Stream.of(
        Arguments.of("WHERE 1 IS NOT NULL AND -5.5 IS NOT NULL AND NOT \"a\" IS NULL", true),
        Arguments.of("WHERE NOW() IS NULL OR (user.name IS NULL) IS NULL", false),
        Arguments.of("WHERE KQL(\"user.name: root\") IS NOT NULL", true),
        Arguments.of("WHERE CASE(true IS NULL, 1, NOT 2 IS NULL, 2) == 2", true),
        Arguments.of(
            "EVAL `class` = 1, `int` = 2, `_` = 3 | WHERE `class` + `int` + `_` == 6", true),
        Arguments.of("EVAL row = 1, event = 2, `Rows` = 3, rows = 4 | WHERE row + rows == 5", true),
        Arguments.of("MV_EXPAND user.id | EVAL rows = user.id | WHERE rows == \"b\"", true),
        Arguments.of(
            "DISSECT user.name \"%{N1}t\" | DISSECT user.name \"%{N2}o\" | WHERE N1 == \"roo\""
                .replace("N", longName),
            true),
        Arguments.of("WHERE MV_CONTAINS(user.id, [\"a\", \"b\"])", true),
        Arguments.of("EVAL x = [3, 5] | WHERE MV_MAX(x) == 5 AND MV_COUNT(x) == 2", true),
        Arguments.of("WHERE process.pid IN (" + numbers(8_000) + ")", true),
        Arguments.of("WHERE process.pid NOT IN (" + numbers(100) + ", null)", false),
        Arguments.of("WHERE process.pid + 1 IN (" + numbers(60) + ")", true),
        Arguments.of(
            "WHERE source.ip IN (" + joined(5_000, ", ", "\"10.0.%d.7\"", 250) + ")", true),
        Arguments.of(
            "WHERE COALESCE(user.email, " + joined(8_000, ", ", "\"%d\"", 9) + ") == \"0\"", true),
        Arguments.of("WHERE GREATEST(process.pid, " + numbers(8_000) + ") == 7999", true),
        Arguments.of(
            "WHERE CASE(" + joined(4_000, ", ", "user.id IS NULL, %d", 7_000) + ", -1) == -1",
            true),
        Arguments.of("WHERE " + nested(18) + " == true", true),
        Arguments.of(
            "EVAL "
                + joined(12, ", ", "c%d = CONCAT(" + sums(24) + ")", 12)
                + " | WHERE LENGTH(c11) == 24",
            true),
        Arguments.of("EVAL x = user.id | MV_EXPAND user.id | MV_EXPAND x | WHERE x != \"y\"", true),
        Arguments.of("MV_EXPAND user.id | WHERE user.name : \"root\" AND user.id == \"b\"", true));
  }

  /** Queries whose rows, or what they compute, are too many for the event. */
  static Stream<String> endless() {
    String many = "EVAL s = SPLIT(REPEAT(\"x,\", 9000), \",\")";
    return Stream.of(
        many + joined(6, "", " | EVAL v%d = s | MV_EXPAND v%1$d", 6) + " | WHERE v0 == \"y\"",
        many + " | EVAL v = s | MV_EXPAND v | EVAL w = MV_SORT(s) | WHERE MV_FIRST(w) == \"y\"",
        many + " | MV_EXPAND s | WHERE REPEAT(\"y\", 1000000) LIKE \"*x\"",
        many + " | MV_EXPAND s | WHERE LENGTH(REPLACE(REPEAT(s, 1000), \"(x+)+y\", \"\")) == 1");
  }

  @ParameterizedTest
  @MethodSource("endless")
  @Timeout(60)
  void failForAnEventThatTakesTooManySteps(String query) throws Exception {
    RuleSet set = RuleSet.of(RuleJar.compile(java(query)).load());
    Event event = set.reader(() -> 0).read(EVENT.getBytes(StandardCharsets.UTF_8));
    List<String> failures = new ArrayList<>();
    set.match(
        event,
        new MatchListener() {
          @Override
          public void matched(Rule rule, Event of) {
            failures.add("matched");
          }

          @Override
          public void failed(Rule rule, Event of, RuntimeException problem) {
            failures.add(problem.getClass().getSimpleName());
          }
        });
    assertThat(failures).containsExactly("ExceededException");
  }

  @ParameterizedTest
  @MethodSource("queries")
  @Timeout(300)
  void becomeJavaThatEnds(String query, boolean matches) throws Exception {
    assertThat(GeneratedRules.matches(RuleJar.compile(java(query)).load(), EVENT))
        .hasSize(matches ? 1 : 0);
  }

  private static GeneratedJava java(String query) throws Exception {
    String toml =
        GeneratedRules.toml(
                GeneratedRules.ID, "A test", "esql", "FROM logs METADATA _id | " + query)
            .replace("type = \"query\"", "type = \"esql\"")
            .replace("index = [\"logs-*\"]\n", "");
    return GeneratedRules.emit(GeneratedRules.analyze("rules/test.toml", toml));
  }

  private static String numbers(int count) {
    return joined(count, ", ", "%d", count);
  }

  private static String joined(int count, String separator, String format, int period) {
    return IntStream.range(0, count)
        .mapToObj(i -> format.formatted(i % period))
        .collect(Collectors.joining(separator));
  }

  /** Texts of one letter, each of about thirty parts. */
  private static String sums(int count) {
    String sum = "SUBSTRING(user.name, 1" + " + 0".repeat(11) + ", 1)";
    return String.join(", ", Collections.nCopies(count, sum));
  }

  /** A membership in a long list of one in a long list and so on. */
  private static String nested(int depth) {
    String condition = "process.pid == 7";
    for (int i = 0; i < depth; i++) {
      condition = "(" + condition + ") IN (true" + ", false".repeat(25) + ")";
    }
    return "(" + condition + ")";
  }
}
