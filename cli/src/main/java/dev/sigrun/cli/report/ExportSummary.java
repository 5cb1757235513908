package dev.sigrun.cli.report;

import dev.sigrun.compiler.backend.Artifact;
import dev.sigrun.compiler.backend.Exports;
import dev.sigrun.compiler.backend.TargetExports;
import dev.sigrun.compiler.diagnostic.Counts;
import dev.sigrun.compiler.diagnostic.DiagnosticKind;
import dev.sigrun.compiler.diagnostic.VisibleText;
import dev.sigrun.compiler.fidelity.Fidelity;
import dev.sigrun.compiler.fidelity.Reason;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** A summary of the exports to each target, for people. */
public final class ExportSummary {
  /** More different messages of a kind are summed up as one. */
  private static final int MOST_MESSAGES = 5;

  private static final int MOST_FIELDS = 10;

  private ExportSummary() {}

  /** A line for each target, then the reasons, each with the number of its rules. */
  public static String of(Exports all) {
    List<TargetExports> exports = all.targets();
    int broken = all.broken().size();
    StringBuilder text = new StringBuilder();
    text.append(row("target", "exact", "approximate", "refused"));
    for (TargetExports target : exports) {
      text.append(
          row(
              target.target(),
              String.valueOf(target.count("exact")),
              String.valueOf(target.count("approximate")),
              String.valueOf(target.count("refused"))));
    }
    exports.forEach(target -> text.append(reasons(target)));
    text.append(missing(all));
    if (broken > 0) {
      text.append("\n").append(Counts.of(broken, "rule")).append(" with errors: see above.\n");
    }
    return text.toString();
  }

  private static String row(String target, String exact, String approximate, String refused) {
    return String.format(Locale.ROOT, "%-22s %9s %13s %9s\n", target, exact, approximate, refused);
  }

  /** The fields that a mapping lacks, those first that most rules need. */
  private static String missing(Exports exports) {
    if (exports.missing().isEmpty()) {
      return "";
    }
    StringBuilder text = new StringBuilder();
    text.append("\nFields that the mapping '").append(VisibleText.of(exports.mapping()));
    text.append("' lacks, with the number of rules:\n");
    exports.missing().stream()
        .limit(MOST_FIELDS)
        .forEach(
            field ->
                text.append(
                    String.format(
                        Locale.ROOT,
                        "  %5d  %s\n",
                        field.rules().size(),
                        VisibleText.of(field.name()))));
    int more = exports.missing().size() - MOST_FIELDS;
    if (more > 0) {
      text.append("  and ").append(Counts.of(more, "field")).append(" more: see the report.\n");
    }
    return text.toString();
  }

  /** A reason without its place. */
  private record Group(Fidelity effect, DiagnosticKind kind) {
    String label() {
      return effect == Fidelity.EXACT ? "note" : effect.direction().orElse(effect.label());
    }
  }

  private static String reasons(TargetExports target) {
    Map<Group, Map<String, Set<String>>> groups = new LinkedHashMap<>();
    for (Artifact artifact : target.artifacts()) {
      for (Reason reason : artifact.reasons()) {
        groups
            .computeIfAbsent(
                new Group(reason.effect(), reason.diagnostic().kind()), g -> new TreeMap<>())
            .computeIfAbsent(reason.message(), m -> new LinkedHashSet<>())
            .add(artifact.rule().ruleId());
      }
    }
    if (groups.isEmpty()) {
      return "";
    }
    List<String> lines = new ArrayList<>();
    groups.forEach((group, messages) -> lines.addAll(lines(group, messages)));
    return "\n" + target.target() + ":\n" + String.join("", lines.stream().sorted().toList());
  }

  private static List<String> lines(Group group, Map<String, Set<String>> rulesByMessage) {
    if (rulesByMessage.size() > MOST_MESSAGES) {
      Set<String> rules = new LinkedHashSet<>();
      rulesByMessage.values().forEach(rules::addAll);
      String message = group.kind().message().replace("%s", "...").replace("%%", "%");
      return List.of(line(group, rules.size(), message));
    }
    List<String> lines = new ArrayList<>();
    rulesByMessage.forEach((message, rules) -> lines.add(line(group, rules.size(), message)));
    return lines;
  }

  private static String line(Group group, int rules, String message) {
    return String.format(
            Locale.ROOT,
            "  %-23s %5d  %s  %s",
            group.label(),
            rules,
            group.kind().code(),
            VisibleText.of(message))
        + "\n";
  }
}
