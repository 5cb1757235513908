package dev.sigrun.compiler.backend;

import dev.sigrun.compiler.fidelity.Fidelity;
import dev.sigrun.compiler.fidelity.Reason;
import dev.sigrun.compiler.fidelity.Reasons;
import dev.sigrun.compiler.rule.Rule;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * A rule in the form of another system before it is a text, so that another back end can make it a
 * part of its own artifact.
 *
 * @param rule the rule that was rendered
 * @param fidelity how the content's answers relate to those of the rule
 * @param reasons why it is not exact, and remarks, by position
 * @param content such as the body of a request; empty if refused
 */
public record Rendering<T>(
    Rule rule, Fidelity fidelity, List<Reason> reasons, Optional<T> content) {
  /** Copies the list; refuses a content without fidelity, and the other way around. */
  public Rendering {
    reasons = List.copyOf(reasons);
    if (content.isPresent() == (fidelity == Fidelity.REFUSED)) {
      throw new IllegalArgumentException("Only what is refused has no content: " + rule);
    }
  }

  /** The content with the reasons collected while it was made; none if one is a refusal. */
  public static <T> Rendering<T> of(Rule rule, Reasons reasons, Supplier<? extends T> content) {
    Fidelity fidelity = reasons.fidelity();
    return new Rendering<>(
        rule,
        fidelity,
        reasons.list(),
        fidelity == Fidelity.REFUSED ? Optional.empty() : Optional.of(content.get()));
  }

  /** The same for what {@code change} makes of the content. */
  public <U> Rendering<U> map(Function<? super T, ? extends U> change) {
    return new Rendering<>(rule, fidelity, reasons, content.map(change));
  }

  /** The artifact whose text {@code print} makes of the content. */
  public Artifact artifact(Function<? super T, String> print) {
    return new Artifact(rule, fidelity, reasons, content.map(print));
  }
}
