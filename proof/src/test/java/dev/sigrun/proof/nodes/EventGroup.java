package dev.sigrun.proof.nodes;

import dev.sigrun.compiler.analysis.AnalyzedRule;
import dev.sigrun.compiler.ir.Field;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Rules whose fields fit into one index.
 *
 * @param mapping the types of that index
 * @param rules in the order in which they came
 * @param events those made for all the rules; their numbers are their places in this list
 */
record EventGroup(
    IndexMapping mapping, List<AnalyzedRule> rules, List<Map<String, @Nullable Object>> events) {
  private EventGroup() {
    this(new IndexMapping(), new ArrayList<>(), new ArrayList<>());
  }

  /** As few groups as are found at the first try, with the fields and the events of each rule. */
  static List<EventGroup> of(
      List<AnalyzedRule> rules,
      Function<AnalyzedRule, Set<Field>> fields,
      Function<AnalyzedRule, Collection<Map<String, @Nullable Object>>> events) {
    List<EventGroup> groups = new ArrayList<>();
    for (AnalyzedRule rule : rules) {
      Set<Field> needed = fields.apply(rule);
      EventGroup group =
          groups.stream()
              .filter(g -> g.mapping.add(needed))
              .findFirst()
              .orElseGet(
                  () -> {
                    EventGroup own = new EventGroup();
                    groups.add(own);
                    if (!own.mapping.add(needed)) {
                      throw new AssertionError("Fields against each other in " + rule.rule());
                    }
                    return own;
                  });
      group.rules.add(rule);
      group.events.addAll(events.apply(rule));
    }
    return groups;
  }
}
