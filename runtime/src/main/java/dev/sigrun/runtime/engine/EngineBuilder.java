package dev.sigrun.runtime.engine;

import dev.sigrun.runtime.RuleSet;
import dev.sigrun.runtime.detector.ReferenceData;
import dev.sigrun.runtime.engine.report.AlertListener;
import dev.sigrun.runtime.engine.report.DetectionListener;
import dev.sigrun.runtime.engine.report.FailureListener;
import dev.sigrun.runtime.engine.report.RuleCounter;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongSupplier;

/**
 * Builds an {@link Engine}. Everything but the rule set has a default.
 *
 * <pre>{@code
 * Engine engine =
 *     Engine.builder(rules)
 *         .allowedLateness(Duration.ofSeconds(10))
 *         .onAlert(alert -> send(alert.toJson()))
 *         .build();
 * }</pre>
 */
public final class EngineBuilder {
  private final RuleSet rules;
  private Duration allowedLateness = Duration.ofMinutes(1);
  private Duration maxJump = Duration.ofDays(1);
  private int maxKeysPerRule = 100_000;
  private long maxKeys = 1_000_000;
  private long maxStateBytes = 256L << 20;
  private int maxBufferedEvents = 100_000;
  private long maxBufferedBytes = 128L << 20;
  private LongSupplier wallClock = System::currentTimeMillis;
  private Optional<Long> now = Optional.empty();
  private PausePolicy pausing = PausePolicy.DEFAULT;
  private boolean timed;
  private ReferenceData referenceData = ReferenceData.NONE;
  private final List<DetectionListener> ofDetections = new ArrayList<>();
  private final List<AlertListener> ofAlerts = new ArrayList<>();
  private FailureListener ofFailures = FailureListener.logging();
  private Share share = Share.ALL;

  EngineBuilder(RuleSet rules) {
    this.rules = rules;
  }

  /**
   * The maximum time by which an event may be older than the newest one and still be seen by rules
   * that need memory. It is also how long these rules wait before they answer. 1 minute by default;
   * 0 for events that come in order.
   */
  public EngineBuilder allowedLateness(Duration lateness) {
    this.allowedLateness = atMostYears(lateness);
    return this;
  }

  /**
   * The maximum time by which an event may be ahead of all others and still be trusted, 1 day by
   * default. An event further ahead waits until most of the events of a while are as far, and so
   * does an event further ahead of the wall clock, for ever: a machine whose clock is wrong must
   * not make all other events late.
   */
  public EngineBuilder maxJump(Duration jump) {
    this.maxJump = atMostYears(jump);
    return this;
  }

  /** The maximum number of keys that are remembered for one rule, 100,000 by default. */
  public EngineBuilder maxKeysPerRule(int keys) {
    this.maxKeysPerRule = positive(keys);
    return this;
  }

  /**
   * The maximum number of keys that are remembered for all rules together, 1,000,000 by default.
   */
  public EngineBuilder maxKeys(long keys) {
    this.maxKeys = positive(keys);
    return this;
  }

  /** About how many bytes the states of all rules may take, 256 MiB by default. */
  public EngineBuilder maxStateBytes(long bytes) {
    this.maxStateBytes = positive(bytes);
    return this;
  }

  /**
   * The maximum number of waiting events, counted once for each rule and key that selects them;
   * 100,000 by default. When there are more, the earliest does not wait any longer.
   */
  public EngineBuilder maxBufferedEvents(int events) {
    this.maxBufferedEvents = positive(events);
    return this;
  }

  /** About how many bytes the waiting events may take, 128 MiB by default. */
  public EngineBuilder maxBufferedBytes(long bytes) {
    this.maxBufferedBytes = positive(bytes);
    return this;
  }

  /**
   * Sets the value of {@code now} in the date math of rules, for all events. By default it is the
   * time of each event itself, by the fields that its rule uses; for an event without a time, that
   * of the newest event.
   */
  public EngineBuilder now(Instant now) {
    this.now = Optional.of(now.toEpochMilli());
    return this;
  }

  /**
   * The wall clock, in milliseconds since 1970; that of the system by default. It determines which
   * times are too far in the future, and is the time of an event without one if no event arrived
   * earlier.
   */
  public EngineBuilder wallClock(LongSupplier clock) {
    this.wallClock = clock;
    return this;
  }

  /**
   * Whether to measure how long the matcher or detector of each rule works, see {@link
   * RuleCounter#NANOS}. Off by default, because it reads the clock twice for each call of a rule.
   */
  public EngineBuilder timed(boolean timed) {
    this.timed = timed;
    return this;
  }

  /**
   * The data that rules compare events with, apart from other events, such as lists of threat
   * indicators. None by default: rules that need them then find nothing.
   */
  public EngineBuilder referenceData(ReferenceData data) {
    this.referenceData = data;
    return this;
  }

  /**
   * Calls {@code listener} for each alert. May be called several times: all listeners get all
   * alerts, in the order in which the listeners were given.
   */
  public EngineBuilder onAlert(AlertListener listener) {
    ofAlerts.add(listener);
    return this;
  }

  /**
   * Calls {@code listener} for each detection, before alert listeners. May be called several times.
   */
  public EngineBuilder onDetection(DetectionListener listener) {
    ofDetections.add(listener);
    return this;
  }

  /**
   * Calls {@code listener} for each failure of a rule or alert listener, in place of the default,
   * which logs the first of each rule.
   */
  public EngineBuilder onFailure(FailureListener listener) {
    this.ofFailures = listener;
    return this;
  }

  /**
   * The conditions under which a rule that fails often is paused; {@link PausePolicy#DEFAULT} by
   * default.
   */
  public EngineBuilder pausing(PausePolicy policy) {
    this.pausing = policy;
    return this;
  }

  /**
   * Leaves rules out, as if they were not in the set: for programs that cannot run all of them.
   * Their states in a snapshot are skipped.
   *
   * @param ruleIds the ids of the rules; ids that no rule has do not matter
   */
  public EngineBuilder without(Set<String> ruleIds) {
    share = Share.without(ruleIds);
    return this;
  }

  /**
   * Divides the work by the values of a field of events, for several threads.
   *
   * @param field the name of the field, such as {@code host.id}
   */
  public PartitionedEngineBuilder partitionedBy(String field) {
    return new PartitionedEngineBuilder(rules, field, settings(), listeners());
  }

  /** The engine. */
  public Engine build() {
    return new Engine(rules, settings(), share, listeners());
  }

  private Listeners listeners() {
    return new Listeners(ofDetections, ofAlerts, ofFailures, wallClock);
  }

  private Settings settings() {
    return new Settings(
        allowedLateness.toMillis(),
        maxJump.toMillis(),
        maxKeysPerRule,
        maxKeys,
        maxStateBytes,
        maxBufferedEvents,
        maxBufferedBytes,
        wallClock,
        now,
        pausing,
        timed,
        referenceData);
  }

  private static Duration atMostYears(Duration duration) {
    if (duration.isNegative() || duration.toDays() > 100_000) {
      throw new IllegalArgumentException(
          "The duration must be between 0 and 100000 days, not " + duration + ".");
    }
    return duration;
  }

  static int positive(int number) {
    return Math.toIntExact(positive((long) number));
  }

  static long positive(long number) {
    if (number < 1) {
      throw new IllegalArgumentException("The number must be at least 1, not " + number + ".");
    }
    return number;
  }
}
