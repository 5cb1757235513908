package dev.sigrun.compiler.language.eql.syntax;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sigrun.compiler.diagnostic.DiagnosticSink;
import dev.sigrun.compiler.source.SourceText;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class EqlPrinterTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "any where true",
        "process where process.name == \"cmd.exe\" | head 5 | tail 2",
        "\"sequence\" where a or b and not c",
        "any where (a or b) and (c or (d or e)) and (f and g)",
        "any where not not (a and b) == true",
        "any where a - (b - c) - -d * +(e + f) % 2 > 0.5",
        "any where (-a) in (1, b == 2) and (a in~ (1)) not in (2)",
        "any where -a : \"x\" and (a : \"x\") regex~ (\"y\", 1, null, true)",
        "any where ?a.`sequence`.`b-c` == `a..b` and `a``b` like \"\\\"\\\\\\n\\u{1b}\"",
        "any where startsWith~(a, \"b\", length()) == 5.0",
        "sequence by a, ?b with maxspan=5m\n  [any where true] by c with runs=3\n"
            + "  ![file where a == 1] by d\n  until [any where false] by e\n| head 1",
        "sample by a\n  [any where true]\n  [any where false]"
      })
  void printsCanonicalTextAsItIs(String query) {
    assertThat(EqlPrinter.print(parse(query))).isEqualTo(query);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '^',
      value = {
        "any  where((a))//c | any where a",
        "`x` | any where x",
        "a in(1,2) | any where a in (1, 2)",
        "a : (\"x\") | any where a : \"x\"",
        "a == \"\"\"C:\\x\"\"\" | any where a == \"C:\\\\x\"",
        "`a`.b . c | any where a.b.c",
        "? a | any where ?a",
        "a == 1e2 | any where a == 100.0",
        "a == 007 | any where a == 7"
      })
  void printsInCanonicalForm(String written, String expected) {
    String query = written.startsWith("any") ? written : "any where " + written;
    assertThat(EqlPrinter.print(parse(query))).isEqualTo(expected);
  }

  @Test
  void printedTreesParseBackToEqualTrees() {
    for (long seed = 0; seed < 5_000; seed++) {
      EqlQuery query = new RandomEql(new Random(seed)).query();
      String text = EqlPrinter.print(query);
      DiagnosticSink sink = new DiagnosticSink();
      assertThat(EqlParser.parse(SourceText.of("test", text), sink))
          .as("Seed %s: %s %s", seed, text, sink.diagnostics())
          .contains(query);
    }
  }

  @Test
  void printedExpressionsAreOnOneLine() {
    for (long seed = 0; seed < 5_000; seed++) {
      EqlExpression expression = new RandomEql(new Random(seed)).expression();
      String text = EqlPrinter.print(expression);
      assertThat(text).as("Seed %s", seed).doesNotContain("\n");
      assertThat(EqlParser.parseExpression(SourceText.of("test", text), new DiagnosticSink()))
          .as("Seed %s: %s", seed, text)
          .contains(expression);
    }
  }

  private static EqlQuery parse(String query) {
    DiagnosticSink sink = new DiagnosticSink();
    return EqlParser.parse(SourceText.of("test", query), sink)
        .orElseThrow(() -> new AssertionError(sink.diagnostics().toString()));
  }
}
