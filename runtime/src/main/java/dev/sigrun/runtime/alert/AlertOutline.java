package dev.sigrun.runtime.alert;

import dev.sigrun.runtime.detector.Detection;
import dev.sigrun.runtime.event.TimePlaces;
import dev.sigrun.runtime.rule.Rule;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * What statistics count of an alert. It costs a part of what the alert with its document and id
 * costs, and says the same.
 *
 * @param severity of the alert, which a rule may let the event decide
 * @param host the name of the host that all events share; else that of the first event
 * @param user the name of the user that all events share
 * @param time of the event, in milliseconds since 1970: of several events the first, of counted
 *     ones the last; empty if no event has a time
 */
public record AlertOutline(
    String severity, Optional<String> host, Optional<String> user, OptionalLong time) {
  private static final String HOST = "host.name";

  /**
   * The outline of the alert that {@code rule} raises for what it detected.
   *
   * @param detection of this rule
   */
  public static AlertOutline of(Rule rule, Detection detection) {
    DetectionAlerts alerts = new DetectionAlerts(rule, detection, Instant.EPOCH);
    EventTree shared = alerts.fieldTree();
    EventTree named = Actor.named(shared);
    return new AlertOutline(
        new Overrides(rule, shared).severity(),
        named.text(HOST).or(() -> hostOfFirst(alerts)),
        named.text("user.name"),
        originalTime(alerts, shared));
  }

  private static Optional<String> hostOfFirst(DetectionAlerts alerts) {
    boolean atHand =
        (alerts.isCounted() || alerts.isGroup())
            && !alerts.records().isEmpty()
            && alerts.records().get(0).json().length > 0;
    return atHand
        ? Actor.named(EventTree.of(DetectionAlerts.read(alerts.records().get(0).json()))).text(HOST)
        : Optional.empty();
  }

  private static OptionalLong originalTime(DetectionAlerts alerts, EventTree shared) {
    if (alerts.isCounted()) {
      return alerts.subject().end();
    }
    if (alerts.isGroup()) {
      return alerts.subject().start();
    }
    return shared
        .text(TimePlaces.TIMESTAMP)
        .map(AlertOutline::time)
        .filter(OptionalLong::isPresent)
        .orElseGet(() -> alerts.subject().end());
  }

  /** A time that an event wrote, unless it wrote it in a way of its own. */
  private static OptionalLong time(String text) {
    try {
      return OptionalLong.of(Instant.parse(text).toEpochMilli());
    } catch (DateTimeException | ArithmeticException e) {
      return OptionalLong.empty();
    }
  }
}
