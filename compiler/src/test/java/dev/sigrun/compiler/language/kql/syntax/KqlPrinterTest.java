package dev.sigrun.compiler.language.kql.syntax;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.sigrun.compiler.diagnostic.DiagnosticSink;
import dev.sigrun.compiler.source.Origin;
import dev.sigrun.compiler.source.SourceText;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class KqlPrinterTest {
  private static final SourceText NOWHERE = SourceText.of("test", "");
  private static final Origin ORIGIN = Origin.of(NOWHERE, NOWHERE.whole());

  @ParameterizedTest
  @CsvSource(
      delimiterString = "=>",
      quoteCharacter = '`',
      value = {
        "`` => ``",
        "a:b => a: b",
        "a : \"b\" => a: \"b\"",
        "a:(b or not c) => a: (b or not c)",
        "a:b or a:c => a: (b or c)",
        "a:b or \"a\":c => a: b or \"a\": c",
        "a:((b or c) and d) => a: (b or c) and a: d",
        "(a:b or c:d) and e:f => (a: b or c: d) and e: f",
        "a:b or (c:d and e:f) => a: b or c: d and e: f",
        "(a:b or c:d) or e:f => (a: b or c: d) or e: f",
        "a:b and (c:d and e:f) => a: b and (c: d and e: f)",
        "a:(b or c) or a:d => a: (b or c) or a: d",
        "not (a:b and c:d) => not (a: b and c: d)",
        "not (not a:b) => not (not a: b)",
        "not a:(b or c) => not a: (b or c)",
        "a>=1 and b<\"2\" => a >= 1 and b < \"2\"",
        "o:{i:{x:1 or y:2}} => o: { i: { x: 1 or y: 2 } }",
        "x*:C\\:\\\\y\\* z* => x*: C\\:\\\\y\\* z*",
        "a: x \\and y => a: x \\and y",
        "a: x \\NOT y => a: x \\u004EOT y",
        "a: x not => a: x \\u006Eot",
        "a: cannot => a: can\\u006Eot",
        "a: or => a: \\or",
        "a: \"\\t\\n\\\\ \\\" \\u0000\" => a: \"\\t\\n\\\\ \\\" \\u0000\"",
        "a: x\\ty => a: x\\ty",
        "a: \\t => a: \\t",
        "true: false => true: false",
        "a: (null or \"null\") => a: (null or \"null\")",
      })
  void printsOneSpellingOfEachTree(String query, String printed) {
    assertThat(KqlPrinter.print(parse(query))).isEqualTo(printed);
  }

  @Test
  void readsBackAsTheSameTree() {
    for (int seed = 0; seed < 20_000; seed++) {
      KqlQuery query = new RandomKql(new Random(seed)).next();
      String printed = KqlPrinter.print(query);
      DiagnosticSink sink = new DiagnosticSink();
      Optional<KqlQuery> read = KqlParser.parse(SourceText.of("printed", printed), sink);
      assertThat(read)
          .as("Seed %s: %s%n%s", seed, printed, sink.diagnostics())
          .isEqualTo(Optional.of(query));
    }
  }

  @Test
  void quotesWhatCannotStandWithoutQuotes() {
    assertThat(KqlPrinter.print(is(new KqlValue.Text(ORIGIN, " x", false)))).isEqualTo("f: \" x\"");
    assertThat(KqlPrinter.print(is(new KqlValue.Text(ORIGIN, "null", false))))
        .isEqualTo("f: \"null\"");
  }

  @Test
  void refusesPatternsWithBlankEnds() {
    KqlQuery query = is(new KqlValue.Pattern(ORIGIN, List.of("x", " ")));
    assertThatIllegalArgumentException().isThrownBy(() -> KqlPrinter.print(query));
  }

  private static KqlQuery is(KqlValue value) {
    KqlValue field = new KqlValue.Text(ORIGIN, "f", false);
    return new KqlQuery.Is(ORIGIN, Optional.of(field), value);
  }

  private static KqlQuery parse(String query) {
    return KqlParser.parse(SourceText.of("query", query), new DiagnosticSink()).orElseThrow();
  }
}
