package dev.sigrun.compiler.backend.splunk;

import dev.sigrun.compiler.analysis.AnalyzedRule;
import dev.sigrun.compiler.backend.Artifact;
import dev.sigrun.compiler.backend.ExportBackend;
import dev.sigrun.compiler.backend.ExportFile;
import dev.sigrun.compiler.backend.ExportOptions;
import dev.sigrun.compiler.backend.splunk.spl.SplSearch;
import dev.sigrun.compiler.backend.splunk.spl.SplText;
import dev.sigrun.compiler.fidelity.Reasons;
import java.util.ArrayList;
import java.util.List;

/**
 * Searches in SPL, one for each rule: terms that the index answers quickly, then the exact
 * condition. The user who runs them chooses the time range.
 */
public final class SplunkBackend implements ExportBackend {
  private static final String FENCE = "```";

  private final ExportOptions options;

  /** A back end with these options. */
  public SplunkBackend(ExportOptions options) {
    this.options = options;
  }

  @Override
  public String name() {
    return "splunk";
  }

  @Override
  public Artifact emit(AnalyzedRule rule) {
    Reasons reasons = Reasons.none();
    SplSearch search = SplunkRule.search(rule, options, reasons);
    return Artifact.of(
        rule.rule(),
        reasons,
        () -> header(rule, reasons) + String.join("\n", search.lines()) + "\n");
  }

  private String header(AnalyzedRule rule, Reasons reasons) {
    List<String> lines = new ArrayList<>();
    lines.add(SplText.comment(rule.rule().name()));
    lines.add(SplText.comment("rule " + rule.rule().ruleId()));
    rule.rule().document().credits().forEach(credit -> lines.add(SplText.comment(credit)));
    lines.addAll(SplunkRule.statement(reasons));
    String suffix = options.mapping().arraySuffix();
    lines.add(
        "arrays are called "
            + (suffix.isEmpty() ? "like other fields" : "field" + SplText.comment(suffix)));
    return FENCE + " " + String.join("\n    ", lines) + " " + FENCE + "\n";
  }

  @Override
  public List<ExportFile> files(List<Artifact> artifacts) {
    return ExportFile.each(artifacts, ".spl", options.folders());
  }
}
