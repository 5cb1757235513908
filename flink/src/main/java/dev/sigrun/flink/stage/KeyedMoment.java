package dev.sigrun.flink.stage;

import dev.sigrun.flink.wire.CellKey;
import org.apache.flink.streaming.api.TimerService;

/**
 * A moment in the life of a state, in whichever kind of function it is kept.
 *
 * @param key of the state
 * @param timers for it
 * @param side where to send what is no alert
 */
record KeyedMoment(CellKey key, TimerService timers, SideOutputs side) {}
