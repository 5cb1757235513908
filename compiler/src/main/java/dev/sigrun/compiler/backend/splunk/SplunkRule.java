package dev.sigrun.compiler.backend.splunk;

import dev.sigrun.compiler.analysis.AnalyzedRule;
import dev.sigrun.compiler.backend.AlertSettings;
import dev.sigrun.compiler.backend.ExportOptions;
import dev.sigrun.compiler.backend.splunk.spl.SplSearch;
import dev.sigrun.compiler.backend.splunk.spl.SplText;
import dev.sigrun.compiler.fidelity.Fidelity;
import dev.sigrun.compiler.fidelity.Reason;
import dev.sigrun.compiler.fidelity.Reasons;
import dev.sigrun.compiler.mapping.FieldMapping;
import java.util.ArrayList;
import java.util.List;

/** The parts of a rule that both Splunk back ends write. */
final class SplunkRule {
  private SplunkRule() {}

  /** The search of {@code rule}. */
  static SplSearch search(AnalyzedRule rule, ExportOptions options, Reasons reasons) {
    AlertSettings.noteExceptions(rule.rule(), reasons);
    FieldMapping mapping = options.mapping();
    FieldMapping.Mapped mapped = mapping.apply(rule.query(), reasons);
    EventSourceTerms source = new EventSourceTerms(rule.rule(), mapping, mapped.dataset(), reasons);
    SearchWriter writer =
        new SearchWriter(rule, mapping, source, new SplunkFields(options), reasons);
    return new SplSearch(mapped.query().accept(writer));
  }

  /** Remarks about the fidelity for readers, one per line. */
  static List<String> statement(Reasons reasons) {
    List<String> lines = new ArrayList<>();
    Fidelity fidelity = reasons.fidelity();
    lines.add(fidelity.label() + fidelity.direction().map(d -> ": " + d).orElse(""));
    for (Reason reason : reasons.list()) {
      lines.add(reason.code() + " at " + reason.position() + ": " + reason.message());
    }
    return lines.stream().map(SplText::comment).toList();
  }
}
