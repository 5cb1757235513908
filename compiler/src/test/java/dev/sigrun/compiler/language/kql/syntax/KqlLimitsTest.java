package dev.sigrun.compiler.language.kql.syntax;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sigrun.compiler.diagnostic.Diagnostic;
import dev.sigrun.compiler.diagnostic.DiagnosticSink;
import dev.sigrun.compiler.source.SourceText;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

@Timeout(value = 60, unit = TimeUnit.SECONDS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class KqlLimitsTest {
  private static final int LENGTH = KqlParser.MAX_LENGTH;

  private final DiagnosticSink sink = new DiagnosticSink();

  @Test
  void reportsQueriesThatAreTooLong() {
    assertThat(parse("x".repeat(5 * LENGTH))).isEmpty();
    assertThat(sink.diagnostics())
        .extracting(Diagnostic::toString)
        .containsExactly(
            "query:1:1: error: The query has 5242880 characters. At most 1048576 are allowed."
                + " [KQL020]");
  }

  @Test
  void reportsTheFirstBracketThatIsTooDeep() {
    int depth = KqlParser.MAX_DEPTH;
    assertThat(parse("(".repeat(depth) + "a" + ")".repeat(depth))).isPresent();
    assertThat(parse("a:" + "(".repeat(depth) + "a" + ")".repeat(depth))).isPresent();
    assertThat(parse("a:{".repeat(depth) + "a" + "}".repeat(depth))).isPresent();
    assertThat(sink.diagnostics()).isEmpty();
    assertThat(parse("(".repeat(10_000) + "a" + ")".repeat(10_000))).isEmpty();
    assertThat(sink.diagnostics())
        .extracting(Diagnostic::toString)
        .containsExactly(
            "query:1:201: error: Parentheses and braces are nested deeper than 200 levels."
                + " [KQL021]");
  }

  @Test
  void takesLongLists() {
    String values =
        IntStream.range(0, 10_000).mapToObj(i -> "value" + i).collect(Collectors.joining(" or "));
    KqlQuery query = parse("f: (" + values + ")").orElseThrow();
    assertThat(((KqlQuery.Or) query).terms()).hasSize(10_000);
    assertThat(sink.diagnostics()).isEmpty();
    assertThat(parse(KqlPrinter.print(query))).contains(query);
  }

  @ParameterizedTest
  @MethodSource
  void takesTheLongestQueriesInLinearTime(String beginning, String repeated, String end) {
    int times = (LENGTH - beginning.length() - end.length()) / repeated.length();
    Optional<KqlQuery> query = parse(beginning + repeated.repeat(times) + end);
    assertThat(query.isPresent()).isNotEqualTo(sink.hasErrors());
    query.map(KqlPrinter::print).ifPresent(text -> assertThat(text).doesNotContain("\n"));
  }

  static Stream<Arguments> takesTheLongestQueriesInLinearTime() {
    return Stream.of(
        Arguments.of("f: ", "x", ""),
        Arguments.of("f: ", "ü", ""),
        Arguments.of("", "x ", ""),
        Arguments.of("", "x ", ": y"),
        Arguments.of("f: ", "*", ""),
        Arguments.of("f: ", "* ", ""),
        Arguments.of("f: ", "\\t", ""),
        Arguments.of("f: \"", "\\t", "\""),
        Arguments.of("f: \"", "C:\\", "x\""),
        Arguments.of("f: \"", "x", ""),
        Arguments.of("", "\"\"", ""),
        Arguments.of("", "not ", "x"),
        Arguments.of("", "not", ""),
        Arguments.of("", "not", " x"),
        Arguments.of("", "or ", "x"),
        Arguments.of("", "?", ""),
        Arguments.of("", "/?", ""),
        Arguments.of("", "a=", ""),
        Arguments.of("", "= ", "x"),
        Arguments.of("f", " ", ":x"),
        Arguments.of("", "\n", ""),
        Arguments.of("x", " ", "or"),
        Arguments.of("f:(x", " or x", ")"),
        Arguments.of("f:(x", " or not (x and y)", ")"),
        Arguments.of("f:x", " and f:x", ""),
        Arguments.of("f:x", " or f:(x and y)", ""),
        Arguments.of("f:x", " or f:(x and y)", " or"),
        Arguments.of("", ":", ""),
        Arguments.of("", "\\", ""),
        Arguments.of("", "(", ""),
        Arguments.of("", ")", ""),
        Arguments.of("", "(a) ", ""),
        Arguments.of("", "f:", ""));
  }

  private Optional<KqlQuery> parse(String query) {
    return KqlParser.parse(SourceText.of("query", query), sink);
  }
}
