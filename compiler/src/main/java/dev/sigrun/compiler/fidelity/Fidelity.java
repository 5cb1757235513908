package dev.sigrun.compiler.fidelity;

import java.util.Optional;

/** The relation between the answers of an artifact and those of its rule. */
public enum Fidelity {
  /** The same answer about every event. */
  EXACT("exact", ""),
  /** Every event that the rule selects, and possibly others. */
  MAY_MATCH_MORE("approximate", "may match more"),
  /** No event that the rule does not select, but possibly not all. */
  MAY_MATCH_LESS("approximate", "may match less"),
  /** Events may be missing, and others may be selected. */
  MAY_DIFFER("approximate", "may match more or less"),
  /** There is no artifact. */
  REFUSED("refused", "");

  private final String label;
  private final String direction;

  Fidelity(String label, String direction) {
    this.label = label;
    this.direction = direction;
  }

  /** {@code exact}, {@code approximate} or {@code refused}. */
  public String label() {
    return label;
  }

  /** The direction in which an approximation errs; empty for all others. */
  public Optional<String> direction() {
    return direction.isEmpty() ? Optional.empty() : Optional.of(direction);
  }

  /** The combination of both in the same artifact. */
  public Fidelity and(Fidelity other) {
    if (this == REFUSED || other == REFUSED) {
      return REFUSED;
    }
    if (this == EXACT) {
      return other;
    }
    return other == EXACT || other == this ? this : MAY_DIFFER;
  }

  /** The same under a negation: events selected too often are then excluded too often. */
  public Fidelity negated() {
    return switch (this) {
      case MAY_MATCH_MORE -> MAY_MATCH_LESS;
      case MAY_MATCH_LESS -> MAY_MATCH_MORE;
      case EXACT, MAY_DIFFER, REFUSED -> this;
    };
  }
}
