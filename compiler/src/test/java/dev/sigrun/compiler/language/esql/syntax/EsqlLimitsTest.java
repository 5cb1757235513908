package dev.sigrun.compiler.language.esql.syntax;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.sigrun.compiler.diagnostic.Diagnostic;
import dev.sigrun.compiler.diagnostic.DiagnosticSink;
import dev.sigrun.compiler.source.SourceText;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

@Timeout(value = 60, unit = TimeUnit.SECONDS)
final class EsqlLimitsTest {
  private static final String[] PIECES = {
    "FROM",
    "a",
    "b.c",
    "METADATA",
    "_id",
    "|",
    "WHERE",
    "EVAL",
    "STATS",
    "INLINE",
    "BY",
    "KEEP",
    "DROP",
    "RENAME",
    "AS",
    "MV_EXPAND",
    "SORT",
    "DESC",
    "NULLS",
    "FIRST",
    "LIMIT",
    "GROK",
    "DISSECT",
    "COMPLETION",
    "WITH",
    "ENRICH",
    "x",
    "=",
    "==",
    "!=",
    "<",
    "(",
    ")",
    "[",
    "]",
    "{",
    "}",
    "AND",
    "OR",
    "NOT",
    "IN",
    "IS",
    "NULL",
    "LIKE",
    "RLIKE",
    ":",
    "::",
    "string",
    "+",
    "-",
    "*",
    "/",
    "%",
    ",",
    ".",
    "5",
    "1.5",
    "minutes",
    "`g`",
    "\"x\"",
    "\"\"\"y\"\"\"",
    "true",
    "COUNT(",
    "F(*)",
    "logs-*",
    "x-y",
    "//c\n",
    "/*c*/",
    "\"",
    "`",
    "!",
    "'z'",
    "\u00e9",
    "99999999999999999999",
    "\\",
    "\"\\q\""
  };

  static Stream<Arguments> deepTexts() {
    return Stream.of(
        arguments("(".repeat(10_000) + "true" + ")".repeat(10_000)),
        arguments("NOT ".repeat(10_000) + "true"),
        arguments("-".repeat(10_000) + "1 == 1"),
        arguments("1 + ".repeat(10_000) + "1 == 1"),
        arguments("2 * ".repeat(10_000) + "1 == 1"),
        arguments("a" + "::string".repeat(10_000)),
        arguments("LENGTH(".repeat(10_000) + "f" + ")".repeat(10_000) + " == 1"),
        arguments("f IN (".repeat(10_000) + "1" + ")".repeat(10_000)),
        arguments("f(1, {\"a\": ".repeat(10_000)),
        arguments("[".repeat(10_000)),
        arguments("(NOT -".repeat(10_000)),
        arguments(("NOT ".repeat(100) + "a == (").repeat(100)));
  }

  @ParameterizedTest
  @MethodSource("deepTexts")
  void refusesDeepNesting(String condition) {
    assertThat(diagnostics("FROM a | WHERE " + condition))
        .extracting(diagnostic -> diagnostic.code() + " " + diagnostic.message())
        .containsExactly(
            "ESQL002 This is nested more than 200 levels deep. Split it or remove parentheses.");
  }

  static Stream<Arguments> nestedTexts() {
    return Stream.of(
        arguments("(", ")", 200),
        arguments("NOT ", "", 200),
        arguments("-", "", 200),
        arguments("LENGTH(", ")", 200),
        arguments("NOT (f IN (", "))", 66));
  }

  @ParameterizedTest
  @MethodSource("nestedTexts")
  void acceptsNestingUpToTheLimit(String open, String close, int levels) {
    String start = "FROM a | WHERE ";
    assertThat(parse(start + open.repeat(levels) + "f" + close.repeat(levels))).isPresent();
    assertThat(parse(start + open.repeat(levels + 1) + "f" + close.repeat(levels + 1))).isEmpty();
  }

  @Test
  void acceptsLongChains() {
    assertThat(parse("FROM a | WHERE " + "a == 1 AND ".repeat(10_000) + "true")).isPresent();
    assertThat(parse("FROM a | WHERE " + "NOT a LIKE \"x*\" OR ".repeat(10_000) + "true"))
        .isPresent();
    assertThat(parse("FROM a | WHERE f IN (" + "\"value\", ".repeat(50_000) + "1)")).isPresent();
    assertThat(parse("FROM a | KEEP " + "abc.d, ".repeat(50_000) + "x")).isPresent();
    assertThat(parse("FROM " + "logs-x, ".repeat(50_000) + "x")).isPresent();
  }

  @Test
  void acceptsCommandsUpToTheLimit() {
    assertThat(parse("FROM a" + " | EVAL x = x + 1".repeat(1_000))).isPresent();
    assertThat(diagnostics("FROM a" + " | EVAL x = x + 1".repeat(50_000)))
        .extracting(diagnostic -> diagnostic.code() + " " + diagnostic.message())
        .containsExactly("ESQL025 The query has 50000 commands. At most 1000 are allowed.");
  }

  @Test
  void readsTextsUpToTheLimit() {
    String start = "FROM a | WHERE f == 1";
    int blanks = EsqlParser.LONGEST_TEXT - start.length();
    assertThat(parse(start + " ".repeat(blanks))).isPresent();
    assertThat(diagnostics(start + " ".repeat(blanks + 1)))
        .extracting(diagnostic -> diagnostic.code() + " " + diagnostic.message())
        .containsExactly("ESQL001 The query has 1000001 characters. At most 1000000 are allowed.");
  }

  @Test
  void survivesLargeGarbage() {
    for (String piece :
        List.of(
            "'",
            "`",
            "\"",
            "&",
            "a.",
            "(",
            "NOT ",
            "?",
            "a b ",
            "/*",
            "\"\"\"",
            "[",
            "| ",
            "{",
            "a == ",
            "| ENRICH x ",
            "! ")) {
      diagnostics("FROM a | WHERE " + piece.repeat(900_000 / piece.length()));
    }
  }

  @Test
  void randomTokensAreReadOrReported() {
    for (long seed = 0; seed < 5_000; seed++) {
      Random random = new Random(seed);
      StringBuilder text = new StringBuilder(random.nextBoolean() ? "FROM a | " : "");
      for (int i = random.nextInt(30); i >= 0; i--) {
        text.append(PIECES[random.nextInt(PIECES.length)])
            .append(random.nextInt(4) == 0 ? "" : " ");
      }
      readsOrReports(text.toString(), seed);
    }
  }

  @Test
  void randomCharactersAreReadOrReported() {
    for (long seed = 0; seed < 5_000; seed++) {
      Random random = new Random(seed);
      StringBuilder text = new StringBuilder();
      for (int i = random.nextInt(60); i >= 0; i--) {
        text.append(
            (char) (random.nextInt(8) == 0 ? random.nextInt(0x10000) : random.nextInt(128)));
      }
      readsOrReports(text.toString(), seed);
    }
  }

  @Test
  void mutatedQueriesAreReadOrReported() {
    for (long seed = 0; seed < 3_000; seed++) {
      Random random = new Random(seed);
      String query = EsqlPrinter.print(new RandomEsql(random).query());
      int at = random.nextInt(query.length());
      int to = Math.min(query.length(), at + random.nextInt(4));
      String piece = random.nextBoolean() ? PIECES[random.nextInt(PIECES.length)] : "";
      readsOrReports(query.substring(0, at) + piece + query.substring(to), seed);
    }
  }

  private static void readsOrReports(String text, long seed) {
    DiagnosticSink sink = new DiagnosticSink();
    Optional<EsqlQuery> query;
    try {
      query = EsqlParser.parse(SourceText.of("test", text), sink);
    } catch (RuntimeException | StackOverflowError e) {
      throw new AssertionError("Seed " + seed + ": " + text, e);
    }
    assertThat(query.isEmpty()).as("Seed %s: %s", seed, text).isEqualTo(sink.hasErrors());
    assertThat(sink.diagnostics())
        .as("Seed %s: %s", seed, text)
        .noneMatch(diagnostic -> diagnostic.message().contains("something else"));
    query.ifPresent(
        tree ->
            assertThat(parse(EsqlPrinter.print(tree)))
                .as("Seed %s: %s", seed, text)
                .contains(tree));
  }

  private static Optional<EsqlQuery> parse(String text) {
    return EsqlParser.parse(SourceText.of("test", text), new DiagnosticSink());
  }

  private static List<Diagnostic> diagnostics(String text) {
    DiagnosticSink sink = new DiagnosticSink();
    assertThat(EsqlParser.parse(SourceText.of("test", text), sink).isEmpty())
        .isEqualTo(sink.hasErrors());
    return sink.diagnostics();
  }
}
