package dev.sigrun.testing.file;

import dev.sigrun.compiler.document.DataValue;
import java.util.List;
import java.util.Optional;

/**
 * The expectations of a case for the other rules of the folder.
 *
 * @param also names of rules that must match
 * @param never names of rules that must not
 * @param nothingElse present if no rule but those in {@code also} may match
 */
public record OtherRules(
    List<DataValue.Text> also, List<DataValue.Text> never, Optional<DataValue.Text> nothingElse) {
  /** Nothing is expected of them. */
  static final OtherRules ANY = new OtherRules(List.of(), List.of(), Optional.empty());

  /** Whether the case expects anything of other rules. */
  public boolean isPresent() {
    return !equals(ANY);
  }

  /** Copies the lists. */
  public OtherRules {
    also = List.copyOf(also);
    never = List.copyOf(never);
  }
}
