package dev.sigrun.compiler.backend.splunk;

import dev.sigrun.compiler.analysis.AnalyzedRule;
import dev.sigrun.compiler.backend.Artifact;
import dev.sigrun.compiler.backend.ExportBackend;
import dev.sigrun.compiler.backend.ExportFile;
import dev.sigrun.compiler.backend.ExportOptions;
import dev.sigrun.compiler.backend.splunk.spl.SplSearch;
import dev.sigrun.compiler.diagnostic.DiagnosticKind;
import dev.sigrun.compiler.fidelity.Fidelity;
import dev.sigrun.compiler.fidelity.Reasons;
import dev.sigrun.compiler.ir.Suppression;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * {@code savedsearches.conf}: all rules as alerts, which are disabled until the user enables them.
 */
public final class SavedSearchesBackend implements ExportBackend {
  private static final String HEAD =
      "# Alerts made from detection rules. All are disabled: review them, then set disabled = 0.\n";

  private static final DiagnosticKind THROTTLE =
      DiagnosticKind.warning(
          "SPL061",
          "Splunk also suppresses alerts without the grouping fields, which the rule does not"
              + " suppress.");

  private static final DiagnosticKind NO_THROTTLE =
      DiagnosticKind.warning(
          "SPL062",
          "A saved search can suppress alerts only by fields of its results. The rule groups by no"
              + " field, or the mapping has no name for one: every result is an alert.");

  private final ExportOptions options;

  /** A back end with these options. */
  public SavedSearchesBackend(ExportOptions options) {
    this.options = options;
  }

  @Override
  public String name() {
    return "splunk-savedsearches";
  }

  @Override
  public Artifact emit(AnalyzedRule rule) {
    Reasons reasons = Reasons.none();
    SplSearch search = SplunkRule.search(rule, options, reasons);
    rule.suppression()
        .filter(Suppression::eachWithoutField)
        .ifPresent(
            s -> reasons.approximate(Fidelity.MAY_MATCH_LESS, THROTTLE, rule.rule().nameOrigin()));
    SavedSearch saved = new SavedSearch(rule, options, search, reasons);
    if (rule.suppression().isPresent() && saved.throttledBy().isEmpty()) {
      reasons.approximate(Fidelity.MAY_MATCH_MORE, NO_THROTTLE, rule.rule().nameOrigin());
    }
    return Artifact.of(rule.rule(), reasons, saved::print);
  }

  /** One file; of stanzas with the same name, all but the first get the rule's identity as well. */
  @Override
  public List<ExportFile> files(List<Artifact> artifacts) {
    StringBuilder file = new StringBuilder(HEAD);
    Set<String> names = new HashSet<>();
    List<ExportFile.Part> parts = new ArrayList<>();
    for (Artifact artifact : artifacts) {
      if (artifact.text().isPresent()) {
        String stanza = artifact.text().get();
        int end = stanza.indexOf("]\n");
        String name = unique(artifact, stanza.substring(1, end), names);
        file.append("\n[").append(name).append(stanza, end, stanza.length());
        parts.add(new ExportFile.Part(artifact.rule(), Optional.of(name)));
      }
    }
    return parts.isEmpty()
        ? List.of()
        : List.of(new ExportFile("savedsearches.conf", file.toString(), parts));
  }

  private static String unique(Artifact artifact, String name, Set<String> names) {
    String chosen = name;
    for (int i = 1; !names.add(chosen.toLowerCase(Locale.ROOT)); i++) {
      String id = SavedSearch.stanzaName(artifact.rule().ruleId());
      chosen = name + " (" + id + (i == 1 ? "" : " " + i) + ")";
    }
    return chosen;
  }
}
