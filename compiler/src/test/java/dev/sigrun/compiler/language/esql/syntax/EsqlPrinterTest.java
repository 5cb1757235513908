package dev.sigrun.compiler.language.esql.syntax;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sigrun.compiler.diagnostic.DiagnosticSink;
import dev.sigrun.compiler.source.SourceText;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class EsqlPrinterTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "FROM logs-*",
        "FROM logs-endpoint.events.process-*, .alerts-security.* METADATA _id, _version, _index",
        "FROM a\n| WHERE a OR b AND NOT c\n| LIMIT 10",
        "FROM a\n| WHERE (a OR b) AND (c OR d) AND NOT (e AND f)",
        "FROM a\n| EVAL x = a - (b - c) - -d * +(e + f) % 2, y = x::string, z = (a + b)::long",
        "FROM a\n| WHERE a IS NOT NULL AND (a == b) IS NULL AND a IN (1, null) AND b NOT IN (c)",
        "FROM a\n| WHERE a LIKE \"x*\" AND b NOT RLIKE (\"\\\\d\", \"y\") AND c : \"z\"",
        "FROM a\n| STATS n = COUNT(*) WHERE b > 1, m = MAX(c) BY d, e = DATE_TRUNC(5 minutes, f)",
        "FROM a\n| INLINE STATS n = COUNT_DISTINCT(b)",
        "FROM a\n| STATS BY b",
        "FROM a\n| KEEP a.*, *am*, `x-y`\n| DROP `a.x-y`.b*\n| RENAME a AS b, c AS `as`",
        "FROM a\n| SORT a, b DESC, c NULLS FIRST, d DESC NULLS LAST",
        "FROM a\n| GROK b \"%{WORD:c}\"\n| DISSECT CONCAT(b, c) \"%{+k}:%{+k}\" APPEND_SEPARATOR ="
            + " \"-\"",
        "FROM a\n| COMPLETION r = CONCAT(a, b) WITH {\"inference_id\": \"x\", \"n\": {\"k\": -1}}",
        "FROM a\n| WHERE MATCH(a, \"b\", {\"operator\": \"AND\", \"fuzziness\": 1})",
        "FROM a\n| EVAL x = [1, -2, 3], y = true, z = 1.5, u = null, v = 2 weeks"
      })
  void printsCanonicalTextAsItIs(String query) {
    assertThat(EsqlPrinter.print(parse(query))).isEqualTo(query);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '~',
      quoteCharacter = '^',
      value = {
        "eval  x=((a))//c ~ EVAL x = a",
        "where a /* c */ in(1,2) ~ WHERE a IN (1, 2)",
        "where a like (\"x\") ~ WHERE a LIKE \"x\"",
        "where a == \"\"\"C:\\x\"\"\" ~ WHERE a == \"C:\\\\x\"",
        "where `a`.b . c ~ WHERE a.b.c",
        "where a == 1e2 or a == 007 ~ WHERE a == 100.0 OR a == 7",
        "eval x = date_trunc(1min, t) ~ EVAL x = date_trunc(1 minutes, t)",
        "eval CONCAT( a,b ) ~ EVAL `CONCAT( a,b )` = CONCAT(a, b)",
        "stats count() by  date_trunc(5m,t) ~ STATS `count()` = count() BY"
            + " `date_trunc(5m,t)` = date_trunc(5 minutes, t)",
        "rename q = a.b ~ RENAME a.b AS q",
        "sort a asc nulls last, b desc nulls first ~ SORT a, b DESC",
        "completion p with m ~ COMPLETION completion = p WITH {\"inference_id\": \"m\"}",
        "keep a.`b` , c ~ KEEP a.b, c"
      })
  void printsInCanonicalForm(String written, String expected) {
    assertThat(EsqlPrinter.print(parse("from a | " + written))).isEqualTo("FROM a\n| " + expected);
  }

  @Test
  void printedTreesParseBackToEqualTrees() {
    for (long seed = 0; seed < 5_000; seed++) {
      EsqlQuery query = new RandomEsql(new Random(seed)).query();
      String text = EsqlPrinter.print(query);
      DiagnosticSink sink = new DiagnosticSink();
      assertThat(EsqlParser.parse(SourceText.of("test", text), sink))
          .as("Seed %s: %s %s", seed, text, sink.diagnostics())
          .contains(query);
    }
  }

  private static EsqlQuery parse(String text) {
    DiagnosticSink sink = new DiagnosticSink();
    return EsqlParser.parse(SourceText.of("test", text), sink)
        .orElseThrow(() -> new AssertionError(sink.diagnostics()));
  }
}
