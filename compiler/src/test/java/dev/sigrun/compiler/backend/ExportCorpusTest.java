package dev.sigrun.compiler.backend;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sigrun.compiler.Backends;
import dev.sigrun.compiler.Compilation;
import dev.sigrun.compiler.CompilerOptions;
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
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Exports the public rules next to the project. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ExportCorpusTest {
  /** Of the rules in ES|QL, which other languages do not say. */
  private static final String ROWS = "ESQL116";

  private List<Compilation> rules = List.of();
  private final Map<Rule, Query> queries = new IdentityHashMap<>();

  @BeforeAll
  void load() {
    rules = ExportedCorpus.rules();
    rules.stream()
        .flatMap(rule -> rule.analyzed().stream())
        .forEach(analyzed -> queries.put(analyzed.rule(), analyzed.query()));
  }

  private List<Artifact> exports(String target) {
    Backends backends = Backends.builtIn(ExportOptions.defaults());
    return ExportRules.exports(backends.byName(target).orElseThrow(), rules).artifacts();
  }

  private Optional<Query> query(Artifact export) {
    return Optional.ofNullable(queries.get(export.rule()));
  }

  @Test
  void everyRuleComesBackFromKibanaAsItWas() {
    List<Artifact> exports = exports("kibana");

    assertThat(exports).hasSize(2068).allMatch(e -> e.fidelity() == Fidelity.EXACT);
    for (Artifact export : exports) {
      Rule rule = export.rule();
      ElasticDocument read = KibanaDocument.fromJson(object(export.text().orElseThrow()));
      assertThat(read).as(rule.toString()).isEqualTo(rule.document());
    }
  }

  @Test
  void everyEqlRuleIsExactInEql() {
    assertThat(exports("elasticsearch-eql"))
        .filteredOn(e -> e.rule().type() == RuleType.EQL)
        .hasSize(1024)
        .allMatch(e -> e.fidelity() == Fidelity.EXACT);
  }

  @Test
  void exportedEqlMeansWhatTheRuleMeans() {
    List<String> different = new ArrayList<>();
    for (Artifact export : exports("elasticsearch-eql")) {
      if (export.text().isPresent()) {
        String text = String.valueOf(object(export.text().get()).get("query"));
        Query expected = query(export).orElseThrow();
        Optional<Query> actual = parse(text, export.rule());
        if (!actual.equals(Optional.of(expected))) {
          different.add(export.rule() + "\n" + text + "\n" + expected + "\n" + actual);
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
    List<Artifact> candidates =
        exports("elasticsearch-dsl").stream()
            .filter(e -> query(e).filter(Query.SingleEvent.class::isInstance).isPresent())
            .filter(e -> !hasReason(e, "DSL010") && !hasReason(e, ROWS))
            .toList();
    long exact = candidates.stream().filter(e -> e.fidelity() == Fidelity.EXACT).count();

    assertThat(candidates).hasSizeGreaterThan(1200);
    assertThat(exact * 100.0 / candidates.size()).isGreaterThanOrEqualTo(99);
  }

  @Test
  void nearlyAllRulesAreExactInSplunk() {
    List<Artifact> exports = exports("splunk");
    List<Artifact> single = ofShape(exports, Query.SingleEvent.class);
    List<Artifact> sequences = ofShape(exports, Query.Sequence.class);

    // SPL019: Splunk compares fractions with all their digits, an index rounds them to a float.
    List<Artifact> rounded = single.stream().filter(e -> hasReason(e, "SPL019")).toList();
    List<Artifact> others =
        single.stream().filter(e -> !hasReason(e, "SPL019") && !hasReason(e, ROWS)).toList();

    assertThat(rounded).hasSize(3);
    assertThat(others).hasSizeGreaterThan(1200);
    assertThat(exact(others) * 100.0 / others.size()).isGreaterThanOrEqualTo(98);
    assertThat(sequences).hasSize(198);
    assertThat(exact(sequences)).isGreaterThanOrEqualTo(180);
  }

  private List<Artifact> ofShape(List<Artifact> exports, Class<? extends Query> shape) {
    return exports.stream().filter(e -> query(e).filter(shape::isInstance).isPresent()).toList();
  }

  private static boolean hasReason(Artifact artifact, String code) {
    return artifact.reasons().stream().anyMatch(reason -> reason.code().equals(code));
  }

  private static long exact(List<Artifact> exports) {
    return exports.stream().filter(e -> e.fidelity() == Fidelity.EXACT).count();
  }

  /** Renew the table with {@code -Dgolden.update=true}. */
  @Test
  void documentationHoldsTheFigures() {
    ExportFigures.check("figures", ExportFigures.table(rules, Optional.of(this::kind)));
  }

  private String kind(Artifact export) {
    String type = export.rule().type().spelling();
    boolean several = query(export).filter(q -> !(q instanceof Query.SingleEvent)).isPresent();
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
