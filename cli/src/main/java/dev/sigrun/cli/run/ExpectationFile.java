package dev.sigrun.cli.run;

import dev.sigrun.compiler.diagnostic.VisibleText;
import dev.sigrun.compiler.document.TomlWriter;
import dev.sigrun.runtime.rule.Rule;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Writes numbers of alerts as a file of expectations, which people then edit. */
public final class ExpectationFile {
  private static final String HEAD =
      """
      # Numbers of alerts that rules raise over a corpus of events. Rules that are not listed
      # raise none. Instead of alerts = N, write at_least = N, at_most = N or both.
      """;

  private ExpectationFile() {}

  /** The file in which these numbers are expected, by name. */
  public static String of(AlertCounts counts) {
    StringBuilder text = new StringBuilder(HEAD);
    List<Rule> alerting =
        counts.alerting().stream()
            .sorted(Comparator.comparing(Rule::name).thenComparing(Rule::ruleId))
            .toList();
    for (Rule rule : alerting) {
      Map<String, Object> count = new LinkedHashMap<>();
      count.put("rule", rule.ruleId());
      count.put("alerts", counts.of(rule));
      text.append("\n# ").append(VisibleText.of(rule.name())).append("\n[[expect]]\n");
      text.append(TomlWriter.write(count));
    }
    if (alerting.isEmpty()) {
      text.append("\n[[expect]]\nrule = '*'\nalerts = 0\n");
    }
    return text.toString();
  }
}
