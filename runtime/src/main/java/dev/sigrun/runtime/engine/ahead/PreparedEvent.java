package dev.sigrun.runtime.engine.ahead;

import dev.sigrun.runtime.RuleSet;
import dev.sigrun.runtime.event.Event;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * An event with all that a {@link Preparation} found out about it. Made by one thread and used by
 * another, but by one at a time.
 */
public final class PreparedEvent {
  private static final int[] NONE = {};
  private static final long[] NO_TIMES = {};
  private static final Verdict[] NO_VERDICTS = {};

  private final byte[] json;

  /** The rules that it was prepared for; null if nothing was done. */
  private final @Nullable RuleSet rules;

  private final @Nullable String problem;
  private final long[] times;
  private final int[] matchers;
  private final int[] detectors;
  private final @Nullable Event event;

  /** Of each matcher; none if they are to be asked in turn. */
  private final Verdict[] verdicts;

  private PreparedEvent(
      byte[] json,
      @Nullable RuleSet rules,
      @Nullable String problem,
      long[] times,
      int[] matchers,
      int[] detectors,
      @Nullable Event event,
      Verdict[] verdicts) {
    this.json = json;
    this.rules = rules;
    this.problem = problem;
    this.times = times;
    this.matchers = matchers;
    this.detectors = detectors;
    this.event = event;
    this.verdicts = verdicts;
  }

  /** The event with nothing done yet, which the engine then does in its turn. */
  public static PreparedEvent unprepared(byte[] json) {
    return new PreparedEvent(json, null, null, NO_TIMES, NONE, NONE, null, NO_VERDICTS);
  }

  static PreparedEvent malformed(byte[] json, RuleSet rules, String problem) {
    return new PreparedEvent(json, rules, problem, NO_TIMES, NONE, NONE, null, NO_VERDICTS);
  }

  static PreparedEvent withoutCandidates(byte[] json, RuleSet rules, long[] times) {
    return new PreparedEvent(json, rules, null, times, NONE, NONE, null, NO_VERDICTS);
  }

  static PreparedEvent of(
      byte[] json,
      RuleSet rules,
      long[] times,
      int[] matchers,
      int[] detectors,
      Event event,
      Verdict[] verdicts) {
    return new PreparedEvent(json, rules, null, times, matchers, detectors, event, verdicts);
  }

  /** The bytes that the event was read from; not to be changed. */
  public byte[] json() {
    return json;
  }

  /** Whether it was prepared for these rules. */
  public boolean isFor(RuleSet others) {
    return rules == others;
  }

  /** Why it is not an event, if it is none. */
  public Optional<String> problem() {
    return Optional.ofNullable(problem);
  }

  /**
   * When it happened, by one of the timelines of the engine, in their order: milliseconds since
   * 1970, or {@link dev.sigrun.runtime.detector.EventClock#NO_TIME}.
   */
  public long time(int timeline) {
    return times[timeline];
  }

  /** How many matchers could select it. */
  public int matcherCount() {
    return matchers.length;
  }

  /** The place of a matcher that could select it, as {@link RuleSet#matchers()} has it. */
  public int matcher(int index) {
    return matchers[index];
  }

  /** The verdict of that matcher, if it was asked. */
  public Optional<Verdict> verdict(int index) {
    return verdicts.length == 0 ? Optional.empty() : Optional.of(verdicts[index]);
  }

  /** How many detectors could select it. */
  public int detectorCount() {
    return detectors.length;
  }

  /** The place of a detector that could select it, as {@link RuleSet#detectors()} has it. */
  public int detector(int index) {
    return detectors[index];
  }

  /** The values that rules read, if there is a rule that could select it. */
  public Event event() {
    if (event == null) {
      throw new IllegalStateException("No rule could select the event.");
    }
    return event;
  }
}
