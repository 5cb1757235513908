package dev.sigrun.compiler.backend;

import dev.sigrun.compiler.fidelity.Fidelity;
import dev.sigrun.compiler.fidelity.Reason;
import dev.sigrun.compiler.fidelity.Reasons;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * What a target made of one rule.
 *
 * @param rule what was exported
 * @param fidelity how the text's answers relate to those of the rule
 * @param reasons why it is not exact and what else to know, by place
 * @param text the rule in the target's language; empty if refused
 */
public record Export(
    Exportable rule, Fidelity fidelity, List<Reason> reasons, Optional<String> text) {
  /** Copies the list; refuses a text without fidelity, and the other way around. */
  public Export {
    reasons = List.copyOf(reasons);
    if (text.isPresent() == (fidelity == Fidelity.REFUSED)) {
      throw new IllegalArgumentException("Only what is refused has no text: " + rule.rule());
    }
  }

  /** {@code text} with what was said while it was written; no text if that was a refusal. */
  public static Export of(Exportable rule, Reasons reasons, Supplier<String> text) {
    Fidelity fidelity = reasons.fidelity();
    return new Export(
        rule,
        fidelity,
        reasons.list(),
        fidelity == Fidelity.REFUSED ? Optional.empty() : Optional.of(text.get()));
  }
}
