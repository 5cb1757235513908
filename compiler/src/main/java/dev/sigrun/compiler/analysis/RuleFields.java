package dev.sigrun.compiler.analysis;

import dev.sigrun.compiler.ir.Field;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The fields that a rule names outside its query, with their types, and further information about
 * the fields of the query.
 *
 * @param tiebreaker orders events of the same time
 * @param suppression alerts with equal values of these belong together
 * @param optional names that the author of an EQL query marked as possibly unknown to the index
 */
public record RuleFields(
    Optional<Field> tiebreaker, List<Field> suppression, Set<String> optional) {
  /** Of a rule that names none. */
  public static final RuleFields NONE = new RuleFields(Optional.empty(), List.of(), Set.of());

  /** Copies the collections. */
  public RuleFields {
    suppression = List.copyOf(suppression);
    optional = Set.copyOf(optional);
  }
}
