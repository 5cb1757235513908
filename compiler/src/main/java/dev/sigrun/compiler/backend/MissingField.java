package dev.sigrun.compiler.backend;

import dev.sigrun.compiler.analysis.AnalyzedRule;
import dev.sigrun.compiler.fidelity.Reasons;
import dev.sigrun.compiler.mapping.FieldMapping;
import dev.sigrun.compiler.rule.Rule;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * A field for which a mapping has nothing.
 *
 * @param name as rules call it
 * @param rules those that are refused because they read it, at least one
 */
public record MissingField(String name, List<Rule> rules) {
  private static final Comparator<MissingField> ORDER =
      Comparator.comparing((MissingField field) -> -field.rules().size())
          .thenComparing(MissingField::name);

  /** Copies the list. */
  public MissingField {
    rules = List.copyOf(rules);
  }

  /** The fields that {@code mapping} lacks for these rules, those that most rules need first. */
  public static List<MissingField> of(FieldMapping mapping, List<AnalyzedRule> rules) {
    Map<String, List<Rule>> byField = new TreeMap<>();
    for (AnalyzedRule rule : rules) {
      for (String field : mapping.apply(rule.query(), Reasons.none()).missing()) {
        byField.computeIfAbsent(field, any -> new ArrayList<>()).add(rule.rule());
      }
    }
    return byField.entrySet().stream()
        .map(entry -> new MissingField(entry.getKey(), entry.getValue()))
        .sorted(ORDER)
        .toList();
  }
}
