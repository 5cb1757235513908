package dev.sigrun.compiler.fidelity;

import dev.sigrun.compiler.diagnostic.Diagnostic;
import dev.sigrun.compiler.source.Position;

/**
 * A reason why an artifact is not exact or is refused, or a remark for its user.
 *
 * @param effect what it does to the artifact; {@link Fidelity#EXACT} for a remark
 * @param diagnostic code, message and the clause of the rule file
 */
public record Reason(Fidelity effect, Diagnostic diagnostic) {
  /** The stable code of its kind. */
  public String code() {
    return diagnostic.code();
  }

  /** A sentence for the reader. */
  public String message() {
    return diagnostic.message();
  }

  /** The start of the clause in the rule file. */
  public Position position() {
    return diagnostic.position();
  }
}
