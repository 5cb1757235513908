package dev.sigrun.compiler.backend.java;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sigrun.compiler.analysis.AnalyzedRule;
import dev.sigrun.runtime.json.JsonValues;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The content of a rule remains text: in Java, in comments, in names of files. */
class HostileRulesTest {
  private static final List<String> TEXTS =
      List.of(
          "*/ int x; /*",
          "\\u002a/ int x; /*",
          "\\\\u002a/ int x; /*",
          "\\\\\\u002a\\u002f",
          "C:\\users\\u",
          "\\uuuu000a",
          "\"; System.exit(1); \"",
          "\"\"\"",
          "line\nbreak\r\nand\rmore",
          "\u2028\u2029\u0085",
          "$S $L $T $$ $1L ${x} $>",
          "../../x",
          "{@link Nothing}",
          "{@code",
          "}}}{{{",
          "@author nobody",
          "</pre></code><script>",
          "&#42;&lt;",
          "nul\u0000char \u0007 \u001a",
          "\u202edirection\u202c \ufeff",
          "emoji \ud83d\ude00 日本",
          "// comment",
          "%s %d %n",
          "backslash at the end \\");

  static Stream<Arguments> languagesAndTexts() {
    return TEXTS.stream().flatMap(t -> Stream.of(Arguments.of("eql", t), Arguments.of("kuery", t)));
  }

  @ParameterizedTest
  @MethodSource("languagesAndTexts")
  void textsStayTexts(String language, String text) throws Exception {
    String literal = "\"" + escape(text) + "\"";
    String query =
        language.equals("eql")
            ? "any where user.name == "
                + literal
                + " or (host.name like ("
                + literal
                + ", \"y*\") and process.args != null and user.id != null)"
            : "user.name:"
                + literal
                + " or (host.name:("
                + literal
                + " or y*) and process.args:* and user.id:*)";
    AnalyzedRule rule =
        GeneratedRules.analyze(
            "rules/test.toml",
            GeneratedRules.toml(GeneratedRules.ID, "Name " + text + " (x)", language, query));
    RuleJar jar = RuleJar.compile(GeneratedRules.emit(rule));
    String event = JsonValues.write(Map.of("user", Map.of("name", text)));
    assertThat(GeneratedRules.matches(jar.load(), event)).containsExactly(GeneratedRules.ID);
    assertThat(jar.load().rules().get(0).name()).isEqualTo("Name " + text + " (x)");
  }

  /** A text between double quotes, in EQL as in KQL. */
  private static String escape(String text) {
    return text.replace("\\", "\\\\")
        .replace("\"", "\\\"")
        .replace("\n", "\\n")
        .replace("\r", "\\r");
  }

  static Stream<String> queriesWithComments() {
    return TEXTS.stream()
        .filter(text -> !text.contains("\u0000"))
        .map(text -> "any where /* " + text.replace("*/", "* /") + " */ user.name == \"a\"");
  }

  @ParameterizedTest
  @MethodSource("queriesWithComments")
  void commentsOfAQueryStayInTheComment(String query) throws Exception {
    RuleJar jar = RuleJar.compile(GeneratedRules.emit(GeneratedRules.eql(query)));
    assertThat(GeneratedRules.matches(jar.load(), "{\"user\":{\"name\":\"a\"}}")).hasSize(1);
  }

  @ParameterizedTest
  @MethodSource("texts")
  void pathsStayOnTheirLine(String path) throws Exception {
    AnalyzedRule rule =
        GeneratedRules.analyze(
            path + ".toml",
            GeneratedRules.toml(GeneratedRules.ID, "A test", "eql", "any where true"));
    GeneratedJava java = GeneratedRules.emit(rule);
    assertThat(RuleJar.compile(java).load().rules()).hasSize(1);
    assertThat(java.sources())
        .allSatisfy(source -> assertThat(source.path()).matches("[A-Za-z0-9/]+\\.java"))
        .allSatisfy(
            source ->
                assertThat(source.content().lines().findFirst().orElseThrow())
                    .startsWith("// Generated from ")
                    .endsWith(" Do not edit.")
                    .doesNotContain("..", "\\", "from /"));
  }

  static List<String> texts() {
    return TEXTS;
  }

  @ParameterizedTest
  @MethodSource("texts")
  void loneSurrogatesStayWhatTheyAre(String text) {
    assertThat(Literals.quote(text + "\ud800")).endsWith("\\ud800\"").matches("[ -~]*");
    assertThat(Comments.sentence("\udc00" + text)).startsWith("\ufffd");
  }
}
