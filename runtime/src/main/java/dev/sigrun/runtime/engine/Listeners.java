package dev.sigrun.runtime.engine;

import dev.sigrun.runtime.alert.Alert;
import dev.sigrun.runtime.detector.Detection;
import dev.sigrun.runtime.detector.EventRecord;
import dev.sigrun.runtime.detector.Key;
import dev.sigrun.runtime.detector.suppression.SuppressedGroup;
import dev.sigrun.runtime.engine.report.AlertListener;
import dev.sigrun.runtime.engine.report.DetectionListener;
import dev.sigrun.runtime.engine.report.Failure;
import dev.sigrun.runtime.engine.report.FailureListener;
import dev.sigrun.runtime.rule.Rule;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/** All who listen to an engine, as one. Engines that share one never call it at the same time. */
final class Listeners {
  private final List<DetectionListener> ofDetections;
  private final List<AlertListener> ofAlerts;
  private final FailureListener ofFailures;
  private final LongSupplier wallClock;
  private long failures;
  private boolean broken;

  Listeners(
      List<DetectionListener> ofDetections,
      List<AlertListener> ofAlerts,
      FailureListener ofFailures,
      LongSupplier wallClock) {
    this.ofDetections = List.copyOf(ofDetections);
    this.ofAlerts = List.copyOf(ofAlerts);
    this.ofFailures = ofFailures;
    this.wallClock = wallClock;
  }

  synchronized void detected(Rule rule, Detection detection) {
    orBreak(ofDetections, listener -> listener.detected(rule, detection));
    if (!ofAlerts.isEmpty()) {
      deliver(rule, detection, Optional.empty());
    }
  }

  synchronized void opened(Rule rule, Detection detection, Key group) {
    orBreak(ofDetections, listener -> listener.opened(rule, detection, group));
    if (!ofAlerts.isEmpty()) {
      deliver(rule, detection, Optional.of(group));
    }
  }

  synchronized void closed(Rule rule, Key group, SuppressedGroup counts) {
    orBreak(ofDetections, listener -> listener.closed(rule, group, counts));
    for (AlertListener listener : ofAlerts) {
      attempt(rule, Optional.empty(), () -> listener.groupClosed(rule, group, counts));
    }
  }

  synchronized void failed(Failure failure) {
    orBreak(List.of(ofFailures), listener -> listener.failed(failure));
  }

  /** The number of times that a listener failed to handle an alert. */
  synchronized long failures() {
    return failures;
  }

  /** Whether a listener threw what the engine had to pass on. */
  synchronized boolean isBroken() {
    return broken;
  }

  private void deliver(Rule rule, Detection detection, Optional<Key> group) {
    Optional<EventRecord> event = detection.events().stream().filter(Objects::nonNull).findFirst();
    attempt(
        rule,
        event,
        () -> {
          Instant now = Instant.ofEpochMilli(wallClock.getAsLong());
          Alert alert =
              group.isPresent()
                  ? Alert.of(rule, detection, group.get(), now).suppressing(group.get())
                  : Alert.of(rule, detection, now);
          for (AlertListener listener : ofAlerts) {
            attempt(rule, event, () -> listener.alert(alert));
          }
        });
  }

  private void attempt(Rule rule, Optional<EventRecord> event, Runnable delivery) {
    try {
      delivery.run();
    } catch (RuntimeException e) {
      if (broken) {
        throw e;
      }
      failures++;
      failed(new Failure(Failure.Kind.LISTENER, rule, event, e));
    }
  }

  private <L> void orBreak(List<L> listeners, Consumer<L> call) {
    try {
      listeners.forEach(call);
    } catch (RuntimeException | Error e) {
      broken = true;
      throw e;
    }
  }
}
