package dev.sigrun.compiler.index;

import dev.sigrun.compiler.ir.Predicate;
import dev.sigrun.compiler.kept.KeptInput;
import dev.sigrun.compiler.kept.KeptOutput;
import java.util.List;

/** What an index says about a rule: a condition that an event must satisfy to concern it. */
public final class RuleCondition {
  private final Condition condition;

  private RuleCondition(Condition condition) {
    this.condition = condition;
  }

  /** The condition for events to satisfy one of these predicates. */
  public static RuleCondition of(List<Predicate> alternatives) {
    return new RuleCondition(
        Condition.any(alternatives.stream().map(ConditionFinder::of).toList()));
  }

  /** The condition that {@link #write} wrote. */
  public static RuleCondition read(KeptInput in) {
    return new RuleCondition(ConditionForm.read(in));
  }

  /** Writes the condition. */
  public void write(KeptOutput out) {
    ConditionForm.write(condition, out);
  }

  Condition condition() {
    return condition;
  }
}
