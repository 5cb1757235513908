package dev.sigrun.compiler.backend;

import dev.sigrun.compiler.diagnostic.Severity;
import dev.sigrun.compiler.fidelity.Fidelity;
import dev.sigrun.compiler.fidelity.Reason;
import dev.sigrun.compiler.rule.Rule;
import dev.sigrun.runtime.json.JsonValues;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A report about each rule and target, for programs. Its keys are in {@code docs/exports.md}. */
public final class ExportReport {
  /** Increased when a key changes its meaning or disappears; new keys do not count. */
  private static final int SHAPE = 2;

  /** Parameters of rules that the licences of public rules require copies to contain. */
  private static final List<String> CREDITS = List.of("author", "license");

  private ExportReport() {}

  /**
   * The report as a JSON object: a summary, the fields that the mapping lacks, and for each rule
   * and target which they are, how exact the export is, and why. Broken rules come last for each
   * target.
   */
  public static String json(Exports exports) {
    List<Map<String, Object>> entries = new ArrayList<>();
    for (TargetExports target : exports.targets()) {
      IdentityHashMap<Rule, TargetExports.Place> places = target.places();
      target.artifacts().forEach(artifact -> entries.add(entry(target.target(), artifact, places)));
      exports.broken().forEach(rule -> entries.add(entry(target.target(), rule)));
    }
    Map<String, Object> report = new LinkedHashMap<>();
    report.put("version", SHAPE);
    report.put("mapping", exports.mapping());
    report.put("rules_with_errors", exports.broken().size());
    report.put("summary", exports.targets().stream().map(ExportReport::summary).toList());
    report.put("missing_fields", exports.missing().stream().map(ExportReport::field).toList());
    report.put("exports", entries);
    return JsonValues.writePretty(report) + "\n";
  }

  private static Map<String, Object> summary(TargetExports target) {
    Map<String, Object> summary = new LinkedHashMap<>();
    summary.put("target", target.target());
    for (String label : List.of("exact", "approximate", "refused")) {
      summary.put(label, target.count(label));
    }
    summary.put("files", target.files().size());
    return summary;
  }

  private static Map<String, Object> field(MissingField field) {
    Map<String, Object> entry = new LinkedHashMap<>();
    entry.put("field", field.name());
    entry.put("rules", field.rules().size());
    entry.put("rule_ids", field.rules().stream().map(Rule::ruleId).toList());
    return entry;
  }

  private static Map<String, Object> entry(
      String target, Artifact artifact, IdentityHashMap<Rule, TargetExports.Place> places) {
    Map<String, Object> entry = new LinkedHashMap<>();
    entry.put("rule_id", artifact.rule().ruleId());
    entry.put("name", artifact.rule().name());
    entry.put("path", artifact.rule().path());
    Map<String, Object> parameters = artifact.rule().parameters();
    for (String key : CREDITS) {
      Object credit = parameters.get(key);
      if (credit != null && !credit.equals(List.of())) {
        entry.put(key, credit);
      }
    }
    entry.put("target", target);
    TargetExports.Place place = places.get(artifact.rule());
    if (place != null) {
      entry.put("file", place.file());
      place.part().ifPresent(name -> entry.put("part", name));
    }
    entry.put("fidelity", artifact.fidelity().label());
    artifact.fidelity().direction().ifPresent(direction -> entry.put("direction", direction));
    entry.put("reasons", artifact.reasons().stream().map(ExportReport::reason).toList());
    return entry;
  }

  private static Map<String, Object> entry(String target, BrokenRule rule) {
    Map<String, Object> entry = new LinkedHashMap<>();
    entry.put("rule_id", rule.ruleId().orElse(""));
    entry.put("name", rule.name().orElse(""));
    entry.put("path", rule.path());
    entry.put("target", target);
    entry.put("fidelity", Fidelity.REFUSED.label());
    entry.put(
        "reasons",
        rule.diagnostics().stream()
            .filter(diagnostic -> diagnostic.severity() == Severity.ERROR)
            .map(diagnostic -> reason(new Reason(Fidelity.REFUSED, diagnostic)))
            .toList());
    return entry;
  }

  private static Map<String, Object> reason(Reason reason) {
    Map<String, Object> entry = new LinkedHashMap<>();
    entry.put("code", reason.code());
    entry.put("message", reason.message());
    entry.put("line", reason.position().line());
    entry.put("column", reason.position().column());
    entry.put("effect", reason.effect().direction().orElse(effect(reason.effect())));
    return entry;
  }

  private static String effect(Fidelity effect) {
    return effect == Fidelity.EXACT ? "none" : effect.label();
  }
}
