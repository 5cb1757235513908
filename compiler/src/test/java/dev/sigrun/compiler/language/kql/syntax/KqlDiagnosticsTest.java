package dev.sigrun.compiler.language.kql.syntax;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sigrun.compiler.diagnostic.Diagnostic;
import dev.sigrun.compiler.diagnostic.DiagnosticKind;
import dev.sigrun.compiler.diagnostic.DiagnosticSink;
import dev.sigrun.compiler.diagnostic.Severity;
import dev.sigrun.compiler.source.Embedding;
import dev.sigrun.compiler.source.SourceText;
import java.lang.reflect.Field;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Each row holds a query in which {@code ^} surrounds the place, and the report for it. */
class KqlDiagnosticsTest {
  @ParameterizedTest
  @MethodSource({"errors", "warnings"})
  void reportsPlaceAndMessage(String marked, String expected) {
    String query = marked.replace("^", "");
    int start = marked.indexOf('^');
    int end = marked.indexOf('^', start + 1) - 1;
    List<Diagnostic> reported = parse(query);
    assertThat(reported).hasSize(1);
    Diagnostic diagnostic = reported.get(0);
    assertThat(diagnostic.code() + " " + diagnostic.message()).isEqualTo(expected);
    assertThat(List.of(diagnostic.span().start(), diagnostic.span().end()))
        .as("Place of %s", diagnostic)
        .containsExactly(start, end);
  }

  @ParameterizedTest
  @MethodSource("errors")
  void refusesQueriesWithErrors(String marked, String expected) {
    SourceText source = SourceText.of("query", marked.replace("^", ""));
    DiagnosticSink sink = new DiagnosticSink();
    assertThat(KqlParser.parse(source, sink)).isEmpty();
    assertThat(sink.hasErrors()).as(expected).isTrue();
  }

  static Stream<Arguments> errors() {
    return Stream.of(
        row("^:^ b", "KQL001 Expected a field, a value or '(', but found ':'."),
        row(
            "^process^ where process.name == \"x\"",
            "KQL017 This is written in EQL, but read as KQL. A rule in it has language \"eql\" and"
                + " type \"eql\"."),
        row(
            " ^sequence^ by host.id [any where a == \"x\"] [any where b == \"y\"]",
            "KQL017 This is written in EQL, but read as KQL. A rule in it has language \"eql\" and"
                + " type \"eql\"."),
        row(
            "^from^ logs-* | where a == \"x\"",
            "KQL017 This is written in ES|QL, but read as KQL. A rule in it has language \"esql\""
                + " and type \"esql\"."),
        row("^!^(a: b)", "KQL018 KQL has no operator '!'. Write 'not' and a space."),
        row("^!^ (a: b)", "KQL018 KQL has no operator '!'. Write 'not' and a space."),
        row("a: b && ^c^: d", "KQL018 KQL has no operator '&&'. Write 'and' and a space."),
        row("a: b || ^c^: d", "KQL018 KQL has no operator '||'. Write 'or' and a space."),
        row("a:^^", "KQL001 Expected a value or '(', but found the end of the query."),
        row(
            "a: b and ^^",
            "KQL001 Expected a field, a value or '(', but found the end of the query."),
        row("a: (x or ^)^", "KQL001 Expected a value or '(', but found ')'."),
        row("n > ^>^ 5", "KQL001 Expected a value, but found '>'."),
        row("n > ^not^ 5", "KQL001 Expected a value, but found 'not'."),
        row("not ^:^1", "KQL001 Expected a field, a value or '(', but found ':'."),
        row("(a or b)^:^ c", "KQL001 Expected 'and', 'or' or the end of the query, but found ':'."),
        row("(\"a\": \"b\"^:^ c)", "KQL001 Expected 'and', 'or' or ')', but found ':'."),
        row("o:{\"a\": \"b\"^<^ c}", "KQL001 Expected 'and', 'or' or '}', but found '<'."),
        row("process ^{^ a: 1 }", "KQL001 Expected ':', but found '{'."),
        row("( ^}^", "KQL001 Expected a field, a value or '(', but found '}'."),
        row(
            "a: b ^c^: d",
            "KQL002 Expected 'and' or 'or' before 'c'. If it belongs to the value,"
                + " quote the value."),
        row(
            "a: b\n^c.d^ > 5",
            "KQL002 Expected 'and' or 'or' before 'c.d'. If it belongs to the"
                + " value, quote the value."),
        row("a: (\"x\" ^\"y\"^)", "KQL002 Expected 'and' or 'or' before '\"y\"'."),
        row("a: \"x\" ^y^", "KQL002 Expected 'and' or 'or' before 'y'."),
        row("a: x ^\"y\"^", "KQL002 Expected 'and' or 'or' before '\"y\"'."),
        row("(a: b) ^(^c: d)", "KQL002 Expected 'and' or 'or' before '('."),
        row("(a: b) ^not^ c: d", "KQL002 Expected 'and' or 'or' before 'not'."),
        row(
            "a: x ^not^ y",
            "KQL002 Expected 'and' or 'or' before 'not'. If it belongs to the"
                + " value, quote the value."),
        row("a: ^(^b or c", "KQL003 This '(' is never closed."),
        row("a: b and ^(^ ", "KQL003 This '(' is never closed."),
        row("a:^{^ b: c", "KQL003 This '{' is never closed."),
        row("o:{ ^(^ b: c }", "KQL003 This '(' is never closed."),
        row("a: ^\"^b", "KQL003 This '\"' is never closed."),
        row("a: ^\"^b\\", "KQL003 This '\"' is never closed."),
        row("a: ^\"^\\\"", "KQL003 This '\"' is never closed."),
        row("a: b^)^", "KQL004 There is no '(' for this ')'."),
        row("(a: b^}^", "KQL004 There is no '{' for this '}'."),
        row("a: b^:^c", special(":")),
        row("a: C^:^\\x", special(":")),
        row("a: see C^:^\\x", special(":")),
        row("a: at 10^:^30", special(":")),
        row("a: see http^:^//x", special(":")),
        row("source.ip: ^:^:1", special(":")),
        row("@timestamp >= 2024-05-01T00^:^00:00Z", special(":")),
        row("a: x^<^ 5", special("<")),
        row("a: f^(^x)", special("(")),
        row("f^(^x)", special("(")),
        row("a: 5^\"^", "KQL003 This '\"' is never closed."),
        row(
            "a: 5^\"^x\"",
            "KQL005 A '\"' cannot occur in a value without quotes. Quote the value or"
                + " write '\\\"'."),
        row("a: x^{^", special("{")),
        row("a: b^\\q^", escape("\\q")),
        row("a: b^\\^", escape("\\")),
        row("a: b^\\u^12", escape("\\u")),
        row("a: ^\\😀^", escape("\\😀")),
        row(
            "a: ^not^ b",
            "KQL007 The operator 'not' cannot follow ':'. Write 'not a: ...' or 'a: (not ...)'."),
        row("^not^(a: b)", "KQL008 The operator 'not' needs a space after it."),
        row("a: (x or ^NOT^(y))", "KQL008 The operator 'NOT' needs a space after it."),
        row("(a: b)^and^ c: d", operator("and")),
        row("a: \"b\"^and^ c: d", operator("and")),
        row("a: (\"b\"^or^\"c\")", operator("or")),
        row("a: b ^and^(c: d)", operator("and")),
        row(
            "not ^not^ a: b",
            "KQL010 The operator 'not' cannot be repeated. Remove both or write 'not (not ...)'."),
        row(
            "a: ^cannot^ open file",
            "KQL011 The end of 'cannot' is read as the operator 'not', because a space follows."
                + " Quote the value."),
        row(
            "a: x ^*not^ y",
            "KQL011 The end of '*not' is read as the operator 'not', because a space follows."
                + " Quote the value."),
        row(
            "a: ^( )^",
            "KQL012 This list has no values. Write '*' to test whether the field exists."),
        row("a: ^{ }^", "KQL013 There is no condition between '{' and '}'."),
        row("a: b and ^()^", "KQL013 There is no condition between '(' and ')'."),
        row("a: ^>^5", "KQL014 A bound takes no ':'. Write 'a > ...'."),
        row("a: (^>=^ 5 or 6)", "KQL014 A bound takes no ':'. Write 'a >= ...'."),
        row(
            "n > ^(^1 or 2)",
            "KQL015 A bound is one value, not a list. Repeat the field for each" + " bound."),
        row("a ^==^ \"b\"", "KQL016 KQL has no operator '=='. Write 'a: ...'."),
        row("a ^!=^ (b or c)", "KQL016 KQL has no operator '!='. Write 'not a: ...'."),
        row("^a=^\"b\"", "KQL016 KQL has no operator '='. Write 'a: ...'."),
        row("^null^: x", "KQL022 A field cannot be named null without quotes. Write \"null\"."));
  }

  static Stream<Arguments> warnings() {
    return Stream.of(
        row(
            "a: (^x*\ny*^ or z)",
            "KQL031 The line break is part of 'x* y*'. Write 'and' or 'or'"
                + " between the lines, or quote them."),
        row("^any^ where true", like("EQL", "eql")),
        row("^process^ where process.name : \"x\"", like("EQL", "eql")),
        row("^sample^ by host.id", like("EQL", "eql")),
        row("^FROM^ logs-* | limit 5", like("ES|QL", "esql")),
        row("a: ^“x y”^", quote("“", "“x y”")),
        row("a: ^x”^", quote("”", "x”")),
        row("a: (b or ^«x»^)", quote("«", "«x»")),
        row("a: ^‘x’^", quote("‘", "‘x’")),
        row("a: ^'x y'^", quote("'", "'x y'")),
        row("^“a”^: x", quote("“", "“a”")),
        row("a: ^＂x＂^", quote("＂", "＂x＂")),
        row("a: ^x＂^", quote("＂", "x＂")),
        row("a: ^´x´^", quote("´", "´x´")),
        row("a: ^\"x” or b: “y\"^", quote("”", "\"x” or b: “y\"")),
        row("a: ^\"x“ AND b: y\"^", quote("“", "\"x“ AND b: y\"")),
        row("a: ^[1 TO 5]^", range("[1 TO 5]", "1", "5")),
        row("a: (b or ^[ x TO * ]^)", range("[ x TO * ]", "x", "*")),
        row("^[a TO b]^", range("[a TO b]", "a", "b")),
        row("a: ^!x^", excluded("!x")),
        row("a: (not ^!x y^)", excluded("!x y")),
        row("a: ^! x^", excluded("! x")),
        row("a: ^!*.exe^", excluded("!*.exe")),
        row("a: ^/.*x[0-9]+/^", regex("/.*x[0-9]+/")),
        row("a: ^/x|y/i^", regex("/x|y/i")),
        row("^!a^: x", "KQL041 The '!' is part of the name '!a' here. Write 'not a: ...'."),
        row("^!a^ > 5", "KQL041 The '!' is part of the name '!a' here. Write 'not a: ...'."),
        row(
            "^! a^: { b: x }",
            "KQL041 The '!' is part of the name '! a' here. Write 'not a: ...'."),
        row(
            "a: ^x && y^",
            "KQL042 The '&&' is part of the text 'x && y' here. Write 'and' between conditions."),
        row(
            "a: (^x || y^)",
            "KQL042 The '||' is part of the text 'x || y' here. Write 'or' between conditions."),
        row("a: ^x and^", keyword("and", "x and")),
        row("a: (^x  OR^)", keyword("OR", "x  OR")),
        row("a: x or ^or b^: c", keyword("or", "or b")),
        row("a: ^or x^", keyword("or", "or x")),
        row("n > ^5 or^", keyword("or", "5 or")),
        row(
            "a: (^x, y^)",
            "KQL033 This is one value: 'x, y'. Write 'or' instead of the comma, or quote the"
                + " value."),
        row(
            "a: \"C:^\\t^emp\"",
            "KQL034 The escape '\\t' is read as a tab. Write '\\\\t' for a backslash and the"
                + " letter."),
        row(
            "a: \"\\Run^\\r^unmru\"",
            "KQL034 The escape '\\r' is read as a carriage return. Write '\\\\r' for a"
                + " backslash and the letter."),
        row(
            "a: \"C:\\\\x^\\n^ew\"",
            "KQL034 The escape '\\n' is read as a line break. Write '\\\\n' for a"
                + " backslash and the letter."),
        row("a: ^cmd?.exe^", question("cmd?.exe")),
        row("a: ^*/x?y/*^", question("*/x?y/*")),
        row("a: (x or y or ^x^)", "KQL036 The value 'x' is already in this list, at 1:5."),
        row("a: (not x and not ^x^)", "KQL036 The value 'x' is already in this list, at 1:9."),
        row(
            "^a == b^",
            "KQL037 The text 'a == b' is searched for in every field. To compare a"
                + " field, write 'a: ...'."),
        row(
            "^a != b^",
            "KQL037 The text 'a != b' is searched for in every field. To compare a"
                + " field, write 'not a: ...'."));
  }

  @ParameterizedTest
  @MethodSource
  void acceptsWithoutWarning(String query) {
    assertThat(parse(query)).isEmpty();
  }

  static Stream<String> acceptsWithoutWarning() {
    return Stream.of(
        "",
        " \u00A0\n ",
        "a: or",
        "a: (or or and)",
        "a: x \\and",
        "a: \"x and\"",
        "a: \"x\ny\"",
        "a: x\\ny",
        "a: x, y",
        "a: (x,y)",
        "a: (\"x, y\")",
        "a: \"one\\ntwo\\tthree\"",
        "a: \"say \\\"x\\\"\\n\"",
        "a: \"\\\\temp\"",
        "a: /api/v1/secrets?limit*",
        "a: what is this?",
        "a: \"a?b\"",
        "a: /etc/passwd",
        "a: /admin/",
        "a: //server/share/",
        "a: \"/.*x/\"",
        "a: \"“x”\"",
        "a: 'x",
        "a: it's",
        "a: x&&y",
        "a: \"!x\"",
        "a: x!",
        "a: !!",
        "a: any where b",
        "somewhere: x",
        "where: x",
        "from: x",
        "a: (x or \"x\" or not x)",
        "a: x or a: x",
        "a: x=y",
        "\"a == b\"");
  }

  @Test
  void reportsAnUnclosedQuoteBesideTheMistakeThatItCaused() {
    assertThat(parse("a: \"b and c: \"d\""))
        .extracting(Diagnostic::toString)
        .containsExactly(
            "query:1:15: error: Expected 'and' or 'or' before 'd'. [KQL002]",
            "query:1:16: error: This '\"' is never closed. [KQL003]");
  }

  @Test
  void keepsControlCharactersOutOfMessages() {
    assertThat(parse("a: \"x\" y\u001B[31mz").get(0).message())
        .isEqualTo("Expected 'and' or 'or' before 'y [31mz'.");
  }

  @Test
  void cutsLongTextOutOfMessages() {
    assertThat(parse("a: \"x\" " + "y".repeat(1000)).get(0).message()).hasSizeLessThan(120);
  }

  @Test
  void reportsPlacesOfTheRuleFile() {
    SourceText file = SourceText.of("rule.toml", "query = '''\na:\nb:c'''");
    SourceText query = file.embed("a:\nb:c", new Embedding.Builder().addPlain(12, 18).build(18));
    DiagnosticSink sink = new DiagnosticSink();
    assertThat(KqlParser.parse(query, sink)).isEmpty();
    assertThat(sink.diagnostics().get(0).position()).hasToString("3:2");
  }

  @Test
  void everyKindIsProduced() throws IllegalAccessException {
    Set<String> declared = new TreeSet<>();
    for (Class<?> reporter :
        List.of(KqlParser.class, KqlSyntaxErrors.class, KqlTreeBuilder.class, KqlLints.class)) {
      for (Field constant : reporter.getDeclaredFields()) {
        if (constant.getType() == DiagnosticKind.class) {
          constant.setAccessible(true);
          assertThat(declared.add(((DiagnosticKind) constant.get(null)).code())).isTrue();
        }
      }
    }
    Set<String> produced = new TreeSet<>(Set.of("KQL020", "KQL021")); // See KqlLimitsTest.
    Stream.concat(errors(), warnings())
        .map(row -> ((String) row.get()[1]).substring(0, 6))
        .forEach(produced::add);
    assertThat(produced).isEqualTo(declared);
  }

  @Test
  void warningsDoNotRefuse() {
    warnings()
        .map(row -> ((String) row.get()[0]).replace("^", ""))
        .forEach(
            query -> {
              DiagnosticSink sink = new DiagnosticSink();
              Optional<KqlQuery> read = KqlParser.parse(SourceText.of("query", query), sink);
              assertThat(read).as(query).isPresent();
              assertThat(sink.diagnostics())
                  .allMatch(diagnostic -> diagnostic.severity() == Severity.WARNING);
            });
  }

  private static Arguments row(String marked, String expected) {
    return Arguments.of(marked, expected);
  }

  private static String special(String character) {
    return ("KQL005 A '%1$s' cannot occur in a value without quotes."
            + " Quote the value or write '\\%1$s'.")
        .formatted(character);
  }

  private static String escape(String written) {
    return "KQL006 Unknown escape '"
        + written
        + "'. Write '\\\\' for a backslash or quote the value.";
  }

  private static String operator(String word) {
    return "KQL009 The operator '" + word + "' needs a space on both sides.";
  }

  private static String keyword(String word, String value) {
    return ("KQL032 The word '%s' is part of the text '%s' here, because there is nothing on"
            + " its other side.")
        .formatted(word, value);
  }

  private static String like(String language, String word) {
    return ("KQL038 This looks like %s, but is read as KQL. A rule in it has language \"%s\" and"
            + " type \"%s\".")
        .formatted(language, word, word);
  }

  private static String range(String value, String from, String to) {
    return ("KQL043 KQL has no ranges in brackets: '%s' is compared literally. Write"
            + " 'field >= %s and field <= %s'.")
        .formatted(value, from, to);
  }

  private static String excluded(String value) {
    return ("KQL044 The '!' is part of the value '%s' here. To exclude a value, write 'not' before"
            + " the field, or before the value in a list.")
        .formatted(value);
  }

  private static String quote(String sign, String value) {
    return "KQL039 The sign '%s' is part of the text '%s' here. Quotes are written '\"'."
        .formatted(sign, value);
  }

  private static String regex(String value) {
    return ("KQL040 KQL has no regular expressions: '%s' is compared literally. Write"
            + " wildcards, or the rule in EQL.")
        .formatted(value);
  }

  private static String question(String value) {
    return "KQL035 The '?' in '"
        + value
        + "' is an ordinary character. KQL has only the wildcard '*'.";
  }

  private static List<Diagnostic> parse(String query) {
    DiagnosticSink sink = new DiagnosticSink();
    KqlParser.parse(SourceText.of("query", query), sink);
    return sink.diagnostics();
  }
}
