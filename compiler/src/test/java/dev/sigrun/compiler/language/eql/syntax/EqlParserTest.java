package dev.sigrun.compiler.language.eql.syntax;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.sigrun.compiler.diagnostic.DiagnosticSink;
import dev.sigrun.compiler.language.eql.syntax.EqlExpression.And;
import dev.sigrun.compiler.language.eql.syntax.EqlExpression.Arithmetic;
import dev.sigrun.compiler.language.eql.syntax.EqlExpression.Call;
import dev.sigrun.compiler.language.eql.syntax.EqlExpression.Comparison;
import dev.sigrun.compiler.language.eql.syntax.EqlExpression.Field;
import dev.sigrun.compiler.language.eql.syntax.EqlExpression.Not;
import dev.sigrun.compiler.language.eql.syntax.EqlExpression.NumberLiteral;
import dev.sigrun.compiler.language.eql.syntax.EqlExpression.Or;
import dev.sigrun.compiler.language.eql.syntax.EqlExpression.Sign;
import dev.sigrun.compiler.language.eql.syntax.EqlExpression.StringLiteral;
import dev.sigrun.compiler.source.SourceText;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

final class EqlParserTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "any where true // no line break",
        "any /* ** one */ where /* two\nlines */ true /**/",
        "any\r\n\twhere true",
        "AND where OR",
        "any where head == tail and runs == 1 and s == 2 and NULL == as",
        "any where source.as.number == 1",
        "as where as.x == as(1)",
        "\"any\" where true",
        "\"\"\"a\"b\"\"\" where true",
        "sequence by user_id [process where true] [process where true]",
        "sequence by a, ?b [any where true] by c, ?`d` [any where true] by e, f",
        "sequence with maxspan = 500 ms [any where true] [any where true]",
        "sequence with maxspan=+5s [any where true] [any where true]",
        "sequence [any where true] with runs=100",
        "sequence with maxspan=1d ![any where true] [any where true]",
        "sequence [any where f] [any where g] until [any where h] | tail 2 | head 1",
        "sample [any where true] by p [any where true] by q",
        "any where true | head 2 + 3",
        "any where a + b in (3)",
        "any where (a + b) in (1 + 2, length(\"x\"), -3)",
        "any where f not in~ (\"x\")",
        "any where f regex~ \"a\" and f like~ (\"b\") and startsWith~(f, \"c\")",
        "any where 5 : \"x\" and \"a\" : \"b\" and length(f) : 3 and f : true",
        "any where (a == 1) == (b == 2)",
        "any where length~(f) == 1 and fn()",
        "any where `a\nb` == 1",
      })
  void reads(String query) {
    parse(query);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "any where a < b < c",
        "any where a in (1) in (2)",
        "any where a : \"x\" : \"y\"",
        "any where f : -1",
        "any where f like g",
        "any where f in ~ (1)",
        "any where \"\"\"\"\"\"x",
        "any where a.0.b == 1",
        "any where and",
        "any where f(1,)",
        "any where a b",
        "any where f == \"a\" \"b\"",
        "sequence [any where true] ! [any where true]",
        "sequence until [any where true]",
        "sequence by [any where true] [any where true]",
        "any where true | head 5 5",
        "any where true |",
        "any where true any where true",
        "sample by a [any where true] [any where true] with runs=1"
      })
  void refuses(String query) {
    assertThat(EqlDiagnosticsTest.diagnostics(query)).isNotEmpty();
  }

  static Stream<Arguments> strings() {
    return Stream.of(
        arguments("\"a\\tb\\n\\r\\b\\f\\\"\\'\\\\\"", "a\tb\n\r\b\f\"'\\"),
        arguments("\"\\u{e9}t\\u{00E9}\\u{0001F600}\\u{00}\"", "\u00e9t\u00e9\ud83d\ude00\0"),
        arguments("\"a // b /* c\"", "a // b /* c"),
        arguments("\"\"", ""),
        arguments("\"\"\"\"\"\"", ""),
        arguments("\"\"\"C:\\x\\\"\"\"", "C:\\x\\"),
        arguments("\"\"\"say \"hi\" or \"\"hi\"\" now\"\"\"", "say \"hi\" or \"\"hi\"\" now"),
        arguments("\"\"\"a\"\"\"\"\"", "a\"\""),
        arguments("\"\"\"a\"\"\"\"", "a\""),
        arguments("\"\"\"\"a\"\"\"", "\"a"),
        arguments("\"it's \ud83d\ude00\"", "it's \ud83d\ude00"));
  }

  @ParameterizedTest
  @MethodSource("strings")
  void readsStrings(String written, String value) {
    assertThat(expression(written)).isInstanceOf(StringLiteral.class);
    assertThat(((StringLiteral) expression(written)).value()).isEqualTo(value);
  }

  static Stream<Arguments> numbers() {
    return Stream.of(
        arguments("0", 0),
        arguments("2147483647", Integer.MAX_VALUE),
        arguments("2147483648", 2147483648L),
        arguments("9223372036854775807", Long.MAX_VALUE),
        arguments("000000000000000000000000000007", 7),
        arguments("9223372036854775808", 9.223372036854775808e18),
        arguments("99999999999999999999", 1e20),
        arguments("12.", 12.0),
        arguments(".5", 0.5),
        arguments("12.5e-1", 1.25),
        arguments("5e14", 5e14),
        arguments(".5E+1", 5.0));
  }

  @ParameterizedTest
  @MethodSource("numbers")
  void readsNumbers(String written, Number value) {
    assertThat(((NumberLiteral) expression(written)).value()).isEqualTo(value);
  }

  static Stream<Arguments> fields() {
    return Stream.of(
        arguments("@timestamp", "@timestamp"),
        arguments("`a`.`b-c`", "a.b-c"),
        arguments("`a.b-c`", "a.b-c"),
        arguments("`a``b`", "a`b"),
        arguments("`sequence`", "sequence"),
        arguments("a . b", "a.b"),
        arguments("a.`0`.b", "a.0.b"));
  }

  @ParameterizedTest
  @MethodSource("fields")
  void readsFields(String written, String name) {
    assertThat(((Field) expression(written)).name()).isEqualTo(name);
    assertThat(((Field) expression(written)).optional()).isFalse();
    assertThat(((Field) expression("?" + written)).optional()).isTrue();
  }

  @Test
  void bindsAsTheReferenceSays() {
    assertThat(expression("not a == 1 and b or c and d"))
        .isEqualTo(expression("((not (a == 1)) and b) or (c and d)"));
    assertThat(expression("2 + 3 * -4 % 5 - 6"))
        .isEqualTo(expression("(2 + ((3 * (-4)) % 5)) - 6"));
    assertThat(expression("-a : \"x\"")).isEqualTo(expression("-(a : \"x\")"));
    assertThat(expression("a + b in (3)")).isEqualTo(expression("a + (b in (3))"));
    assertThat(((Or) expression("a or b or c")).terms()).hasSize(3);
    assertThat(((And) expression("a and (b and c)")).terms()).hasSize(2);
  }

  @Test
  void originsAreExact() {
    EqlExpression root = expression("  not (a.b  ==  -fn~(\"x\", 1)) ");
    Not not = (Not) root;
    Comparison comparison = (Comparison) not.operand();
    Sign sign = (Sign) comparison.right();
    Call call = (Call) sign.operand();
    assertThat(
            List.of(
                not.origin().text(),
                comparison.origin().text(),
                comparison.left().origin().text(),
                sign.origin().text(),
                call.origin().text(),
                call.nameOrigin().text(),
                call.arguments().get(1).origin().text()))
        .containsExactly(
            "not (a.b  ==  -fn~(\"x\", 1))",
            "a.b  ==  -fn~(\"x\", 1)",
            "a.b",
            "-fn~(\"x\", 1)",
            "fn~(\"x\", 1)",
            "fn~",
            "1");
    Arithmetic sum = (Arithmetic) expression("(a + b) * c + d");
    assertThat(sum.left().origin().text()).isEqualTo("(a + b) * c");
  }

  @Test
  void originsCountUtf16Units() {
    Comparison comparison = (Comparison) expression("\"\ud83d\ude00\" == f");
    assertThat(comparison.left().origin().text()).isEqualTo("\"\ud83d\ude00\"");
    assertThat(comparison.right().origin().text()).isEqualTo("f");
  }

  @Test
  void partsOfASequenceHaveOrigins() {
    EqlQuery.Sequence sequence =
        (EqlQuery.Sequence)
            parse(
                "sequence by k with maxspan=1m [a where x] ![\"b\" where y] with runs=2"
                    + " until [any where z] | head 3 ");
    assertThat(sequence.maxSpan().orElseThrow().origin().text()).isEqualTo("with maxspan=1m");
    assertThat(sequence.keys().get(0).origin().text()).isEqualTo("k");
    assertThat(sequence.stages().get(1).origin().text()).isEqualTo("![\"b\" where y] with runs=2");
    assertThat(sequence.stages().get(1).filter().origin().text()).isEqualTo("\"b\" where y");
    assertThat(sequence.stages().get(1).filter().category().origin().text()).isEqualTo("\"b\"");
    assertThat(sequence.until().orElseThrow().origin().text()).isEqualTo("[any where z]");
    assertThat(sequence.pipes().get(0).origin().text()).isEqualTo("| head 3");
    assertThat(sequence.origin().text()).endsWith("| head 3");
  }

  private static EqlExpression expression(String text) {
    DiagnosticSink sink = new DiagnosticSink();
    return EqlParser.parseExpression(SourceText.of("test", text), sink)
        .orElseThrow(() -> new AssertionError(sink.diagnostics().toString()));
  }

  private static EqlQuery parse(String query) {
    DiagnosticSink sink = new DiagnosticSink();
    return EqlParser.parse(SourceText.of("test", query), sink)
        .orElseThrow(() -> new AssertionError(sink.diagnostics().toString()));
  }
}
