package dev.sigrun.compiler.language.sigma.pipeline;

import dev.sigrun.compiler.language.sigma.syntax.NamePattern;
import dev.sigrun.compiler.language.sigma.syntax.SigmaCondition;
import dev.sigrun.compiler.language.sigma.syntax.SigmaRule;
import java.util.List;
import java.util.Optional;

/** Takes out of a condition what speaks only of search identifiers that are gone. */
final class ConditionPruning {
  private final List<String> names;

  /** Keeps what speaks of these. */
  ConditionPruning(List<SigmaRule.Identifier> identifiers) {
    this.names = identifiers.stream().map(SigmaRule.Identifier::name).toList();
  }

  /** The rest of {@code condition}; empty if nothing is left. */
  Optional<SigmaCondition> prune(SigmaCondition condition) {
    if (condition instanceof SigmaCondition.And and) {
      List<SigmaCondition> left = prune(and.terms());
      return left.size() < 2
          ? left.stream().findFirst()
          : Optional.of(new SigmaCondition.And(and.origin(), left));
    }
    if (condition instanceof SigmaCondition.Or or) {
      List<SigmaCondition> left = prune(or.terms());
      return left.size() < 2
          ? left.stream().findFirst()
          : Optional.of(new SigmaCondition.Or(or.origin(), left));
    }
    if (condition instanceof SigmaCondition.Not not) {
      return prune(not.operand()).map(left -> new SigmaCondition.Not(not.origin(), left));
    }
    boolean left =
        condition instanceof SigmaCondition.Name name
            ? names.contains(name.name())
            : names.stream()
                .anyMatch(NamePattern.of((SigmaCondition.Quantified) condition)::matches);
    return left ? Optional.of(condition) : Optional.empty();
  }

  private List<SigmaCondition> prune(List<SigmaCondition> terms) {
    return terms.stream().flatMap(term -> prune(term).stream()).toList();
  }
}
