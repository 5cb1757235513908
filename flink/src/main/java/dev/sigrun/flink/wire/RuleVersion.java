package dev.sigrun.flink.wire;

import java.util.List;

/**
 * Rules that count from a moment of event time on.
 *
 * @param number ascending in the order of announcements; 0 for the rules that a job started with
 * @param name what the announcement calls it, for people
 * @param from the first moment at which it counts, in milliseconds since 1970
 * @param jars the rules; none for those that a job started with
 */
public record RuleVersion(long number, String name, long from, List<StoredFile> jars)
    implements Announced {
  /** The rules that a job started with, which count until an announcement says otherwise. */
  public static final RuleVersion FIRST = new RuleVersion(0, "", Long.MIN_VALUE, List.of());

  /** Copies the list. */
  public RuleVersion {
    jars = List.copyOf(jars);
  }

  /** The same with another number. */
  public RuleVersion numbered(long other) {
    return new RuleVersion(other, name, from, jars);
  }
}
