package dev.sigrun.compiler.backend;

import dev.sigrun.compiler.diagnostic.Diagnostic;
import dev.sigrun.compiler.fidelity.Fidelity;
import dev.sigrun.compiler.fidelity.Reason;
import dev.sigrun.compiler.fidelity.Reasons;
import dev.sigrun.compiler.rule.Rule;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * The output of a back end for one rule, or the reasons why it refuses the rule.
 *
 * <pre>{@code
 * Artifact artifact = backend.emit(rule);
 * System.out.println(artifact.fidelity().label()); // exact, approximate or refused
 * artifact.reasons().forEach(reason -> System.out.println(reason.code() + " " + reason.message()));
 * artifact.text().ifPresent(System.out::print);
 * }</pre>
 *
 * @param rule the rule that was rendered
 * @param fidelity how the text's answers relate to those of the rule
 * @param reasons why it is not exact, and remarks, by position
 * @param text the rule in the language of the back end; empty if refused
 */
public record Artifact(Rule rule, Fidelity fidelity, List<Reason> reasons, Optional<String> text) {
  /** Copies the list; refuses a text without fidelity, and the other way around. */
  public Artifact {
    reasons = List.copyOf(reasons);
    if (text.isPresent() == (fidelity == Fidelity.REFUSED)) {
      throw new IllegalArgumentException("Only what is refused has no text: " + rule);
    }
  }

  /**
   * {@code text} with the reasons collected while it was written; no text if one of them is a
   * refusal.
   */
  public static Artifact of(Rule rule, Reasons reasons, Supplier<String> text) {
    Fidelity fidelity = reasons.fidelity();
    return new Artifact(
        rule,
        fidelity,
        reasons.list(),
        fidelity == Fidelity.REFUSED ? Optional.empty() : Optional.of(text.get()));
  }

  /** A refusal of {@code rule} for this reason alone. */
  public static Artifact refused(Rule rule, Diagnostic reason) {
    return new Artifact(
        rule, Fidelity.REFUSED, List.of(new Reason(Fidelity.REFUSED, reason)), Optional.empty());
  }

  /** Whether there is no text. */
  public boolean isRefused() {
    return text.isEmpty();
  }

  /** The reasons for which there is no text; empty if there is one. */
  public List<Diagnostic> refusals() {
    return reasons.stream()
        .filter(reason -> reason.effect() == Fidelity.REFUSED)
        .map(Reason::diagnostic)
        .toList();
  }
}
