package dev.sigrun.flink.record;

/**
 * An event that rules with memory wanted but that came after its time had passed. Rules that judge
 * single events have seen it.
 *
 * @param timeline the fields that give the time, separated by commas
 * @param source the name of its partition
 * @param line its place there
 * @param time when it happened, in milliseconds since 1970
 */
public record LateEvent(String timeline, String source, long line, long time) {}
