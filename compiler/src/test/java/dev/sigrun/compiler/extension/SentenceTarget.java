package dev.sigrun.compiler.extension;

import dev.sigrun.compiler.backend.Export;
import dev.sigrun.compiler.backend.ExportFile;
import dev.sigrun.compiler.backend.Exportable;
import dev.sigrun.compiler.backend.Target;
import dev.sigrun.compiler.diagnostic.DiagnosticKind;
import dev.sigrun.compiler.fidelity.Reasons;
import dev.sigrun.compiler.ir.Query;
import java.util.List;

/** A back end of its own: rules as sentences for people. */
final class SentenceTarget implements Target {
  private static final DiagnosticKind SEVERAL_EVENTS =
      DiagnosticKind.unsupported("SEN001", "Only single events have sentences.");

  @Override
  public String name() {
    return "sentences";
  }

  @Override
  public Export export(Exportable rule) {
    Reasons reasons = Reasons.none();
    if (rule.query().orElseThrow() instanceof Query.SingleEvent single) {
      String sentence = rule.rule().name() + " when " + single.predicate() + ".\n";
      return Export.of(rule, reasons, () -> sentence);
    }
    reasons.refuse(SEVERAL_EVENTS, rule.rule().nameOrigin());
    return Export.of(rule, reasons, () -> "");
  }

  @Override
  public List<ExportFile> files(List<Export> exports) {
    return ExportFile.each(exports, ".txt");
  }
}
