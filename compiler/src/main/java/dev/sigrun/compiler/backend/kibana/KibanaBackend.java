package dev.sigrun.compiler.backend.kibana;

import dev.sigrun.compiler.analysis.AnalyzedRule;
import dev.sigrun.compiler.backend.Artifact;
import dev.sigrun.compiler.backend.ExportBackend;
import dev.sigrun.compiler.backend.ExportFile;
import dev.sigrun.compiler.diagnostic.Diagnostic;
import dev.sigrun.compiler.fidelity.Reasons;
import dev.sigrun.compiler.rule.Rule;
import dev.sigrun.runtime.json.JsonValues;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Detection rules as Kibana's rule management imports them: a JSON object on a line for each, all
 * in one file. Every rule is exact, since its query is carried as it is written.
 */
public final class KibanaBackend implements ExportBackend {
  private static final String FILE = "rules.ndjson";

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
    return Artifact.of(
        rule, Reasons.none(), () -> JsonValues.write(RuleDocument.of(rule).toJson()) + "\n");
  }

  @Override
  public List<ExportFile> files(List<Artifact> artifacts) {
    String lines =
        artifacts.stream().map(Artifact::text).flatMap(Optional::stream).collect(Collectors.joining());
    return lines.isEmpty() ? List.of() : List.of(new ExportFile(FILE, lines));
  }
}
