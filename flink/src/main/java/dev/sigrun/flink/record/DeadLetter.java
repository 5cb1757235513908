package dev.sigrun.flink.record;

/**
 * Input that is not an event.
 *
 * @param input what was read
 * @param reason why it is not an event
 */
public record DeadLetter(PlacedEvent input, String reason) {}
