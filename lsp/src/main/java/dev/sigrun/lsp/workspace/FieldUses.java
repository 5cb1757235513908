package dev.sigrun.lsp.workspace;

import dev.sigrun.compiler.analysis.AnalyzedRule;
import dev.sigrun.compiler.inventory.UsedFields;
import dev.sigrun.compiler.ruleset.CheckedRules;
import java.util.IdentityHashMap;
import java.util.Set;
import java.util.stream.Collectors;

/** How many rules read a field. What is known of rules that did not change is kept. */
final class FieldUses {
  private IdentityHashMap<AnalyzedRule, Set<String>> fields = new IdentityHashMap<>();

  /** The number of rules that read the field of this name. */
  int count(String name, CheckedRules rules) {
    IdentityHashMap<AnalyzedRule, Set<String>> now = new IdentityHashMap<>();
    int count = 0;
    for (AnalyzedRule rule : rules.analyzed()) {
      Set<String> read = fields.get(rule);
      if (read == null) {
        read =
            UsedFields.of(rule.query()).stream()
                .map(field -> field.name())
                .collect(Collectors.toSet());
      }
      now.put(rule, read);
      count += read.contains(name) ? 1 : 0;
    }
    fields = now;
    return count;
  }
}
