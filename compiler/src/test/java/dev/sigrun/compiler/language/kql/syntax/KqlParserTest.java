package dev.sigrun.compiler.language.kql.syntax;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sigrun.compiler.diagnostic.DiagnosticSink;
import dev.sigrun.compiler.source.Origin;
import dev.sigrun.compiler.source.SourceText;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class KqlParserTest {
  private static final SourceText NOWHERE = SourceText.of("test", "");
  private static final Origin ORIGIN = Origin.of(NOWHERE, NOWHERE.whole());

  @ParameterizedTest
  @MethodSource
  void resolvesEscapes(String written, KqlValue value) {
    assertThat(parse("f: " + written)).isEqualTo(is(text("f"), value));
    assertThat(parse("f: (" + written + ")")).isEqualTo(is(text("f"), value));
    assertThat(parse("f >= " + written)).isEqualTo(range(text("f"), value));
    assertThat(parse(written)).isEqualTo(new KqlQuery.Is(ORIGIN, Optional.empty(), value));
  }

  static Stream<Arguments> resolvesEscapes() {
    return Stream.of(
        row("cmd.exe", text("cmd.exe")),
        row("web  01  ", text("web  01")),
        row("x \n\ty", text("x \n\ty")),
        row("x\u00A0y\u00A0", text("x\u00A0y")),
        row("x\u2003", text("x")),
        row("\uFEFFx", text("x")),
        row("/-+=&|![]^~?',;#$%@.", text("/-+=&|![]^~?',;#$%@.")),
        row("grüße 😀", text("grüße 😀")),
        row("\uD83D", text("\uD83D")),
        row("007", text("007")),
        row("null", new KqlValue.Null(ORIGIN)),
        row("true", new KqlValue.Bool(ORIGIN, true)),
        row("false ", new KqlValue.Bool(ORIGIN, false)),
        row("\\u0074rue", new KqlValue.Bool(ORIGIN, true)),
        row("TRUE", text("TRUE")),
        row("nulls", text("nulls")),
        row("\\\\\\(\\)\\:\\<\\>\\\"\\*\\{\\}", text("\\():<>\"*{}")),
        row("one\\ttwo\\rthree\\nfour", text("one\ttwo\rthree\nfour")),
        row("\\tx\\n", text("x")),
        row("\\t", text("")),
        row("\\u0041b", text("Ab")),
        row("\\ud83d\\uDE00", text("😀")),
        row("\\\\u0041", text("\\u0041")),
        row("salt \\and pepper", text("salt and pepper")),
        row("this \\OR that", text("this OR that")),
        row("x \\not y", text("x \not y")),
        row("x \\NOT y", text("x NOT y")),
        row("x \\Not y", text("x Not y")),
        row("x \\u006eot y", text("x not y")),
        row("\\andy", text("andy")),
        row("x and", text("x and")),
        row("or", text("or")),
        row("or x", text("or x")),
        row("and or", text("and or")),
        row("not", text("not")),
        row("x not", text("x not")),
        row("cannot", text("cannot")),
        row("android", text("android")),
        row("nothing", text("nothing")),
        row("x andy", text("x andy")),
        row("x sand y", text("x sand y")),
        row("x\\tor y", text("x\tor y")),
        row("'x'", text("'x'")),
        row("x // note", text("x // note")),
        row("*", pattern("", "")),
        row("**", pattern("", "", "")),
        row("\\t*\\n", pattern("", "")),
        row("p*.exe", pattern("p", ".exe")),
        row("* curl* ", pattern("", " curl", "")),
        row("foo\\*b*", pattern("foo*b", "")),
        row("C\\:\\\\Windows\\\\*", pattern("C:\\Windows\\", "")),
        row("\"\"", quoted("")),
        row("\" x and y \"", quoted(" x and y ")),
        row("\"C:\\Windows\"", quoted("C:\\Windows")),
        row("\"C:\\\\Windows\"", quoted("C:\\Windows")),
        row("\"say \\\"hi\\\"\"", quoted("say \"hi\"")),
        row("\"\\t\\r\\n\"", quoted("\t\r\n")),
        row("\"\\u0041\\u00\"", quoted("A\\u00")),
        row("\"\\uninstall\"", quoted("\\uninstall")),
        row("\"\\*\"", quoted("\\*")),
        row("\"\\and\"", quoted("\\and")),
        row("\"\n\"", quoted("\n")),
        row("\"\\\\\"", quoted("\\")),
        row("\"true\"", quoted("true")));
  }

  @ParameterizedTest
  @MethodSource
  void buildsTrees(String query, String tree) {
    assertThat(show(parse(query))).isEqualTo(tree);
  }

  static Stream<Arguments> buildsTrees() {
    return Stream.of(
        row("", "all"),
        row(" \u00A0\r\n\t", "all"),
        row("a:b", "a:b"),
        row(" a : b ", "a:b"),
        row("a:\nb", "a:b"),
        row("a b : c d", "a b:c d"),
        row("\"a b\":c", "a b:c"),
        row("*.a*: c", "*.a*:c"),
        row("or: 1 and and: 2 or not: 3", "(or (and or:1 and:2) not:3)"),
        row("note: x", "note:x"),
        row("a or: 1", "a or:1"),
        row("true: x", "true:x"),
        row("a:1 or b:2 and c:3", "(or a:1 (and b:2 c:3))"),
        row("a:1 AND b:2 Or NOT c:3", "(or (and a:1 b:2) (not c:3))"),
        row("a:1\u00A0and\nb:2", "(and a:1 b:2)"),
        row("a:1 or b:2 or c:3", "(or a:1 b:2 c:3)"),
        row("(a:1 or b:2) or c:3", "(or (or a:1 b:2) c:3)"),
        row("( a:1 )", "a:1"),
        row("( or x)", "or x"),
        row("not not", "(not not)"),
        row("not a:1 and b:2", "(and (not a:1) b:2)"),
        row("not (a:1 and b:2)", "(not (and a:1 b:2))"),
        row("not (not a:1)", "(not (not a:1))"),
        row("x or or b", "(or x or b)"),
        row("x or and b", "(or x and b)"),
        row("a: and and and", "(and a:and and)"),
        row("a:(b or not c)", "(or a:b (not a:c))"),
        row("a:(b or c and not d)", "(or a:b (and a:c (not a:d)))"),
        row("a:((b or c) and not (d or e))", "(and (or a:b a:c) (not (or a:d a:e)))"),
        row("a:(( b ))", "a:b"),
        row("a:(b, c)", "a:b, c"),
        row("a:(x or)", "a:x or"),
        row("a:( or x )", "a:or x"),
        row("a:(not not)", "(not a:not)"),
        row("a<1 and b <= 2 and c>3 and d >=  4", "(and a<1 b<=2 c>3 d>=4)"),
        row("a < = 5", "a<= 5"),
        row("n > *", "n>*"),
        row("not n > 5", "(not n>5)"),
        row("o : { i.x : 1 or not y:2 }", "o{(or i.x:1 (not y:2))}"),
        row("o:{i:{x:1}}", "o{i{x:1}}"),
        row("\"o\":{x:1} and y", "(and o{x:1} y)"));
  }

  @ParameterizedTest
  @MethodSource
  void knowsWhereEachNodeIsWritten(String query, List<String> written) {
    assertThat(origins(parse(query)).map(Origin::text).toList()).isEqualTo(written);
  }

  static Stream<Arguments> knowsWhereEachNodeIsWritten() {
    return Stream.of(
        row("  ", List.of("  ")),
        row(" 😀 : \"x\\ty\" ", List.of("😀 : \"x\\ty\"", "😀", "\"x\\ty\"")),
        row("not (a b  )", List.of("not (a b  )", "a b", "a b")),
        row("a  or  not  b ", List.of("a  or  not  b", "a", "a", "not  b", "b", "b")),
        row(
            "f: (a or not (b and c) )",
            List.of(
                "f: (a or not (b and c) )",
                "a",
                "f",
                "a",
                "not (b and c)",
                "(b and c)",
                "b",
                "f",
                "b",
                "c",
                "f",
                "c")),
        row(
            "n >=  5 and m : { x }",
            List.of("n >=  5 and m : { x }", "n >=  5", "n", "5", "m : { x }", "m", "x", "x")));
  }

  @Test
  void eachListKeepsItsField() {
    KqlQuery.Or or = (KqlQuery.Or) parse("f: (a or b)");
    assertThat(or.terms())
        .extracting(term -> ((KqlQuery.Is) term).field())
        .containsOnly(Optional.of(text("f")));
  }

  private static Stream<Origin> origins(KqlQuery query) {
    Stream<Origin> inside =
        query.accept(
            new KqlQuery.Visitor<Stream<Origin>>() {
              @Override
              public Stream<Origin> visitMatchAll(KqlQuery.MatchAll all) {
                return Stream.of();
              }

              @Override
              public Stream<Origin> visitOr(KqlQuery.Or or) {
                return or.terms().stream().flatMap(KqlParserTest::origins);
              }

              @Override
              public Stream<Origin> visitAnd(KqlQuery.And and) {
                return and.terms().stream().flatMap(KqlParserTest::origins);
              }

              @Override
              public Stream<Origin> visitNot(KqlQuery.Not not) {
                return origins(not.operand());
              }

              @Override
              public Stream<Origin> visitIs(KqlQuery.Is is) {
                return Stream.concat(is.field().stream(), Stream.of(is.value()))
                    .map(KqlValue::origin);
              }

              @Override
              public Stream<Origin> visitRange(KqlQuery.Range range) {
                return Stream.of(range.field().origin(), range.value().origin());
              }

              @Override
              public Stream<Origin> visitNested(KqlQuery.Nested nested) {
                return Stream.concat(Stream.of(nested.path().origin()), origins(nested.query()));
              }
            });
    return Stream.concat(Stream.of(query.origin()), inside);
  }

  private static String show(KqlQuery query) {
    return query.accept(
        new KqlQuery.Visitor<String>() {
          @Override
          public String visitMatchAll(KqlQuery.MatchAll all) {
            return "all";
          }

          @Override
          public String visitOr(KqlQuery.Or or) {
            return "(or " + terms(or.terms()) + ")";
          }

          @Override
          public String visitAnd(KqlQuery.And and) {
            return "(and " + terms(and.terms()) + ")";
          }

          @Override
          public String visitNot(KqlQuery.Not not) {
            return "(not " + show(not.operand()) + ")";
          }

          @Override
          public String visitIs(KqlQuery.Is is) {
            return is.field().map(field -> show(field) + ":").orElse("") + show(is.value());
          }

          @Override
          public String visitRange(KqlQuery.Range range) {
            return show(range.field()) + range.operator().symbol() + show(range.value());
          }

          @Override
          public String visitNested(KqlQuery.Nested nested) {
            return show(nested.path()) + "{" + show(nested.query()) + "}";
          }

          private String terms(List<KqlQuery> terms) {
            return terms.stream().map(KqlParserTest::show).collect(Collectors.joining(" "));
          }
        });
  }

  private static String show(KqlValue value) {
    return value instanceof KqlValue.Pattern pattern
        ? String.join("*", pattern.pieces())
        : ((KqlValue.Text) value).text();
  }

  private static KqlQuery parse(String query) {
    DiagnosticSink sink = new DiagnosticSink();
    return KqlParser.parse(SourceText.of("query", query), sink)
        .orElseThrow(() -> new AssertionError(sink.diagnostics().toString()));
  }

  private static KqlQuery is(KqlValue field, KqlValue value) {
    return new KqlQuery.Is(ORIGIN, Optional.of(field), value);
  }

  private static KqlQuery range(KqlValue field, KqlValue value) {
    return new KqlQuery.Range(ORIGIN, field, KqlQuery.Range.Operator.GREATER_OR_EQUAL, value);
  }

  private static KqlValue text(String text) {
    return new KqlValue.Text(ORIGIN, text, false);
  }

  private static KqlValue quoted(String text) {
    return new KqlValue.Text(ORIGIN, text, true);
  }

  private static KqlValue pattern(String... pieces) {
    return new KqlValue.Pattern(ORIGIN, List.of(pieces));
  }

  private static Arguments row(Object... cells) {
    return Arguments.of(cells);
  }
}
