package dev.sigrun.runtime.engine;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * What became of rules when others replaced them: their ids, in the order of the rule sets.
 *
 * @param kept rules that look for the same as before and keep what they remember, if anything
 * @param restarted rules that look for something else now and start with nothing
 * @param added rules that were not there before
 * @param removed rules that are gone, with all that they remembered
 */
public record RuleReplacement(
    List<String> kept, List<String> restarted, List<String> added, List<String> removed) {
  /** Copies the lists. */
  public RuleReplacement {
    kept = List.copyOf(kept);
    restarted = List.copyOf(restarted);
    added = List.copyOf(added);
    removed = List.copyOf(removed);
  }

  /** By what rules keep their state, before and after. */
  static RuleReplacement between(Map<String, String> before, Map<String, String> after) {
    List<String> kept = new ArrayList<>();
    List<String> restarted = new ArrayList<>();
    List<String> added = new ArrayList<>();
    after.forEach(
        (ruleId, fingerprint) -> {
          String known = before.get(ruleId);
          List<String> fate = known == null ? added : known.equals(fingerprint) ? kept : restarted;
          fate.add(ruleId);
        });
    List<String> removed =
        before.keySet().stream().filter(ruleId -> !after.containsKey(ruleId)).toList();
    return new RuleReplacement(kept, restarted, added, removed);
  }
}
