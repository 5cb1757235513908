package dev.sigrun.compiler.backend;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sigrun.compiler.Backends;
import dev.sigrun.compiler.Compilation;
import dev.sigrun.compiler.analysis.AnalyzedRule;
import dev.sigrun.compiler.fidelity.Fidelity;
import dev.sigrun.compiler.language.sigma.events.EventForm;
import dev.sigrun.compiler.rule.Rule;
import dev.sigrun.runtime.json.JsonFormatException;
import dev.sigrun.runtime.json.JsonValues;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Exports the public Sigma rules next to the project, over events of the ECS. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SigmaExportCorpusTest {
  private List<Compilation> rules = List.of();

  @BeforeAll
  void load() {
    // Thousands of rules for six targets take a minute.
    Assumptions.assumeTrue(Boolean.getBoolean("sigrun.long"), "only in the long profile");
    rules = ExportedCorpus.sigma(EventForm.ECS);
  }

  /** EQL that claims to be exact and is read back means the same. */
  @Test
  void exportedEqlMeansWhatTheRuleMeans() {
    ExportBackend eql = backend("elasticsearch-eql");
    List<String> different = new ArrayList<>();
    int compared = 0;
    for (Compilation compilation : rules) {
      Optional<AnalyzedRule> analyzed = compilation.analyzed();
      Optional<String> text =
          analyzed
              .map(eql::emit)
              .filter(export -> export.fidelity() == Fidelity.EXACT)
              .flatMap(Artifact::text);
      if (text.isPresent()) {
        compared++;
        String query = String.valueOf(object(text.get()).get("query"));
        ReadBack.difference(analyzed.get(), query).ifPresent(different::add);
      }
    }
    assertThat(different).isEmpty();
    assertThat(compared).isGreaterThan(3_200);
  }

  /** Every rule for Kibana has all required keys and the names of all its authors. */
  @Test
  void kibanaGetsWholeRules() {
    int written = 0;
    for (Artifact export : ExportRules.exports(backend("kibana"), rules).artifacts()) {
      if (export.text().isPresent()) {
        written++;
        Map<String, @Nullable Object> object = object(export.text().get());
        Rule rule = export.rule();
        assertThat(object)
            .containsKeys("description", "query", "language", "risk_score", "tags", "threat")
            .containsEntry("rule_id", rule.ruleId())
            .containsEntry("name", rule.name())
            .containsEntry("severity", rule.severity().spelling())
            .containsEntry("enabled", false)
            .containsEntry("author", rule.parameters().get("author"));
        assertThat(object.get("type")).isIn("eql", "query", "esql");
      }
    }
    assertThat(written).isGreaterThan(2_500);
  }

  /** Renew the table with {@code -Plong -Dgolden.update=true}. */
  @Test
  void documentationHoldsTheFigures() {
    ExportFigures.check("figures of Sigma", ExportFigures.table(rules, Optional.empty()));
  }

  private static ExportBackend backend(String name) {
    return Backends.builtIn(ExportOptions.defaults()).byName(name).orElseThrow();
  }

  private static Map<String, @Nullable Object> object(String json) {
    try {
      return JsonValues.asObject(JsonValues.read(json)).orElseThrow();
    } catch (JsonFormatException e) {
      throw new AssertionError(json, e);
    }
  }
}
