package dev.sigrun.compiler.backend.kibana;

import dev.sigrun.compiler.analysis.AnalyzedRule;
import dev.sigrun.compiler.backend.Artifact;
import dev.sigrun.compiler.backend.ExportBackend;
import dev.sigrun.compiler.backend.ExportFile;
import dev.sigrun.compiler.backend.ExportOptions;
import dev.sigrun.compiler.diagnostic.Diagnostic;
import dev.sigrun.compiler.diagnostic.DiagnosticKind;
import dev.sigrun.compiler.fidelity.Fidelity;
import dev.sigrun.compiler.fidelity.Reasons;
import dev.sigrun.compiler.format.elastic.ElasticDocument;
import dev.sigrun.compiler.language.ParsedQuery;
import dev.sigrun.compiler.rule.Rule;
import dev.sigrun.runtime.json.JsonValues;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Exports rules for Kibana's rule management: one file with a JSON object per line for each rule. A
 * rule in Elastic's format is exact, since it is carried as it is written, its exceptions as
 * filters; rules of some types cannot have filters. Any other rule becomes one whose query is made
 * from its meaning, see {@link MeaningForms}.
 */
public final class KibanaBackend implements ExportBackend {
  private static final String FILE = "rules.ndjson";

  private static final DiagnosticKind NO_FILTERS =
      DiagnosticKind.warning(
          "ESX006",
          "Kibana does not filter rules of type '%s', so the exceptions are left out. Add them in"
              + " Kibana.");

  /** Types of rules whose filters Kibana drops. It applies its own exceptions to them. */
  private static final Set<String> WITHOUT_FILTERS = Set.of("esql", "machine_learning");

  private final MeaningForms forms;

  /** A back end with these options. */
  public KibanaBackend(ExportOptions options) {
    this.forms = new MeaningForms(options);
  }

  @Override
  public String name() {
    return "kibana";
  }

  @Override
  public Artifact emit(AnalyzedRule rule) {
    return rule.rule().document() instanceof ElasticDocument document
        ? carried(rule.rule(), document)
        : forms.emit(rule, query -> line(KibanaRule.of(rule.rule(), query)));
  }

  @Override
  public Artifact carry(Rule rule, Optional<ParsedQuery> parsed, Diagnostic reason) {
    return rule.document() instanceof ElasticDocument document
        ? carried(rule, document)
        : ExportBackend.super.carry(rule, parsed, reason);
  }

  private static Artifact carried(Rule rule, ElasticDocument document) {
    Map<String, Object> object = KibanaDocument.toJson(document);
    Reasons reasons = Reasons.none();
    String type = String.valueOf(object.get("type"));
    if (!WITHOUT_FILTERS.contains(type)) {
      ExceptionFilters.add(rule.exceptions(), object);
    } else if (!rule.exceptions().isEmpty()) {
      reasons.approximate(Fidelity.MAY_DIFFER, NO_FILTERS, rule.nameOrigin(), type);
    }
    return Artifact.of(rule, reasons, () -> line(object));
  }

  private static String line(Map<String, Object> object) {
    return JsonValues.write(object) + "\n";
  }

  @Override
  public List<ExportFile> files(List<Artifact> artifacts) {
    List<Artifact> written = artifacts.stream().filter(artifact -> !artifact.isRefused()).toList();
    String lines = written.stream().flatMap(a -> a.text().stream()).collect(Collectors.joining());
    List<ExportFile.Part> parts =
        written.stream()
            .map(a -> new ExportFile.Part(a.rule(), Optional.of(a.rule().ruleId())))
            .toList();
    return written.isEmpty() ? List.of() : List.of(new ExportFile(FILE, lines, parts));
  }
}
