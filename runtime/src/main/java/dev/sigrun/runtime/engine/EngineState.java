package dev.sigrun.runtime.engine;

import dev.sigrun.runtime.RuleSet;
import dev.sigrun.runtime.detector.Detection;
import dev.sigrun.runtime.detector.Detector;
import dev.sigrun.runtime.detector.EventOrder;
import dev.sigrun.runtime.detector.EventRecord;
import dev.sigrun.runtime.detector.Evidence;
import dev.sigrun.runtime.detector.Key;
import dev.sigrun.runtime.detector.Selection;
import dev.sigrun.runtime.engine.ahead.PreparedEvent;
import dev.sigrun.runtime.event.DateField;
import dev.sigrun.runtime.event.EventReader;
import dev.sigrun.runtime.internal.stream.MemoryBudget;
import dev.sigrun.runtime.internal.stream.Timeline;
import dev.sigrun.runtime.rule.EventMatcher;
import dev.sigrun.runtime.rule.Rule;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.function.LongSupplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * All of an engine that changes, so that a restored engine replaces the old one as a whole: what
 * rules do with events. {@link StateFormat} writes and reads it.
 */
final class EngineState {
  private final RuleSet rules;
  private final Settings settings;
  private final Reporter reporter;
  private final MemoryBudget budget;
  private final StreamCounts counts = new StreamCounts();
  private final Map<String, InputPosition> positions = new TreeMap<>();

  /** By name; the first is that of rules that name no fields. */
  private final Map<String, Timeline> timelines = new LinkedHashMap<>();

  private final Timeline mainTimeline;

  private final Share share;

  /** The runs in the order of the matchers; null for rules that are run elsewhere. */
  private final @Nullable MatcherRun[] matchers;

  /** In the order of the detectors. */
  private final List<DetectorRun<?>> runs = new ArrayList<>();

  /** {@link #now} for all rules, which are thousands. */
  private final LongSupplier time = this::now;

  private long arrivals;

  EngineState(
      RuleSet rules, EventReader reader, Settings settings, Share share, Listeners listeners) {
    this.rules = rules;
    this.share = share;
    this.settings = settings;
    this.budget = new MemoryBudget(settings.maxKeys(), settings.maxStateBytes());
    this.mainTimeline = timeline(List.of(rules.timestamp()));
    this.reporter = new Reporter(rules, reader, this::timelineOf, budget, settings, listeners);
    for (Detector<?> detector : rules.detectors()) {
      add(detector, listeners);
    }
    this.matchers = new MatcherRun[rules.matchers().size()];
    for (int i = 0; i < matchers.length; i++) {
      EventMatcher matcher = rules.matchers().get(i);
      Rule rule = rules.rule(matcher.ruleId()).orElseThrow();
      if (share.runs(rule.ruleId())) {
        matchers[i] = new MatcherRun(rule, matcher, health(rule, listeners));
      }
    }
  }

  /** The fields of all timelines, in the order in which a state has them. */
  static Collection<List<DateField>> timelineFields(RuleSet rules) {
    Map<String, List<DateField>> fields = new LinkedHashMap<>();
    Stream.of(
            Stream.of(List.of(rules.timestamp())),
            rules.suppressors().stream().map(each -> Reporter.timestampFields(each, rules)),
            rules.detectors().stream().map(Detector::timestampFields))
        .flatMap(each -> each)
        .filter(each -> !each.isEmpty())
        .forEach(each -> fields.putIfAbsent(Timeline.name(each), each));
    return fields.values();
  }

  private RuleHealth health(Rule rule, Listeners listeners) {
    return new RuleHealth(rule, settings, time, listeners);
  }

  private <S> void add(Detector<S> detector, Listeners listeners) {
    Timeline timeline = timelineOf(detector.timestampFields());
    Rule rule = rules.rule(detector.ruleId()).orElseThrow();
    DetectorRun<S> run =
        new DetectorRun<>(
            runs.size(),
            rule,
            detector,
            timeline,
            budget,
            settings,
            health(rule, listeners),
            reporter);
    runs.add(run);
  }

  private Timeline timelineOf(List<DateField> fields) {
    return fields.isEmpty() ? mainTimeline : timeline(fields);
  }

  private Timeline timeline(List<DateField> fields) {
    return timelines.computeIfAbsent(
        Timeline.name(fields), name -> new Timeline(fields, settings.timeLimits(), counts.losses));
  }

  /** The greatest time of any event; before the first, that of the wall clock. */
  long now() {
    long clock = mainTimeline.clock();
    return clock == Timeline.NO_TIME ? settings.wallClock().getAsLong() : clock;
  }

  OptionalLong watermark() {
    long watermark = mainTimeline.watermark();
    return watermark == Timeline.NO_TIME ? OptionalLong.empty() : OptionalLong.of(watermark);
  }

  RuleSet rules() {
    return rules;
  }

  Settings settings() {
    return settings;
  }

  Share share() {
    return share;
  }

  StreamCounts counts() {
    return counts;
  }

  MemoryBudget budget() {
    return budget;
  }

  Reporter reporter() {
    return reporter;
  }

  /** The detectors at work, in the order of the rule set. */
  List<DetectorRun<?>> detectors() {
    return Collections.unmodifiableList(runs);
  }

  /** The matchers at work here, in the order of the rule set. */
  List<MatcherRun> matchers() {
    List<MatcherRun> atWork = new ArrayList<>(matchers.length);
    for (MatcherRun run : matchers) {
      if (run != null) {
        atWork.add(run);
      }
    }
    return atWork;
  }

  Map<String, InputPosition> positions() {
    return positions;
  }

  /** By their names. */
  Map<String, Timeline> timelines() {
    return timelines;
  }

  /** The number of events received. */
  long arrivals() {
    return arrivals;
  }

  /** Goes on numbering events after others that have come. */
  void arrivedBefore(long others) {
    arrivals = Math.max(arrivals, others);
  }

  /**
   * Accepts an event.
   *
   * @param event has the times of these timelines, in their order
   * @param home whether work that concerns only the event is done here, and not in another engine
   *     that also gets the event
   */
  void accept(PreparedEvent event, String source, long line, boolean home) {
    long arrival = arrivals++;
    if (home && event.matcherCount() > 0) {
      match(event, source, line, arrival);
    }
    boolean timed = false;
    boolean missed = false;
    boolean late = false;
    boolean ahead = false;
    int next = 0;
    for (Timeline timeline : timelines.values()) {
      long time = event.time(next++);
      if (time == Timeline.NO_TIME) {
        missed |= timelines.size() > 1 && isWanted(event, timeline, arrival, home);
        continue;
      }
      timed = true;
      List<WaitingEvent> wanted = List.of();
      if (event.detectorCount() > 0) {
        EventOrder order = new EventOrder(time, null, arrival);
        EventRecord record = new EventRecord(order, source, line, event.json());
        wanted = select(event, timeline, record, home);
      }
      Timeline.Arrival outcome = timeline.arrive(time, arrival, wanted);
      if (outcome == Timeline.Arrival.LATE) {
        late = true;
        wanted.forEach(WaitingEvent::tooLate);
      }
      ahead |= outcome == Timeline.Arrival.AHEAD;
    }
    if (home) {
      counts.withoutTime += missed || !timed ? 1 : 0;
      counts.late += late ? 1 : 0;
      counts.ahead += ahead ? 1 : 0;
    }
  }

  /**
   * Decides everything that waits. Groups of alerts are closed last, whatever time they use: every
   * detection counts in them.
   */
  void finish() {
    timelines.values().forEach(Timeline::processAll);
    timelines.values().forEach(timeline -> timeline.wakeAtEnd(rule -> rule < runs.size()));
    timelines.values().forEach(timeline -> timeline.wakeAtEnd(rule -> rule >= runs.size()));
    timelines.values().forEach(Timeline::end);
  }

  /**
   * Lets an event pass that another engine processes, so that time is the same here and there.
   *
   * @param times for each timeline, {@link Timeline#NO_TIME} if the event does not have its fields
   * @param from where the times of this event begin
   */
  void pass(long[] times, int from) {
    long arrival = arrivals++;
    int next = from;
    for (Timeline timeline : timelines.values()) {
      long time = times[next++];
      if (time != Timeline.NO_TIME) {
        timeline.arrive(time, arrival, List.of());
      }
    }
  }

  private void match(PreparedEvent event, String source, long line, long arrival) {
    long time = event.time(0);
    boolean hasTime = time != Timeline.NO_TIME;
    EventOrder order = new EventOrder(hasTime ? time : now(), null, arrival);
    EventRecord timed = new EventRecord(order, source, line, event.json());
    EventRecord record = hasTime ? timed : timed.withoutTime();
    for (int candidate = 0; candidate < event.matcherCount(); candidate++) {
      MatcherRun run = matchers[event.matcher(candidate)];
      if (run != null && run.matches(event, candidate, record)) {
        matched(run.rule(), record);
      }
    }
  }

  /** A rule with its own time field misses that field only in events that it looks at. */
  private boolean isWanted(PreparedEvent event, Timeline timeline, long arrival, boolean home) {
    EventOrder order = new EventOrder(now(), null, arrival);
    EventRecord record = new EventRecord(order, "", 0, event.json());
    return !select(event, timeline, record, home).isEmpty();
  }

  private void matched(Rule rule, EventRecord event) {
    counts.matches++;
    Evidence.Events evidence = new Evidence.Events();
    reporter.detected(rule, new Detection(rule.ruleId(), Key.NONE, List.of(event), evidence));
  }

  /** The selections that the detectors of a timeline make from an event. */
  private List<WaitingEvent> select(
      PreparedEvent event, Timeline timeline, EventRecord record, boolean home) {
    List<WaitingEvent> wanted = List.of();
    for (int candidate = 0; candidate < event.detectorCount(); candidate++) {
      DetectorRun<?> run = runs.get(event.detector(candidate));
      if (run.timeline() != timeline || !share.runs(run.ruleId())) {
        continue;
      }
      List<Selection> selections = run.select(event, candidate, record);
      if (selections.isEmpty()) {
        continue;
      }
      EventRecord waiting = run.waiting(event.event(), record);
      wanted = wanted.isEmpty() ? new ArrayList<>() : wanted;
      for (int i = 0; i < selections.size(); i++) {
        if (share.owns(run.index(), selections.get(i).key(), home)) {
          run.counts.selected++;
          wanted.add(new WaitingEvent(waiting, run, selections.get(i), i));
        }
      }
    }
    return wanted;
  }
}
