package dev.sigrun.runtime.internal.index;

import java.util.List;

/**
 * The reasons for which an index considers an event a candidate for a rule.
 *
 * @param requirements all of these must hold, as far as the index can decide
 */
public record RuleFiling(List<Requirement> requirements) {
  /** Copies the list. */
  public RuleFiling {
    requirements = List.copyOf(requirements);
  }

  /** The way in which the index uses a requirement. */
  public enum Use {
    /** Decided once for all events of a kind: it depends only on fields that define the kind. */
    KIND,
    /** The rule is found by it: of all others it is the least likely. */
    LOOKUP,
    /** Asked when the rule was found. */
    CHECK
  }

  /**
   * Something that must hold.
   *
   * @param text in words like those of a query, long lists cut short
   * @param likelihood the share of all events, by estimation, that satisfy it; 1 if it does not
   *     require anything to be present
   * @param use what the index does with it
   */
  public record Requirement(String text, double likelihood, Use use) {}
}
