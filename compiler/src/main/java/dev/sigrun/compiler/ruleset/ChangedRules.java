package dev.sigrun.compiler.ruleset;

import dev.sigrun.compiler.Compilation;
import dev.sigrun.compiler.CompilerOptions;
import dev.sigrun.compiler.analysis.AnalyzedRule;
import dev.sigrun.compiler.ir.Query;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Finds the rules that a change concerns: those in files that changed, and those in other files
 * that mean something else because of it or get other reports, such as a correlation over a changed
 * rule, the rules of a changed exception, or a rule whose id is now also that of another.
 */
public final class ChangedRules {
  private ChangedRules() {}

  /**
   * The rules of {@code now} that the change concerns, compiled with all others.
   *
   * @param before all rule files before the change, called by the same paths
   * @param now all rule files after it
   * @param options how rules are compiled
   */
  public static CheckedRules between(RuleSources before, RuleSources now, CompilerOptions options) {
    LiveRules rules = new LiveRules(options);
    rules.update(before.files());
    Map<String, List<CheckedRule>> earlier = byFile(rules.checked());
    rules.update(now.files());
    if (rules.isBehind()) {
      rules.catchUp();
    }
    Set<String> unchanged = unchanged(before, now);
    List<CheckedRule> concerned = new ArrayList<>();
    byFile(rules.checked())
        .forEach(
            (path, ofFile) -> {
              List<CheckedRule> then = earlier.getOrDefault(path, List.of());
              boolean comparable = unchanged.contains(path) && then.size() == ofFile.size();
              for (int i = 0; i < ofFile.size(); i++) {
                if (!comparable || !isSame(then.get(i), ofFile.get(i))) {
                  concerned.add(ofFile.get(i));
                }
              }
            });
    return new CheckedRules(concerned);
  }

  private static Map<String, List<CheckedRule>> byFile(CheckedRules checked) {
    Map<String, List<CheckedRule>> rules = new LinkedHashMap<>();
    for (CheckedRule rule : checked.rules()) {
      rules.computeIfAbsent(rule.path(), path -> new ArrayList<>()).add(rule);
    }
    return rules;
  }

  /** The paths of the files that are equal before and after. */
  private static Set<String> unchanged(RuleSources before, RuleSources now) {
    Map<String, RuleSources.File> then = new HashMap<>();
    before.files().forEach(file -> then.put(file.path(), file));
    Set<String> unchanged = new HashSet<>();
    for (RuleSources.File file : now.files()) {
      RuleSources.File known = then.get(file.path());
      if (known != null && file.isSameAs(known)) {
        unchanged.add(file.path());
      }
    }
    return unchanged;
  }

  private static boolean isSame(CheckedRule then, CheckedRule now) {
    return then.outcome() == now.outcome()
        && then.diagnostics().toString().equals(now.diagnostics().toString())
        && meaning(then).equals(meaning(now));
  }

  /** All that other files can change about a rule. */
  private static Optional<Query> meaning(CheckedRule rule) {
    return rule.compilation().flatMap(Compilation::analyzed).map(AnalyzedRule::query);
  }
}
