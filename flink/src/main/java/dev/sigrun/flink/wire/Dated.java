package dev.sigrun.flink.wire;

import java.util.List;

/**
 * An event on one timeline, with all that rules of that timeline want of it, which is mostly
 * nothing: then it only moves time.
 *
 * @param source the partition that it comes from
 * @param line its place there
 * @param time when it happened, in milliseconds since 1970; {@link #NO_TIME} if it does not say
 * @param wanted by detectors
 * @param found alerts of rules that judge single events, on their way to their groups
 */
public record Dated(String source, long line, long time, List<Wanted> wanted, List<Found> found) {
  /** The time of an event that has none on the timeline. */
  public static final long NO_TIME = Long.MIN_VALUE;
}
