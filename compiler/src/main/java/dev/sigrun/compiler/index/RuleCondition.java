package dev.sigrun.compiler.index;

import dev.sigrun.compiler.ir.Predicate;
import dev.sigrun.compiler.kept.KeptInput;
import dev.sigrun.compiler.kept.KeptOutput;
import java.util.List;

/** What an index says about a rule: a condition that an event must satisfy to concern it. */
public final class RuleCondition {
  private final Condition condition;

  private final boolean exact;

  private RuleCondition(Condition condition, boolean exact) {
    this.condition = condition;
    this.exact = exact;
  }

  /** The condition for events to satisfy one of these predicates. */
  public static RuleCondition of(List<Predicate> alternatives) {
    return new RuleCondition(
        Condition.any(alternatives.stream().map(ConditionFinder::of).toList()),
        alternatives.size() == 1 && ConditionFinder.isExact(alternatives.get(0)));
  }

  /** The condition that {@link #write} wrote. */
  public static RuleCondition read(KeptInput in) {
    return new RuleCondition(ConditionForm.read(in), in.flag());
  }

  /** Writes the condition. */
  public void write(KeptOutput out) {
    ConditionForm.write(condition, out);
    out.flag(exact);
  }

  Condition condition() {
    return condition;
  }

  /** Whether all events that satisfy the condition concern the rule. */
  boolean exact() {
    return exact;
  }
}
