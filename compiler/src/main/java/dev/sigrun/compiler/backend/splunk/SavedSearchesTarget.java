package dev.sigrun.compiler.backend.splunk;

import dev.sigrun.compiler.backend.Export;
import dev.sigrun.compiler.backend.ExportFile;
import dev.sigrun.compiler.backend.ExportOptions;
import dev.sigrun.compiler.backend.Exportable;
import dev.sigrun.compiler.backend.Target;
import dev.sigrun.compiler.backend.splunk.spl.SplSearch;
import dev.sigrun.compiler.diagnostic.DiagnosticKind;
import dev.sigrun.compiler.fidelity.Fidelity;
import dev.sigrun.compiler.fidelity.Reasons;
import dev.sigrun.compiler.rule.AlertSuppression;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** {@code savedsearches.conf}: all rules as alerts, switched off until their user enables them. */
public final class SavedSearchesTarget implements Target {
  private static final String HEAD =
      "# Alerts made from detection rules. All are disabled: review them, then set disabled = 0.\n";

  private static final DiagnosticKind THROTTLE =
      DiagnosticKind.warning(
          "SPL061",
          "Splunk holds back alerts without the fields to group by, too, which the rule wants kept.");

  private final ExportOptions options;

  /** A target with these options. */
  public SavedSearchesTarget(ExportOptions options) {
    this.options = options;
  }

  @Override
  public String name() {
    return "splunk-savedsearches";
  }

  @Override
  public Export export(Exportable rule) {
    Reasons reasons = Reasons.none();
    SplSearch search = SplunkRule.search(rule, options, reasons);
    rule.rule()
        .suppression()
        .filter(s -> s.missingFields() == AlertSuppression.MissingFields.DO_NOT_SUPPRESS)
        .ifPresent(
            s -> reasons.approximate(Fidelity.MAY_MATCH_LESS, THROTTLE, rule.rule().nameOrigin()));
    return Export.of(rule, reasons, () -> new SavedSearch(rule, options, search, reasons).print());
  }

  /** One file; of stanzas with the same name, all but the first get the rule's identity as well. */
  @Override
  public List<ExportFile> files(List<Export> exports) {
    StringBuilder file = new StringBuilder(HEAD);
    Set<String> names = new HashSet<>();
    boolean any = false;
    for (Export export : exports) {
      if (export.text().isPresent()) {
        file.append('\n').append(unique(export, export.text().get(), names));
        any = true;
      }
    }
    return any ? List.of(new ExportFile("savedsearches.conf", file.toString())) : List.of();
  }

  private static String unique(Export export, String stanza, Set<String> names) {
    int end = stanza.indexOf("]\n");
    String name = stanza.substring(1, end);
    String chosen = name;
    for (int i = 1; !names.add(chosen.toLowerCase(Locale.ROOT)); i++) {
      String id = SavedSearch.stanzaName(export.rule().rule().ruleId());
      chosen = name + " (" + id + (i == 1 ? "" : " " + i) + ")";
    }
    return "[" + chosen + stanza.substring(end);
  }
}
