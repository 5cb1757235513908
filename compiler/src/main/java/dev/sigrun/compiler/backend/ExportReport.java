package dev.sigrun.compiler.backend;

import dev.sigrun.compiler.diagnostic.Severity;
import dev.sigrun.compiler.fidelity.Fidelity;
import dev.sigrun.compiler.fidelity.Reason;
import dev.sigrun.runtime.json.JsonValues;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A report about each rule and target, for programs. */
public final class ExportReport {
  /** Parameters of rules that the licences of public rules require copies to contain. */
  private static final List<String> CREDITS = List.of("author", "license");

  private ExportReport() {}

  /**
   * The report as a JSON array, broken rules last for each target: an object for each rule and
   * target that says which they are, how exact the export is, and why. The keys are documented in
   * {@code docs/exports.md}.
   */
  public static String json(List<TargetExports> targets, List<BrokenRule> broken) {
    List<Map<String, Object>> entries = new ArrayList<>();
    for (TargetExports target : targets) {
      target.artifacts().forEach(artifact -> entries.add(entry(target.target(), artifact)));
      broken.forEach(rule -> entries.add(entry(target.target(), rule)));
    }
    return JsonValues.writePretty(entries) + "\n";
  }

  private static Map<String, Object> entry(String target, Artifact artifact) {
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
