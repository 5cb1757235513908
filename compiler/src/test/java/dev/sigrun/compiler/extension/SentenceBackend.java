package dev.sigrun.compiler.extension;

import dev.sigrun.compiler.analysis.AnalyzedRule;
import dev.sigrun.compiler.backend.Artifact;
import dev.sigrun.compiler.backend.ExportBackend;
import dev.sigrun.compiler.backend.ExportFile;
import dev.sigrun.compiler.diagnostic.DiagnosticKind;
import dev.sigrun.compiler.fidelity.Reasons;
import dev.sigrun.compiler.ir.Query;
import java.util.List;

/** A back end of its own: rules as sentences for people. */
final class SentenceBackend implements ExportBackend {
  private static final DiagnosticKind SEVERAL_EVENTS =
      DiagnosticKind.unsupported("SEN001", "Only single events have sentences.");

  @Override
  public String name() {
    return "sentences";
  }

  @Override
  public Artifact emit(AnalyzedRule rule) {
    Reasons reasons = Reasons.none();
    if (rule.query() instanceof Query.SingleEvent single) {
      String sentence = rule.rule().name() + " when " + single.predicate() + ".\n";
      return Artifact.of(rule.rule(), reasons, () -> sentence);
    }
    reasons.refuse(SEVERAL_EVENTS, rule.rule().nameOrigin());
    return Artifact.of(rule.rule(), reasons, () -> "");
  }

  @Override
  public List<ExportFile> files(List<Artifact> artifacts) {
    return ExportFile.each(artifacts, ".txt");
  }
}
