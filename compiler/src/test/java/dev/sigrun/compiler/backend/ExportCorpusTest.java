package dev.sigrun.compiler.backend;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sigrun.compiler.CompilerOptions;
import dev.sigrun.compiler.ExportTargets;
import dev.sigrun.compiler.backend.kibana.KibanaDocument;
import dev.sigrun.compiler.diagnostic.DiagnosticSink;
import dev.sigrun.compiler.fidelity.Fidelity;
import dev.sigrun.compiler.format.elastic.ElasticDocument;
import dev.sigrun.compiler.ir.Query;
import dev.sigrun.compiler.language.FieldResolver;
import dev.sigrun.compiler.language.eql.analysis.EqlAnalyzer;
import dev.sigrun.compiler.language.eql.syntax.EqlParser;
import dev.sigrun.compiler.rewrite.Rewriter;
import dev.sigrun.compiler.rule.Rule;
import dev.sigrun.compiler.rule.RuleType;
import dev.sigrun.compiler.source.SourceText;
import dev.sigrun.runtime.json.JsonFormatException;
import dev.sigrun.runtime.json.JsonValues;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Exports the public rules that lie beside the project. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ExportCorpusTest {
  private static final Path DOCUMENT = Path.of("..", "docs", "exports.md");
  private static final String START = "<!-- figures -->\n";
  private static final String END = "<!-- end of figures -->";

  private List<Exportable> rules = List.of();

  @BeforeAll
  void load() {
    rules = ExportedCorpus.rules();
  }

  private List<Export> exports(String target) {
    return ExportTargets.all(ExportOptions.defaults()).stream()
        .filter(t -> t.name().equals(target))
        .map(t -> TargetExports.of(t, rules).exports())
        .findFirst()
        .orElseThrow();
  }

  @Test
  void everyRuleComesBackFromKibanaAsItWas() {
    List<Export> exports = exports("kibana");

    assertThat(exports).hasSize(2068).allMatch(e -> e.fidelity() == Fidelity.EXACT);
    for (Export export : exports) {
      Rule rule = export.rule().rule();
      ElasticDocument read = KibanaDocument.fromJson(object(export.text().orElseThrow()));
      assertThat(read).as(rule.toString()).isEqualTo(rule.document());
    }
  }

  @Test
  void everyEqlRuleIsExactInEql() {
    assertThat(exports("elasticsearch-eql"))
        .filteredOn(e -> e.rule().rule().type() == RuleType.EQL)
        .hasSize(1024)
        .allMatch(e -> e.fidelity() == Fidelity.EXACT);
  }

  @Test
  void exportedEqlMeansWhatTheRuleMeans() {
    List<String> different = new ArrayList<>();
    for (Export export : exports("elasticsearch-eql")) {
      if (export.text().isPresent()) {
        String text = String.valueOf(object(export.text().get()).get("query"));
        Query expected = export.rule().query().orElseThrow();
        Optional<Query> actual = parse(text, export.rule().rule());
        if (!actual.equals(Optional.of(expected))) {
          different.add(export.rule().rule() + "\n" + text + "\n" + expected + "\n" + actual);
        }
      }
    }
    assertThat(different).isEmpty();
  }

  private static Optional<Query> parse(String text, Rule rule) {
    CompilerOptions options = CompilerOptions.defaults();
    FieldResolver fields = new FieldResolver(options.schema(), options.unknownFields());
    DiagnosticSink sink = new DiagnosticSink();
    String category =
        rule.body() instanceof dev.sigrun.compiler.rule.RuleBody.Eql eql
            ? eql.eventCategoryField().map(f -> f.name()).orElse("event.category")
            : "event.category";
    return EqlParser.parse(SourceText.of("export", text), sink)
        .flatMap(tree -> EqlAnalyzer.analyze(tree, fields, category, sink))
        .map(query -> Rewriter.rewrite(query, UnaryOperator.identity()));
  }

  @Test
  void singleEventsWithoutScriptsAreExactInQueryDsl() {
    List<Export> candidates =
        exports("elasticsearch-dsl").stream()
            .filter(e -> e.rule().query().filter(Query.SingleEvent.class::isInstance).isPresent())
            .filter(e -> e.reasons().stream().noneMatch(r -> r.code().equals("DSL010")))
            .toList();
    long exact = candidates.stream().filter(e -> e.fidelity() == Fidelity.EXACT).count();

    assertThat(candidates).hasSizeGreaterThan(1200);
    assertThat(exact * 100.0 / candidates.size()).isGreaterThanOrEqualTo(99);
  }

  @Test
  void nearlyAllRulesAreExactInSplunk() {
    List<Export> exports = exports("splunk");
    List<Export> single = ofShape(exports, Query.SingleEvent.class);
    List<Export> sequences = ofShape(exports, Query.Sequence.class);

    assertThat(single).hasSizeGreaterThan(1200);
    assertThat(exact(single) * 100.0 / single.size()).isGreaterThanOrEqualTo(98);
    assertThat(sequences).hasSize(198);
    assertThat(exact(sequences)).isGreaterThanOrEqualTo(180);
  }

  private static List<Export> ofShape(List<Export> exports, Class<? extends Query> shape) {
    return exports.stream()
        .filter(e -> e.rule().query().filter(shape::isInstance).isPresent())
        .toList();
  }

  private static long exact(List<Export> exports) {
    return exports.stream().filter(e -> e.fidelity() == Fidelity.EXACT).count();
  }

  /** Renew the table with {@code -Dgolden.update=true}. */
  @Test
  void documentationHoldsTheFigures() throws IOException {
    String text = Files.readString(DOCUMENT);
    int start = text.indexOf(START) + START.length();
    int end = text.indexOf(END);
    String renewed = text.substring(0, start) + table() + text.substring(end);
    if (Boolean.getBoolean("golden.update")) {
      Files.writeString(DOCUMENT, renewed);
    }
    assertThat(Files.readString(DOCUMENT)).isEqualTo(renewed);
  }

  private String table() {
    StringBuilder table =
        new StringBuilder("\n| target | exact | approximate | refused |\n|---|--:|--:|--:|\n");
    for (Target target : ExportTargets.all(ExportOptions.defaults())) {
      TargetExports exports = TargetExports.of(target, rules);
      table.append(
          String.format(
              Locale.ROOT,
              "| `%s` | %d | %d | %d |%n",
              target.name(),
              exports.count("exact"),
              exports.count("approximate"),
              exports.count("refused")));
      byType(exports, table);
    }
    return table.toString().replace(System.lineSeparator(), "\n");
  }

  private static void byType(TargetExports exports, StringBuilder table) {
    Map<String, long[]> counts = new TreeMap<>();
    for (Export export : exports.exports()) {
      long[] count = counts.computeIfAbsent(kind(export.rule()), k -> new long[3]);
      count[List.of("exact", "approximate", "refused").indexOf(export.fidelity().label())]++;
    }
    counts.forEach(
        (kind, count) ->
            table.append(
                String.format(
                    Locale.ROOT, "| – %s | %d | %d | %d |%n", kind, count[0], count[1], count[2])));
  }

  private static String kind(Exportable rule) {
    String type = rule.rule().type().spelling();
    boolean several = rule.query().filter(q -> !(q instanceof Query.SingleEvent)).isPresent();
    return type.equals("eql") ? several ? "eql, several events" : "eql, one event" : type;
  }

  private static Map<String, @Nullable Object> object(String json) {
    try {
      return JsonValues.asObject(JsonValues.read(json)).orElseThrow();
    } catch (JsonFormatException e) {
      throw new AssertionError(json, e);
    }
  }
}
