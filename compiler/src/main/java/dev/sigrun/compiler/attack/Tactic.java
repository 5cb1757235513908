package dev.sigrun.compiler.attack;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** A tactic of ATT&amp;CK: what somebody wants to reach. In the order of the matrix. */
public enum Tactic {
  /** Learning about a target. */
  RECONNAISSANCE("TA0043"),
  /** Getting what an attack needs. */
  RESOURCE_DEVELOPMENT("TA0042"),
  /** Getting in. */
  INITIAL_ACCESS("TA0001"),
  /** Running code. */
  EXECUTION("TA0002"),
  /** Staying. */
  PERSISTENCE("TA0003"),
  /** Getting more rights. */
  PRIVILEGE_ESCALATION("TA0004"),
  /** Not being seen. Before version 19 it was Defense Evasion, of which it has the identity. */
  STEALTH("TA0005"),
  /** Weakening what defends; a part of Defense Evasion before version 19. */
  DEFENSE_IMPAIRMENT("TA0112"),
  /** Getting names and passwords. */
  CREDENTIAL_ACCESS("TA0006"),
  /** Learning about systems from inside. */
  DISCOVERY("TA0007"),
  /** Getting to other systems. */
  LATERAL_MOVEMENT("TA0008"),
  /** Gathering data. */
  COLLECTION("TA0009"),
  /** Giving orders to what runs inside. */
  COMMAND_AND_CONTROL("TA0011"),
  /** Taking data out. */
  EXFILTRATION("TA0010"),
  /** Doing damage. */
  IMPACT("TA0040");

  /** The word that tags have for {@link #STEALTH} in rules for earlier versions. */
  public static final String FORMER_STEALTH = "defense-evasion";

  private final String id;

  Tactic(String id) {
    this.id = id;
  }

  /** Its identity, such as {@code TA0002}. */
  public String id() {
    return id;
  }

  /** Its name in tags, such as {@code command-and-control}. */
  public String word() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** Its name, such as {@code Command and Control}. */
  public String title() {
    return title(word());
  }

  /** A word of tags as a name. */
  public static String title(String word) {
    StringBuilder title = new StringBuilder();
    for (String part : word.split("-", -1)) {
      title.append(title.length() == 0 ? "" : " ");
      boolean small = part.isEmpty() || part.equals("and");
      title.append(small ? part : Character.toUpperCase(part.charAt(0)) + part.substring(1));
    }
    return title.toString();
  }

  /** The tactic that tags name by this word, also by the one of earlier versions. */
  public static Optional<Tactic> named(String word) {
    String current = word.equals(FORMER_STEALTH) ? STEALTH.word() : word;
    return Arrays.stream(values()).filter(tactic -> tactic.word().equals(current)).findFirst();
  }

  /** The tactic with this identity. */
  public static Optional<Tactic> withId(String id) {
    return Arrays.stream(values()).filter(tactic -> tactic.id.equals(id)).findFirst();
  }

  /** Whether it is the same tactic, or both are parts of the former Defense Evasion. */
  boolean isLike(Tactic other) {
    return this == other || (isDefenseEvasion() && other.isDefenseEvasion());
  }

  private boolean isDefenseEvasion() {
    return this == STEALTH || this == DEFENSE_IMPAIRMENT;
  }
}
