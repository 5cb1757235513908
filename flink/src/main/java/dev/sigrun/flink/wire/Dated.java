package dev.sigrun.flink.wire;

import java.util.List;

/**
 * An event on its way to the timelines, with all that rules want of it, which is mostly nothing:
 * then it only moves time.
 *
 * @param source the partition that it comes from
 * @param line its place there
 * @param timelines their names; mostly the same object for all events
 * @param times when it happened on each of them, in milliseconds since 1970; {@link #NO_TIME} if it
 *     does not say, or moves no time there. Must not be changed
 * @param wanted by detectors, for each timeline; empty if nothing is
 * @param found alerts of rules that judge single events, on their way to their groups, for each
 *     timeline; empty if there are none
 */
public record Dated(
    String source,
    long line,
    List<String> timelines,
    long[] times,
    List<List<Wanted>> wanted,
    List<List<Found>> found) {
  /** The time of an event that has none on a timeline. */
  public static final long NO_TIME = Long.MIN_VALUE;

  /** The events that detectors of a timeline want. */
  public List<Wanted> wanted(int timeline) {
    return wanted.isEmpty() ? List.of() : wanted.get(timeline);
  }

  /** The alerts on their way to groups of a timeline. */
  public List<Found> found(int timeline) {
    return found.isEmpty() ? List.of() : found.get(timeline);
  }
}
