package dev.sigrun.compiler.backend;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sigrun.compiler.Backends;
import dev.sigrun.compiler.Compilation;
import dev.sigrun.compiler.CompilerOptions;
import dev.sigrun.compiler.analysis.AnalyzedRule;
import dev.sigrun.compiler.backend.kibana.KibanaDocument;
import dev.sigrun.compiler.backend.splunk.ConfFile;
import dev.sigrun.compiler.backend.splunk.SavedSearchesBackend;
import dev.sigrun.compiler.backend.splunk.SplTokens;
import dev.sigrun.compiler.diagnostic.Diagnostic;
import dev.sigrun.compiler.diagnostic.DiagnosticSink;
import dev.sigrun.compiler.ir.Query;
import dev.sigrun.compiler.language.FieldResolver;
import dev.sigrun.compiler.language.eql.analysis.EqlAnalyzer;
import dev.sigrun.compiler.language.eql.syntax.EqlParser;
import dev.sigrun.compiler.rewrite.Rewriter;
import dev.sigrun.compiler.source.SourceText;
import dev.sigrun.runtime.json.JsonFormatException;
import dev.sigrun.runtime.json.JsonValues;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Text of rules never ends a string, adds a clause or a command, or changes what it says. */
class HostileExportTest {
  private static final List<String> PIECES =
      List.of(
          "\"",
          "'",
          "\\",
          "\\\\",
          "|",
          "[",
          "]",
          "(",
          ")",
          "{",
          "}",
          "`",
          "$",
          "$x$",
          "\n",
          "\r",
          "\t",
          "*/",
          "/*",
          "//",
          "<!--",
          "-->",
          "| delete",
          "\" | delete",
          "\") OR (\"",
          "%",
          "_",
          ";",
          "&",
          "<",
          ">",
          "=",
          ":",
          "~",
          "^",
          "#",
          "@",
          ",",
          "+",
          "-",
          "!",
          " ",
          "\u2028",
          "\u00a0",
          "\u0000",
          "\u001b",
          "\u00e4",
          "\ud83d\ude00",
          "and",
          " or ",
          "NOT ",
          "null",
          "true",
          "TO",
          "\"\"\"",
          "a",
          "B",
          "7",
          "/",
          ".",
          "${osquery_0}",
          "\\u0041",
          "\\\"");

  static Stream<Long> seeds() {
    int count = Boolean.getBoolean("sigrun.long") ? 5_000 : 200;
    return LongStream.range(0, count).boxed();
  }

  private static String text(Random random, String wildcards) {
    StringBuilder text = new StringBuilder();
    int pieces = 1 + random.nextInt(8);
    for (int i = 0; i < pieces; i++) {
      boolean wildcard = !wildcards.isEmpty() && random.nextInt(5) == 0;
      text.append(
          wildcard
              ? String.valueOf(wildcards.charAt(random.nextInt(wildcards.length())))
              : PIECES.get(random.nextInt(PIECES.size())));
    }
    return text.toString();
  }

  /** A text as EQL and KQL write it between quotes. */
  private static String quote(String text) {
    StringBuilder quoted = new StringBuilder("\"");
    text.codePoints()
        .forEach(
            c -> {
              if (c == '"' || c == '\\') {
                quoted.append('\\').appendCodePoint(c);
              } else if (c == '\n') {
                quoted.append("\\n");
              } else if (c == '\r') {
                quoted.append("\\r");
              } else {
                quoted.appendCodePoint(c);
              }
            });
    return quoted.append('"').toString();
  }

  /** A rule about hostile texts, and the texts that it compares with as they are. */
  private record Case(Compilation rule, List<String> values) {}

  private static Case eql(Random random) {
    String equal = text(random, "");
    String listed = text(random, "");
    String query =
        "any where user.name == "
            + quote(equal)
            + " or (host.name in~ ("
            + quote(listed)
            + ", \"x\") and not process.args : "
            + quote(text(random, "*?"))
            + ") or startsWith(file.path, "
            + quote(text(random, ""))
            + ")";
    return new Case(rule(random, "eql", query), List.of(equal, listed));
  }

  private static Case kql(Random random) {
    String equal = text(random, "");
    String listed = text(random, "");
    String query = "user.name: " + quote(equal) + " or not host.name: (" + quote(listed) + " or x)";
    return new Case(rule(random, "kuery", query), List.of(equal, listed));
  }

  private static Compilation rule(Random random, String language, String query) {
    String more =
        "note = "
            + ExportRules.quote(text(random, ""))
            + "\ntags = ["
            + ExportRules.quote("t" + text(random, ""))
            + "]\n";
    String name = "N" + text(random, "") + "n";
    return ExportRules.of("rules/x.toml", ExportRules.toml(name, language, query, more));
  }

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void hostileTextsKeepTheirMeaning(long seed) {
    Random random = new Random(seed);
    for (Case tested : List.of(eql(random), kql(random))) {
      Compilation rule = tested.rule();
      assertDsl(seed, tested);
      assertEql(seed, rule);
      assertEsql(seed, rule);
      assertKibana(seed, rule);
      assertSpl(seed, tested);
      assertSavedSearch(seed, rule);
    }
  }

  /** A search has the two commands that it should have, and asks for the texts as they are. */
  private static void assertSpl(long seed, Case tested) {
    String search = ExportRules.export("splunk", tested.rule()).text().orElseThrow();
    SplTokens tokens = SplTokens.of(search);
    assertThat(tokens.skeleton())
        .as("seed %s: %s", seed, search)
        .matches(
            "\\s*search index=\\*(?:[a-z.]+=[S*]|[a-z.]+ IN \\([S, ]+\\)|OR|NOT|[\\s()])*"
                + "\\| where (?:isnotnull|isnull|mvfind|mvfilter|match|AND|OR|NOT|[FS,\\s()])*");
    assertThat(search.replaceAll("^```|```\n", "")).doesNotContain("`").doesNotContain("$");
    assertThat(search.lines())
        .allSatisfy(line -> assertThat(line.chars()).noneMatch(Character::isISOControl));
    for (String value : tested.values()) {
      assertThat(tokens.texts())
          .as("seed %s: %s in %s", seed, value, search)
          .anyMatch(text -> text.endsWith("\\z") && Pattern.compile(text).matcher(value).find());
    }
  }

  private static void assertSavedSearch(long seed, Compilation rule) {
    ExportBackend backend = new SavedSearchesBackend(ExportOptions.defaults());
    List<ExportFile> files = ExportRules.exports(backend, List.of(rule, rule)).files();
    Map<String, Map<String, String>> stanzas = ConfFile.read(files.get(0).content());
    String search = ExportRules.export("splunk", rule).text().orElseThrow();
    String bare = search.substring(search.indexOf("```\n") + 4).strip();
    assertThat(stanzas).as("seed %s", seed).hasSize(2);
    for (Map<String, String> stanza : stanzas.values()) {
      assertThat(stanza).containsEntry("disabled", "1").hasSize(15);
      assertThat(stanza.getOrDefault("search", "").replaceAll(" +\n", "\n")).isEqualTo(bare);
    }
  }

  private static void assertDsl(long seed, Case tested) {
    Artifact export = ExportRules.export("elasticsearch-dsl", tested.rule());
    Object json = json(export.text().orElseThrow());
    List<String> texts = new ArrayList<>();
    collect(json, texts);
    assertThat(texts).as("seed %s", seed).containsAll(tested.values());
  }

  private static void assertEql(long seed, Compilation rule) {
    Artifact export = ExportRules.export("elasticsearch-eql", rule);
    String eql = String.valueOf(object(export.text().orElseThrow()).get("query"));
    assertThat(parse(eql))
        .as("seed %s: %s", seed, eql)
        .isEqualTo(rule.analyzed().map(AnalyzedRule::query));
  }

  private static Optional<Query> parse(String eql) {
    CompilerOptions options = CompilerOptions.defaults();
    FieldResolver fields = new FieldResolver(options.schema(), options.unknownFields());
    DiagnosticSink sink = new DiagnosticSink();
    return EqlParser.parse(SourceText.of("export", eql), sink)
        .flatMap(tree -> EqlAnalyzer.analyze(tree, fields, "event.category", sink))
        .map(query -> Rewriter.rewrite(query, UnaryOperator.identity()));
  }

  /**
   * Outside of its strings an ES|QL query has no more commands than ours, and nothing is left open.
   * Patterns with control characters are refused.
   */
  private static void assertEsql(long seed, Compilation rule) {
    Artifact export = ExportRules.export("elasticsearch-esql", rule);
    if (export.isRefused()) {
      assertThat(export.refusals()).extracting(Diagnostic::code).containsOnly("ESX014");
      return;
    }
    String text = export.text().orElseThrow();
    assertThat(text.lines())
        .as("seed %s", seed)
        .allSatisfy(line -> assertThat(line.chars()).noneMatch(Character::isISOControl));
    String skeleton = text.replaceAll("\"(?:[^\"\\\\\r\n]|\\\\[tnr\"\\\\])*\"", "S");
    assertThat(skeleton)
        .as("seed %s: %s", seed, text)
        .matches(
            "FROM S METADATA _id, _index, _version\n\\| WHERE (?:[a-z.]+ (?:: S|IS (?:NOT )?NULL)"
                + "|QSTR\\(S\\)|OR|AND|NOT|[ ()\n])+");
    assertThat(skeleton.chars().filter(c -> c == '(').count())
        .isEqualTo(skeleton.chars().filter(c -> c == ')').count());
  }

  private static void assertKibana(long seed, Compilation rule) {
    String line = ExportRules.export("kibana", rule).text().orElseThrow();
    assertThat(line.indexOf('\n')).isEqualTo(line.length() - 1);
    assertThat(KibanaDocument.fromJson(object(line)))
        .as("seed %s", seed)
        .isEqualTo(rule.rule().orElseThrow().document());
  }

  private static void collect(@Nullable Object json, List<String> texts) {
    if (json instanceof Map<?, ?> map) {
      map.values().forEach(value -> collect(value, texts));
    } else if (json instanceof Collection<?> list) {
      list.forEach(value -> collect(value, texts));
    } else if (json instanceof String text) {
      texts.add(text);
    }
  }

  private static @Nullable Object json(String text) {
    try {
      return JsonValues.read(text);
    } catch (JsonFormatException e) {
      throw new AssertionError(text, e);
    }
  }

  private static Map<String, @Nullable Object> object(String text) {
    return JsonValues.asObject(json(text)).orElseThrow();
  }

  @Test
  void reportsEscapeTheirTexts() {
    Compilation rule = rule(new Random(1), "eql", "any where user.name == \"\\\"]}\"");
    List<TargetExports> exports =
        Backends.builtIn(ExportOptions.defaults()).all().stream()
            .map(backend -> ExportRules.exports(backend, List.of(rule)))
            .toList();
    Object report = json(ExportReport.json(new Exports(exports, List.of(), "ECS", List.of())));
    assertThat((List<?>) ((Map<?, ?>) report).get("exports")).hasSize(6);
  }
}
