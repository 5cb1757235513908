package dev.sigrun.runtime.engine;

import dev.sigrun.runtime.RuleSet;
import dev.sigrun.runtime.detector.Detector;
import dev.sigrun.runtime.detector.Fingerprint;
import dev.sigrun.runtime.detector.suppression.Suppressor;
import dev.sigrun.runtime.engine.report.RuleReplacement;
import dev.sigrun.runtime.rule.Rule;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Compares the rules before and after a replacement. */
final class RuleChanges {
  private RuleChanges() {}

  /** The difference between two rule sets. */
  static RuleReplacement between(RuleSet rulesBefore, RuleSet rulesAfter) {
    Map<String, String> before = fingerprints(rulesBefore);
    Map<String, String> after = fingerprints(rulesAfter);
    List<String> kept = new ArrayList<>();
    List<String> restarted = new ArrayList<>();
    List<String> added = new ArrayList<>();
    after.forEach(
        (ruleId, fingerprint) -> {
          String known = before.get(ruleId);
          List<String> fate = known == null ? added : known.equals(fingerprint) ? kept : restarted;
          fate.add(ruleId);
        });
    before.keySet().removeAll(after.keySet());
    return new RuleReplacement(kept, restarted, added, List.copyOf(before.keySet()));
  }

  /**
   * The fingerprint under which each rule keeps its state; the empty text for rules without state.
   */
  private static Map<String, String> fingerprints(RuleSet rules) {
    Map<String, String> fingerprints = new LinkedHashMap<>();
    rules.rules().forEach(rule -> fingerprints.put(rule.ruleId(), ""));
    for (Detector<?> detector : rules.detectors()) {
      Rule rule = rules.rule(detector.ruleId()).orElseThrow();
      fingerprints.put(rule.ruleId(), Fingerprint.of(rule, detector).text());
    }
    for (Suppressor suppressor : rules.suppressors()) {
      Rule rule = rules.rule(suppressor.ruleId()).orElseThrow();
      fingerprints.merge(
          rule.ruleId(),
          Fingerprint.ofSuppression(rule, suppressor.fingerprint()).text(),
          String::concat);
    }
    return fingerprints;
  }
}
