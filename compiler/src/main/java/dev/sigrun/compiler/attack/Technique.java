package dev.sigrun.compiler.attack;

import java.util.List;
import java.util.Optional;

/**
 * A technique of ATT&amp;CK, or one below another.
 *
 * @param id such as {@code T1059.001}
 * @param name such as {@code PowerShell}
 * @param tactics what it serves; empty only for one that the table does not have
 */
public record Technique(String id, String name, List<Tactic> tactics) {
  /** Copies the list. */
  public Technique {
    tactics = List.copyOf(tactics);
  }

  /** The identity of the technique that it is below, or its own. */
  public String parentId() {
    int dot = id.indexOf('.');
    return dot < 0 ? id : id.substring(0, dot);
  }

  /** Whether it serves a tactic, as this or an earlier version sees it. */
  public boolean serves(Tactic tactic) {
    return tactics.stream().anyMatch(tactic::isLike);
  }

  /**
   * The tactic that a rule means by {@code tactic} if it names this technique: of the parts of the
   * former Defense Evasion the one that the technique serves today.
   */
  public Tactic today(Tactic tactic) {
    Optional<Tactic> part = tactics.stream().filter(tactic::isLike).findFirst();
    return tactics.contains(tactic) ? tactic : part.orElse(tactic);
  }
}
