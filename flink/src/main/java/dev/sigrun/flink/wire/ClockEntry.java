package dev.sigrun.flink.wire;

import dev.sigrun.runtime.detector.EventClock;
import java.util.List;

/**
 * The time of one partition as a checkpoint holds it.
 *
 * @param source the partition, or a name of no partition for the time up to which a subtask had
 *     promised that no more events would come
 * @param clock its clock, or that time
 * @param ahead times of its events that were too far ahead to move the clock
 */
public record ClockEntry(String source, EventClock.State clock, List<Long> ahead) {}
