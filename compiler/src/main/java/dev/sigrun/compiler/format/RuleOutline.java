package dev.sigrun.compiler.format;

import dev.sigrun.compiler.rule.Rule;
import java.util.Optional;

/**
 * Basic facts about a rule, as written; available even if the rule has errors.
 *
 * @param ruleId its identity
 * @param name its title
 * @param type its type
 */
public record RuleOutline(Optional<String> ruleId, Optional<String> name, Optional<String> type) {
  /** Of a rule that cannot be read at all. */
  public static final RuleOutline NONE =
      new RuleOutline(Optional.empty(), Optional.empty(), Optional.empty());

  /** The outline of {@code rule}. */
  public static RuleOutline of(Rule rule) {
    return new RuleOutline(
        Optional.of(rule.ruleId()), Optional.of(rule.name()), Optional.of(rule.type().spelling()));
  }
}
