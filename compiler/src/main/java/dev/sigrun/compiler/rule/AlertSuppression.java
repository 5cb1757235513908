package dev.sigrun.compiler.rule;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Settings of alert suppression: which alerts are absorbed by an earlier one.
 *
 * @param groupBy alerts with equal values of these fields belong together; empty for threshold
 *     rules, whose groups are their own
 * @param duration how long after the first alert of a group further ones are held back; a run if
 *     empty
 * @param missingFields what happens to events that lack a field of the group
 */
public record AlertSuppression(
    List<FieldName> groupBy, Optional<Duration> duration, MissingFields missingFields) {
  /** Copies the list. */
  public AlertSuppression {
    groupBy = List.copyOf(groupBy);
  }

  /** The treatment of events that lack a field of the group. */
  public enum MissingFields {
    /** They form a group of their own; the default. */
    SUPPRESS("suppress"),
    /** Each gets its alert. */
    DO_NOT_SUPPRESS("doNotSuppress");

    private final String spelling;

    MissingFields(String spelling) {
      this.spelling = spelling;
    }

    /** The word that rule files use. */
    public String spelling() {
      return spelling;
    }

    @Override
    public String toString() {
      return spelling;
    }
  }
}
