package dev.sigrun.compiler.ir;

import java.time.Duration;
import java.util.List;

/**
 * Which alerts of a rule are folded into an earlier one.
 *
 * @param grouping what makes alerts belong together
 * @param fields whose values make the groups; empty if alerts have groups of their own
 * @param window how long after the first alert of a group further ones are folded into it, positive
 * @param untilNextRun whether that is the time between two runs, because the rule gives no other
 * @param eachWithoutField whether alerts that lack a field of the group are all kept; otherwise
 *     they form a group
 */
public record Suppression(
    Grouping grouping,
    List<NamedField> fields,
    Duration window,
    boolean untilNextRun,
    boolean eachWithoutField) {
  /** The way in which alerts are grouped. */
  public enum Grouping {
    /** They have the same key: the group of a threshold. */
    KEY,
    /** They share an element of each field. An alert is in as many groups as it has elements. */
    ELEMENTS,
    /** They have the same elements in each field. */
    WHOLE_VALUES
  }

  /** Copies the list; refuses a window that is not positive, and fields in addition to a key. */
  public Suppression {
    fields = List.copyOf(fields);
    if (window.isNegative() || window.isZero()) {
      throw new IllegalArgumentException("A window is longer than nothing, not " + window + ".");
    }
    if (fields.isEmpty() != (grouping == Grouping.KEY)) {
      throw new IllegalArgumentException("Groups are made by a key, or else by fields: " + fields);
    }
  }
}
