package dev.sigrun.runtime.alert;

import dev.sigrun.runtime.detector.Detection;
import dev.sigrun.runtime.detector.EventRecord;
import dev.sigrun.runtime.detector.Evidence;
import dev.sigrun.runtime.detector.Key;
import dev.sigrun.runtime.event.TimePlaces;
import java.time.Instant;
import java.util.List;
import java.util.LongSummaryStatistics;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Supplier;

/**
 * The subject of an alert: the rule's detection as key, events and times.
 *
 * @param key the values that tie the events together
 * @param events made when they are wanted
 * @param start the time of the first event, in milliseconds since 1970
 * @param end the time of the last event
 */
record AlertSubject(
    Key key, Supplier<List<AlertEvent>> events, OptionalLong start, OptionalLong end) {
  static AlertSubject of(Detection detection) {
    Supplier<List<AlertEvent>> events =
        () -> detection.events().stream().filter(Objects::nonNull).map(AlertEvent::of).toList();
    if (detection.evidence() instanceof Evidence.Threshold threshold) {
      return new AlertSubject(
          detection.key(),
          events,
          OptionalLong.of(threshold.from()),
          OptionalLong.of(threshold.to()));
    }
    if (detection.evidence() instanceof Evidence.Correlation correlation) {
      return new AlertSubject(
          detection.key(),
          events,
          OptionalLong.of(correlation.from()),
          OptionalLong.of(correlation.to()));
    }
    if (detection.evidence() instanceof Evidence.Row row) {
      return new AlertSubject(
          detection.key(), events, OptionalLong.of(row.from()), OptionalLong.of(row.to()));
    }
    LongSummaryStatistics times =
        detection.events().stream()
            .filter(Objects::nonNull)
            .map(EventRecord::time)
            .filter(OptionalLong::isPresent)
            .mapToLong(OptionalLong::getAsLong)
            .summaryStatistics();
    boolean known = times.getCount() > 0;
    return new AlertSubject(
        detection.key(),
        events,
        known ? OptionalLong.of(times.getMin()) : OptionalLong.empty(),
        known ? OptionalLong.of(times.getMax()) : OptionalLong.empty());
  }

  /** One event that no engine has seen. */
  static AlertSubject of(EventTree event) {
    OptionalLong time = TimePlaces.USUAL.in(event::values);
    Optional<Instant> instant =
        time.isPresent() ? Optional.of(Instant.ofEpochMilli(time.getAsLong())) : Optional.empty();
    return new AlertSubject(
        Key.NONE, () -> List.of(new AlertEvent("", 0, instant, event.json())), time, time);
  }
}
