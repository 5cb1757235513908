package dev.sigrun.compiler.backend.kibana;

import dev.sigrun.compiler.analysis.AnalyzedRule;
import dev.sigrun.compiler.backend.Artifact;
import dev.sigrun.compiler.backend.ExportBackend;
import dev.sigrun.compiler.backend.ExportFile;
import dev.sigrun.compiler.backend.ExportOptions;
import dev.sigrun.compiler.diagnostic.Diagnostic;
import dev.sigrun.compiler.fidelity.Reasons;
import dev.sigrun.compiler.format.elastic.ElasticDocument;
import dev.sigrun.compiler.language.ParsedQuery;
import dev.sigrun.compiler.rule.Rule;
import dev.sigrun.runtime.json.JsonValues;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Exports rules for Kibana's rule management: one file with a JSON object per line for each rule. A
 * rule in Elastic's format is exact, since it is carried as it is written, its exceptions as
 * filters. Any other rule becomes one whose query is made from its meaning, see {@link
 * MeaningForms}.
 */
public final class KibanaBackend implements ExportBackend {
  private static final String FILE = "rules.ndjson";

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
    ExceptionFilters.add(rule.exceptions(), object);
    return Artifact.of(rule, Reasons.none(), () -> line(object));
  }

  private static String line(Map<String, Object> object) {
    return JsonValues.write(object) + "\n";
  }

  @Override
  public List<ExportFile> files(List<Artifact> artifacts) {
    String lines =
        artifacts.stream()
            .map(Artifact::text)
            .flatMap(Optional::stream)
            .collect(Collectors.joining());
    return lines.isEmpty() ? List.of() : List.of(new ExportFile(FILE, lines));
  }
}
