package dev.sigrun.compiler.rule;

import java.util.List;
import java.util.Optional;

/**
 * The behaviour that a rule detects, in the terms of a framework such as MITRE ATT&amp;CK.
 *
 * @param framework the name of the framework
 * @param tactic the goal
 * @param techniques the ways to reach it; may be empty
 */
public record ThreatMapping(String framework, Item tactic, List<Technique> techniques) {
  /** Copies the list. */
  public ThreatMapping {
    techniques = List.copyOf(techniques);
  }

  /**
   * An item of the framework.
   *
   * @param id such as {@code TA0002}
   * @param name its title
   * @param reference its address
   */
  public record Item(String id, String name, Optional<String> reference) {}

  /**
   * A way to reach a goal.
   *
   * @param item the technique
   * @param subtechniques finer ones; may be empty
   */
  public record Technique(Item item, List<Item> subtechniques) {
    /** Copies the list. */
    public Technique {
      subtechniques = List.copyOf(subtechniques);
    }
  }
}
