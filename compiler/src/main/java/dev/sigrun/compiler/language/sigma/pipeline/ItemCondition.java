package dev.sigrun.compiler.language.sigma.pipeline;

import dev.sigrun.compiler.document.DataValue;
import java.util.regex.Pattern;

/** A condition of a pipeline on an item of a detection. */
public sealed interface ItemCondition {
  /**
   * Values match the pattern from their beginning.
   *
   * @param all whether all of them do, not just one
   * @param negated whether a match counts as none
   */
  record MatchesText(Pattern pattern, boolean all, boolean negated) implements ItemCondition {}

  /** Values equal this one, all or just one. */
  record HasValue(DataValue value, boolean all) implements ItemCondition {}

  /** Values hold wildcards, all or just one. */
  record HasWildcard(boolean all) implements ItemCondition {}

  /** Values are null, all or just one. */
  record IsNull(boolean all) implements ItemCondition {}

  /** The pipeline's item of that id was applied to the item. */
  record Applied(String id) implements ItemCondition {}

  /** The rule's state has the value under the key. */
  record State(String key, DataValue value) implements ItemCondition {}
}
