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
  private static final long[] NO_TIMES = {};

  private final byte[] json;

  /** The rules that it was prepared for; null if nothing was done. */
  private final @Nullable RuleSet rules;

  private final @Nullable String problem;
  private final long[] times;
  private final Candidates<Verdict> matchers;
  private final Candidates<Choice> detectors;
  private final @Nullable Event event;

  /**
   * The rules of one kind that could select an event.
   *
   * @param <A> what they answer
   */
  static final class Candidates<A> {
    private static final Candidates<?> NONE = new Candidates<>(new int[0], new Object[0]);

    private final int[] numbers;

    /** Of each rule, null if it is to be asked in turn; none if all are. */
    private final @Nullable A[] answers;

    /**
     * Some rules.
     *
     * @param numbers their places in the rule set
     * @param answers of each, null if it is to be asked in turn; none if all are
     */
    Candidates(int[] numbers, @Nullable A[] answers) {
      this.numbers = numbers;
      this.answers = answers;
    }

    @SuppressWarnings("unchecked") // It has no answers of any type.
    static <A> Candidates<A> none() {
      return (Candidates<A>) NONE;
    }

    Optional<A> answer(int index) {
      return answers.length == 0 ? Optional.empty() : Optional.ofNullable(answers[index]);
    }
  }

  private PreparedEvent(
      byte[] json,
      @Nullable RuleSet rules,
      @Nullable String problem,
      long[] times,
      Candidates<Verdict> matchers,
      Candidates<Choice> detectors,
      @Nullable Event event) {
    this.json = json;
    this.rules = rules;
    this.problem = problem;
    this.times = times;
    this.matchers = matchers;
    this.detectors = detectors;
    this.event = event;
  }

  private PreparedEvent(
      byte[] json, @Nullable RuleSet rules, @Nullable String problem, long[] times) {
    this(json, rules, problem, times, Candidates.none(), Candidates.none(), null);
  }

  /** The event with nothing done yet, which the engine then does in its turn. */
  public static PreparedEvent unprepared(byte[] json) {
    return new PreparedEvent(json, null, null, NO_TIMES);
  }

  static PreparedEvent malformed(byte[] json, RuleSet rules, String problem) {
    return new PreparedEvent(json, rules, problem, NO_TIMES);
  }

  static PreparedEvent withoutCandidates(byte[] json, RuleSet rules, long[] times) {
    return new PreparedEvent(json, rules, null, times);
  }

  static PreparedEvent of(
      byte[] json,
      RuleSet rules,
      long[] times,
      Candidates<Verdict> matchers,
      Candidates<Choice> detectors,
      Event event) {
    return new PreparedEvent(json, rules, null, times, matchers, detectors, event);
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
    return matchers.numbers.length;
  }

  /** The place of a matcher that could select it, as {@link RuleSet#matchers()} has it. */
  public int matcher(int index) {
    return matchers.numbers[index];
  }

  /** The verdict of that matcher, if it was asked. */
  public Optional<Verdict> verdict(int index) {
    return matchers.answer(index);
  }

  /** How many detectors could select it. */
  public int detectorCount() {
    return detectors.numbers.length;
  }

  /** The place of a detector that could select it, as {@link RuleSet#detectors()} has it. */
  public int detector(int index) {
    return detectors.numbers[index];
  }

  /** The choice of that detector, if it was asked. */
  public Optional<Choice> choice(int index) {
    return detectors.answer(index);
  }

  /** The values that rules read, if there is a rule that could select it. */
  public Event event() {
    if (event == null) {
      throw new IllegalStateException("No rule could select the event.");
    }
    return event;
  }
}
