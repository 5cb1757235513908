package dev.sigrun.runtime.alert;

import dev.sigrun.runtime.detector.EventRecord;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Optional;

/**
 * An event that an alert is about.
 *
 * @param source the name of the input it came from; empty if not known
 * @param line its line there, from 1; 0 if there are no lines or it is not known
 * @param time when it happened, according to its rule; empty if it has no time
 * @param json the event as it was read; empty where the rule keeps only times, as thresholds do
 */
public record AlertEvent(String source, long line, Optional<Instant> time, String json) {
  static AlertEvent of(EventRecord record) {
    return new AlertEvent(
        record.source(),
        record.line(),
        record.time().isPresent()
            ? Optional.of(Instant.ofEpochMilli(record.timestamp()))
            : Optional.empty(),
        new String(record.json(), StandardCharsets.UTF_8));
  }
}
