package dev.sigrun.runtime.detector.newterms;

import dev.sigrun.runtime.detector.Cell;
import dev.sigrun.runtime.detector.Codec;
import dev.sigrun.runtime.detector.Detection;
import dev.sigrun.runtime.detector.Detector;
import dev.sigrun.runtime.detector.DetectorListener;
import dev.sigrun.runtime.detector.DetectorSettings;
import dev.sigrun.runtime.detector.EventRecord;
import dev.sigrun.runtime.detector.Evidence;
import dev.sigrun.runtime.detector.Key;
import dev.sigrun.runtime.detector.Selection;
import dev.sigrun.runtime.detector.StateScope;
import dev.sigrun.runtime.event.DateField;
import dev.sigrun.runtime.event.Event;
import dev.sigrun.runtime.internal.detector.TermHash;
import dev.sigrun.runtime.internal.detector.TermTimes;
import dev.sigrun.runtime.internal.detector.Times;
import dev.sigrun.runtime.rule.EventMatcher;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalLong;

/**
 * Detects terms, combinations of values of one to three fields, that were not seen for the length
 * of the rule's history. Each new term of an event is a detection of its own with the term as its
 * key.
 *
 * <p>All terms of a rule are one state, under {@link Key#NONE}, and not one state for each term: a
 * rule may see millions of terms, and a cell with its key costs ten times what a term costs in
 * {@link TermTimes}. It also lets the state know what concerns all terms, namely from when on the
 * history is complete. Rules can still run in parallel; within a rule, looking up a term takes less
 * time than reading the event.
 *
 * <p>A fresh state calls every term new. {@link #start} suppresses detections until it has seen a
 * whole history; {@link #learn} adds terms seen earlier.
 *
 * <p>Beyond {@link #withMaxTerms its bound} it forgets the terms that were not seen for longest;
 * these are new again when they come back.
 */
public final class NewTermsDetector implements Detector<SeenTerms> {
  /** The default number of remembered terms; about 90 megabytes. */
  public static final int DEFAULT_MAX_TERMS = 4_000_000;

  private static final List<Integer> ONLY_INPUT = List.of(0);
  private static final long MIN_PAUSE = 60_000;

  private final EventMatcher matcher;
  private final NewTermsPlan plan;
  private final long history;
  private final int maxTerms;
  private final DetectorSettings settings;

  /** A detector for new terms of the events that {@code matcher} selects. */
  public NewTermsDetector(EventMatcher matcher, NewTermsPlan plan) {
    this(matcher, plan, DEFAULT_MAX_TERMS, DetectorSettings.DEFAULT);
  }

  private NewTermsDetector(
      EventMatcher matcher, NewTermsPlan plan, int maxTerms, DetectorSettings settings) {
    this.matcher = matcher;
    this.plan = plan;
    this.history = plan.history().toMillis();
    this.maxTerms = maxTerms;
    this.settings = settings;
  }

  /**
   * The same that remembers at most {@code maxTerms} terms.
   *
   * @throws IllegalArgumentException if that is less than 1 or more than 12 million
   */
  public NewTermsDetector withMaxTerms(int maxTerms) {
    if (maxTerms < 1 || maxTerms > TermTimes.MAX_SIZE) {
      throw new IllegalArgumentException(
          "The number of remembered terms must be between 1 and "
              + TermTimes.MAX_SIZE
              + ", not "
              + maxTerms);
    }
    return new NewTermsDetector(matcher, plan, maxTerms, settings);
  }

  /** The same that takes the time of an event from the first of {@code fields} that it has. */
  public NewTermsDetector withTimestamp(DateField... fields) {
    return new NewTermsDetector(matcher, plan, maxTerms, settings.withTimestamp(fields));
  }

  /** The same detector with this fingerprint, see {@link Detector#fingerprint}. */
  public NewTermsDetector withFingerprint(String fingerprint) {
    return new NewTermsDetector(matcher, plan, maxTerms, settings.withFingerprint(fingerprint));
  }

  @Override
  public String ruleId() {
    return matcher.ruleId();
  }

  /**
   * Sets the start of the event stream to {@code time}: nothing is detected until the length of the
   * history has passed. Does nothing if the state knows anything already. To be called, if at all,
   * before the first event is accepted.
   *
   * @param cell the state of {@link Key#NONE}
   */
  public void start(Cell<SeenTerms> cell, long time) {
    if (cell.get() == null) {
      cell.set(new SeenTerms(TermTimes.NONE, Times.plus(time, history), 0));
    }
  }

  /**
   * Learns that {@code terms} were seen at {@code time} and that the history up to then is known:
   * from now on new terms are detected.
   *
   * @param cell the state of {@link Key#NONE}
   * @param terms values in the order of the rule's fields, in the form that events have: addresses
   *     in canonical form, instants in milliseconds since 1970
   */
  public void learn(Cell<SeenTerms> cell, Iterable<Key> terms, long time) {
    SeenTerms known = cell.get();
    TermTimes times = known == null ? TermTimes.NONE : known.times();
    for (Key term : terms) {
      times = times.seen(TermHash.of(term), time);
    }
    long forgotten = known == null ? 0 : known.forgotten();
    cell.set(bounded(new SeenTerms(times, Long.MIN_VALUE, forgotten)));
    cell.wakeAt(Times.plus(time, history));
  }

  /** The terms of an event that the rule selects; none of others. */
  List<Key> terms(Event event) {
    return matcher.matches(event.asOf(settings.timestampFields()))
        ? plan.fields().keys(event)
        : List.of();
  }

  StateScope termScope() {
    return new StateScope.EqualKeys(plan.fields().fields());
  }

  @Override
  public TermDetector spread() {
    return new TermDetector(this, history, Long.MIN_VALUE);
  }

  @Override
  public DetectorSettings settings() {
    return settings;
  }

  @Override
  public List<Selection> select(Event event) {
    List<Key> terms = terms(event);
    return terms.isEmpty()
        ? List.of()
        : List.of(new Selection(Key.NONE, ONLY_INPUT, terms.stream().map(Key::values).toList()));
  }

  @Override
  public void accept(
      Cell<SeenTerms> cell, Selection selection, EventRecord event, DetectorListener listener) {
    long time = event.timestamp();
    long horizon = TermTimes.bounded(Times.minus(time, history));
    SeenTerms state = cell.get() == null ? SeenTerms.NONE : cell.get();
    TermTimes times = state.times();
    List<Key> news = new ArrayList<>(0);
    for (Object values : selection.values()) {
      Key term = Key.of(((List<?>) values).toArray());
      TermHash hash = TermHash.of(term);
      OptionalLong last = times.lastSeen(hash);
      if (time >= state.quietUntil() && (last.isEmpty() || last.getAsLong() < horizon)) {
        news.add(term);
      }
      times = times.seen(hash, time);
    }
    cell.set(bounded(state.withTimes(times)));
    cell.wakeAt(Times.plus(time, history));
    for (Key term : news) {
      listener.detected(
          new Detection(ruleId(), term, Arrays.asList(event), new Evidence.NewTerms()));
    }
  }

  /**
   * Forgets terms that are too old to matter, eight times per history, because that looks at all
   * terms.
   */
  @Override
  public void wake(Cell<SeenTerms> cell, long time, DetectorListener listener) {
    SeenTerms state = cell.get();
    if (state == null) {
      return;
    }
    SeenTerms left =
        state.withTimes(state.times().since(Times.plus(Times.minus(time, history), 1)));
    cell.set(left);
    if (left.size() > 0) {
      cell.wakeAt(Times.plus(time, Math.max(history / 8, MIN_PAUSE)));
    }
  }

  @Override
  public Codec<SeenTerms> codec() {
    return SeenTerms.CODEC;
  }

  /** Forgets an eighth of the terms at once when there are too many, because that looks at all. */
  private SeenTerms bounded(SeenTerms state) {
    TermTimes times = state.times();
    int excess = times.size() - maxTerms;
    if (excess <= 0) {
      return state;
    }
    int rank = Math.min(times.size() - 1, excess + maxTerms / 8);
    TermTimes left = times.since(times.timeOfRank(rank));
    if (left.size() > maxTerms) {
      // Very many were last seen at the same time: no order among them, none can stay.
      left = times.since(times.timeOfRank(rank) + 1);
    }
    return new SeenTerms(left, state.quietUntil(), state.forgotten() + times.size() - left.size());
  }
}
