package dev.sigrun.compiler.language.eql.syntax;

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
final class EqlLimitsTest {
  private static final String[] PIECES = {
    "any",
    "where",
    "sequence",
    "sample",
    "by",
    "with",
    "maxspan",
    "=",
    "runs",
    "[",
    "]",
    "![",
    "(",
    ")",
    "and",
    "or",
    "not",
    "in",
    "in~",
    ":",
    "like",
    "regex~",
    "==",
    "!=",
    "<",
    "+",
    "-",
    "*",
    "/",
    "%",
    ",",
    ".",
    "|",
    "head",
    "5",
    "1.5",
    "s",
    "f",
    "?",
    "`g`",
    "\"x\"",
    "\"\"\"y\"\"\"",
    "true",
    "null",
    "until",
    "join",
    "of",
    "as",
    "$v",
    "!:",
    "fn(",
    "fn~(",
    "'z'",
    "?\"o\"",
    "//c\n",
    "/*c*/",
    "\"",
    "`",
    "!",
    "\u00e9",
    "99999999999999999999",
    "AND",
    "\\",
    "\"\\u{12}\\q\""
  };

  static Stream<Arguments> deepTexts() {
    return Stream.of(
        arguments("(".repeat(10_000) + "true" + ")".repeat(10_000)),
        arguments("not ".repeat(10_000) + "true"),
        arguments("-".repeat(10_000) + "1 == 1"),
        arguments("1 + ".repeat(10_000) + "1 == 1"),
        arguments("2 * ".repeat(10_000) + "1 == 1"),
        arguments("length(".repeat(10_000) + "f" + ")".repeat(10_000) + " == 1"),
        arguments("f in (".repeat(10_000) + "1" + ")".repeat(10_000)),
        arguments("(not -".repeat(10_000)),
        arguments("child of [any where ".repeat(10_000)),
        arguments(("not ".repeat(100) + "a == (").repeat(100)));
  }

  @ParameterizedTest
  @MethodSource("deepTexts")
  void refusesDeepNesting(String condition) {
    assertThat(diagnostics("any where " + condition))
        .extracting(diagnostic -> diagnostic.code() + " " + diagnostic.message())
        .containsExactly(
            "EQL002 This is nested more than 200 levels deep. Split it or remove parentheses.");
  }

  static Stream<Arguments> nestedTexts() {
    return Stream.of(
        arguments("(", ")", 200),
        arguments("not ", "", 200),
        arguments("-", "", 200),
        arguments("length(", ")", 200),
        arguments("not (f in (", "))", 66));
  }

  @ParameterizedTest
  @MethodSource("nestedTexts")
  void acceptsNestingUpToTheLimit(String open, String close, int levels) {
    assertThat(parse("any where " + open.repeat(levels) + "f" + close.repeat(levels))).isPresent();
    assertThat(parse("any where " + open.repeat(levels + 1) + "f" + close.repeat(levels + 1)))
        .isEmpty();
  }

  @Test
  void acceptsLongChains() {
    assertThat(parse("any where " + "a == 1 and ".repeat(10_000) + "true")).isPresent();
    assertThat(parse("any where " + "not a : \"x*\" or ".repeat(10_000) + "true")).isPresent();
    assertThat(parse("any where f in (" + "\"value\", ".repeat(50_000) + "1)")).isPresent();
    assertThat(parse("any where " + "a and b or (".repeat(150) + "c" + ")".repeat(150)))
        .isPresent();
  }

  @Test
  void readsTextsUpToTheLimit() {
    String start = "any where f == 1";
    int blanks = EqlParser.LONGEST_TEXT - start.length();
    assertThat(parse(start + " ".repeat(blanks))).isPresent();
    assertThat(diagnostics(start + " ".repeat(blanks + 1)))
        .extracting(diagnostic -> diagnostic.code() + " " + diagnostic.message())
        .containsExactly("EQL001 The query has 1048577 characters. At most 1048576 are allowed.");
    assertThat(diagnostics("any where " + "a == 1 and ".repeat(500_000) + "true"))
        .extracting(Diagnostic::code)
        .containsExactly("EQL001");
  }

  @Test
  void survivesLargeGarbage() {
    for (String piece :
        List.of(
            "'", "`", "\"", "&", "a.", "(", "not ", "?", "a b ", "/*", "\"\"\"", "[", "a[0]",
            "a == ", "$v ", "! ")) {
      diagnostics("any where " + piece.repeat(1_000_000 / piece.length()));
    }
  }

  @Test
  void randomTokensAreReadOrReported() {
    for (long seed = 0; seed < 5_000; seed++) {
      Random random = new Random(seed);
      StringBuilder text = new StringBuilder(random.nextBoolean() ? "any where " : "");
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
      String query = EqlPrinter.print(new RandomEql(random).query());
      int at = random.nextInt(query.length());
      int to = Math.min(query.length(), at + random.nextInt(4));
      String piece = random.nextBoolean() ? PIECES[random.nextInt(PIECES.length)] : "";
      readsOrReports(query.substring(0, at) + piece + query.substring(to), seed);
    }
  }

  private static void readsOrReports(String text, long seed) {
    DiagnosticSink sink = new DiagnosticSink();
    Optional<EqlQuery> query;
    try {
      query = EqlParser.parse(SourceText.of("test", text), sink);
    } catch (RuntimeException | StackOverflowError e) {
      throw new AssertionError("Seed " + seed + ": " + text, e);
    }
    assertThat(query.isEmpty()).as("Seed %s: %s", seed, text).isEqualTo(sink.hasErrors());
    assertThat(sink.diagnostics())
        .as("Seed %s: %s", seed, text)
        .noneMatch(diagnostic -> diagnostic.message().contains("something else"));
    query.ifPresent(
        tree ->
            assertThat(parse(EqlPrinter.print(tree))).as("Seed %s: %s", seed, text).contains(tree));
  }

  private static Optional<EqlQuery> parse(String text) {
    return EqlParser.parse(SourceText.of("test", text), new DiagnosticSink());
  }

  private static List<Diagnostic> diagnostics(String text) {
    DiagnosticSink sink = new DiagnosticSink();
    assertThat(EqlParser.parse(SourceText.of("test", text), sink).isEmpty())
        .isEqualTo(sink.hasErrors());
    return sink.diagnostics();
  }
}
