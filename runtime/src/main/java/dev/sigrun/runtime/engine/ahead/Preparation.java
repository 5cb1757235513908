package dev.sigrun.runtime.engine.ahead;

import dev.sigrun.runtime.MatchSession;
import dev.sigrun.runtime.RuleSet;
import dev.sigrun.runtime.detector.Detector;
import dev.sigrun.runtime.detector.EventClock;
import dev.sigrun.runtime.event.DateField;
import dev.sigrun.runtime.event.Event;
import dev.sigrun.runtime.event.EventFormatException;
import dev.sigrun.runtime.event.Now;
import dev.sigrun.runtime.rule.EventMatcher;
import java.util.Collection;
import java.util.List;
import java.util.OptionalLong;
import java.util.function.IntUnaryOperator;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Prepares events for an engine. Keeps buffers from event to event, so each thread needs one of its
 * own.
 */
public final class Preparation {
  private static final Verdict[] NO_VERDICTS = {};
  private static final Choice[] NO_CHOICES = {};

  private final RuleSet rules;
  private final MatchSession session;
  private final LongSupplier[] timelines;
  private final EventMatcher[] matchers;
  private final Detector<?>[] detectors;
  private final boolean asksRules;

  /** Whether events without a time have to wait for their turn, because it is then theirs. */
  private final boolean needsTime;

  private Preparation(
      RuleSet rules,
      Now now,
      Collection<List<DateField>> timelines,
      boolean asksRules,
      boolean needsTime) {
    this.rules = rules;
    this.session = rules.newSession(now);
    this.timelines = timelines.stream().map(session::times).toArray(LongSupplier[]::new);
    this.matchers = rules.matchers().toArray(new EventMatcher[0]);
    this.detectors = rules.detectors().toArray(new Detector<?>[0]);
    this.asksRules = asksRules;
    this.needsTime = needsTime;
  }

  /**
   * Prepares events when it is their turn, but leaves it to the engine to ask rules.
   *
   * @param now what {@code now} is in rules
   * @param timelines the fields of the engine's timelines; the first is that of most rules
   */
  public static Preparation inTurn(RuleSet rules, Now now, Collection<List<DateField>> timelines) {
    return new Preparation(rules, now, timelines, false, false);
  }

  /**
   * Prepares events before it is their turn.
   *
   * @param now what {@code now} is in rules, in milliseconds since 1970; the time of the event if
   *     empty
   * @param timelines as for {@link #inTurn}
   * @param asksRules whether rules are asked for their answers about the event alone
   */
  public static Preparation ahead(
      RuleSet rules, OptionalLong now, Collection<List<DateField>> timelines, boolean asksRules) {
    Now ofRules =
        now.isPresent() ? Now.of(now::getAsLong) : Now.ofEventOr(() -> EventClock.NO_TIME);
    return new Preparation(rules, ofRules, timelines, asksRules, now.isEmpty());
  }

  /**
   * Prepares an event.
   *
   * @param json one JSON object in UTF-8; not copied, so it must not change any more
   */
  public PreparedEvent prepare(byte[] json) {
    try {
      session.read(json);
      return prepareRead(json);
    } catch (EventFormatException e) {
      return PreparedEvent.malformed(json, rules, String.valueOf(e.getMessage()));
    } finally {
      session.clear();
    }
  }

  /** Whether an event that was prepared so far has a value of a field that rules read. */
  public boolean hasSeen(String field) {
    return session.hasSeen(field);
  }

  private PreparedEvent prepareRead(byte[] json) {
    long[] times = new long[timelines.length];
    for (int i = 0; i < times.length; i++) {
      times[i] = timelines[i].getAsLong();
    }
    if (!session.hasCandidates()) {
      return PreparedEvent.withoutCandidates(json, rules, times);
    }
    if (needsTime && times[0] == EventClock.NO_TIME) {
      return PreparedEvent.unprepared(json);
    }
    int[] ofMatchers = numbers(session.matcherCount(), session::matcher);
    int[] ofDetectors = numbers(session.detectorCount(), session::detector);
    Event event = session.event();
    return PreparedEvent.of(
        json,
        rules,
        times,
        new PreparedEvent.Candidates<>(ofMatchers, verdicts(ofMatchers, event)),
        new PreparedEvent.Candidates<>(ofDetectors, choices(ofDetectors, event)),
        event);
  }

  private Verdict[] verdicts(int[] candidates, Event event) {
    if (!asksRules) {
      return NO_VERDICTS;
    }
    Verdict[] verdicts = new Verdict[candidates.length];
    for (int i = 0; i < candidates.length; i++) {
      verdicts[i] =
          session.isCertain(i) ? Verdict.SELECTED : Verdict.of(matchers[candidates[i]], event);
    }
    return verdicts;
  }

  private @Nullable Choice[] choices(int[] candidates, Event event) {
    if (!asksRules) {
      return NO_CHOICES;
    }
    @Nullable Choice[] choices = new Choice[candidates.length];
    for (int i = 0; i < candidates.length; i++) {
      choices[i] = Choice.ahead(detectors[candidates[i]], event).orElse(null);
    }
    return choices;
  }

  private static int[] numbers(int count, IntUnaryOperator number) {
    int[] numbers = new int[count];
    for (int i = 0; i < count; i++) {
      numbers[i] = number.applyAsInt(i);
    }
    return numbers;
  }
}
