package dev.sigrun.compiler.analysis;

import dev.sigrun.compiler.ir.Field;
import java.util.List;
import java.util.Optional;

/**
 * The fields that a rule names beside its query, with the types that their values have.
 *
 * @param tiebreaker orders events of the same time
 * @param suppression alerts with equal values of these belong together
 */
public record RuleFields(Optional<Field> tiebreaker, List<Field> suppression) {
  /** Of a rule that names none. */
  public static final RuleFields NONE = new RuleFields(Optional.empty(), List.of());

  /** Copies the list. */
  public RuleFields {
    suppression = List.copyOf(suppression);
  }
}
