package dev.sigrun.compiler.backend.kibana;

import dev.sigrun.compiler.analysis.AnalyzedRule;
import dev.sigrun.compiler.backend.Artifact;
import dev.sigrun.compiler.backend.ExportBackend;
import dev.sigrun.compiler.backend.ExportFile;
import dev.sigrun.compiler.diagnostic.Diagnostic;
import dev.sigrun.compiler.diagnostic.DiagnosticKind;
import dev.sigrun.compiler.fidelity.Reasons;
import dev.sigrun.compiler.format.elastic.ElasticDocument;
import dev.sigrun.compiler.rule.Rule;
import dev.sigrun.runtime.json.JsonValues;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Exports rules for Kibana's rule management: one file with a JSON object per line for each rule.
 * Every rule in Elastic's format is exact, since it is carried as it is written.
 */
public final class KibanaBackend implements ExportBackend {
  private static final String FILE = "rules.ndjson";

  private static final DiagnosticKind OTHER_FORMAT =
      DiagnosticKind.unsupported(
          "KIB001",
          "Kibana imports only rules in Elastic's format. Export the rule as a query instead.");

  @Override
  public String name() {
    return "kibana";
  }

  @Override
  public Artifact emit(AnalyzedRule rule) {
    return write(rule.rule());
  }

  @Override
  public Artifact carry(Rule rule, Diagnostic reason) {
    return write(rule);
  }

  private static Artifact write(Rule rule) {
    Reasons reasons = Reasons.none();
    if (rule.document() instanceof ElasticDocument document) {
      return Artifact.of(
          rule, reasons, () -> JsonValues.write(KibanaDocument.toJson(document)) + "\n");
    }
    reasons.refuse(OTHER_FORMAT, rule.nameOrigin());
    return Artifact.of(rule, reasons, () -> "");
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
