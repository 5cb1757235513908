package dev.sigrun.runtime.engine;

import dev.sigrun.runtime.MatchSession;
import dev.sigrun.runtime.RuleSet;
import dev.sigrun.runtime.detector.Detection;
import dev.sigrun.runtime.detector.Detector;
import dev.sigrun.runtime.detector.EventRecord;
import dev.sigrun.runtime.detector.Evidence;
import dev.sigrun.runtime.detector.Key;
import dev.sigrun.runtime.detector.Ordinal;
import dev.sigrun.runtime.detector.Selection;
import dev.sigrun.runtime.detector.suppression.Suppressor;
import dev.sigrun.runtime.engine.report.Counters;
import dev.sigrun.runtime.engine.report.RuleCounters;
import dev.sigrun.runtime.engine.report.RuleReplacement;
import dev.sigrun.runtime.event.BooleanField;
import dev.sigrun.runtime.event.DateField;
import dev.sigrun.runtime.event.Event;
import dev.sigrun.runtime.event.EventReader;
import dev.sigrun.runtime.event.Field;
import dev.sigrun.runtime.event.IpField;
import dev.sigrun.runtime.event.KeywordField;
import dev.sigrun.runtime.event.NumberField;
import dev.sigrun.runtime.pattern.IpAddress;
import dev.sigrun.runtime.pattern.VersionOrder;
import dev.sigrun.runtime.rule.EventMatcher;
import dev.sigrun.runtime.rule.Rule;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.function.ToLongFunction;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** All of an engine that changes, so that a restored engine replaces the old one as a whole. */
final class EngineState {
  private final RuleSet rules;
  private final Settings settings;
  private final Reporter reporter;
  private final Room room;
  private final Tally tally = new Tally();
  private final Map<String, InputPosition> positions = new TreeMap<>();

  /** By name; the first is that of {@code @timestamp}. */
  private final Map<String, Timeline> timelines = new LinkedHashMap<>();

  private final Timeline mainTimeline;

  private final Share share;

  /** In the order of the matchers; null for those of rules that are run elsewhere. */
  private final @Nullable MatcherRun[] matchers;

  /** In the order of the detectors. */
  private final List<DetectorRun<?>> runs = new ArrayList<>();

  private long arrivals;

  EngineState(
      RuleSet rules, EventReader reader, Settings settings, Share share, Listeners listeners) {
    this.rules = rules;
    this.share = share;
    this.settings = settings;
    this.room = new Room(settings.maxKeys(), settings.maxStateBytes());
    this.mainTimeline = timeline(List.of(rules.timestamp()));
    this.reporter = new Reporter(rules, reader, this::timelineOf, room, settings, listeners);
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
            rules.suppressors().stream().map(Suppressor::timestampFields),
            rules.detectors().stream().map(Detector::timestampFields))
        .flatMap(each -> each)
        .filter(each -> !each.isEmpty())
        .forEach(each -> fields.putIfAbsent(Timeline.name(each), each));
    return fields.values();
  }

  private RuleHealth health(Rule rule, Listeners listeners) {
    return new RuleHealth(rule, settings, this::now, listeners);
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
            room,
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
        Timeline.name(fields), name -> new Timeline(fields, settings, tally));
  }

  /** The greatest time of any event; before the first, that of the wall. */
  long now() {
    long clock = mainTimeline.clock();
    return clock == Timeline.NO_TIME ? settings.wallClock().getAsLong() : clock;
  }

  OptionalLong watermark() {
    long watermark = mainTimeline.watermark();
    return watermark == Timeline.NO_TIME ? OptionalLong.empty() : OptionalLong.of(watermark);
  }

  Tally tally() {
    return tally;
  }

  Map<String, InputPosition> positions() {
    return positions;
  }

  Collection<Timeline> timelines() {
    return timelines.values();
  }

  /**
   * Accepts an event.
   *
   * @param session has read it
   * @param json what it was read from
   * @param home whether whatever concerns the event alone is done here, and not in another engine
   *     that also gets the event
   */
  void accept(MatchSession session, byte[] json, String source, long line, boolean home) {
    long arrival = arrivals++;
    Event event = session.hasCandidates() ? session.event() : session.dates();
    OptionalLong mainTime = mainTimeline.timeOf(event);
    if (home && session.matcherCount() > 0) {
      Ordinal ordinal = new Ordinal(mainTime.orElseGet(this::now), null, arrival);
      match(session, new EventRecord(ordinal, source, line, json));
    }
    boolean timeless = false;
    boolean late = false;
    boolean ahead = false;
    for (Timeline timeline : timelines.values()) {
      OptionalLong time = timeline == mainTimeline ? mainTime : timeline.timeOf(event);
      if (time.isEmpty()) {
        timeless |= timeline == mainTimeline || isWanted(session, timeline, json, arrival, home);
        continue;
      }
      EventRecord record =
          new EventRecord(new Ordinal(time.getAsLong(), null, arrival), source, line, json);
      List<Pending> wanted = select(session, timeline, record, home);
      Timeline.Arrival outcome = timeline.arrive(time.getAsLong(), arrival, wanted);
      if (outcome == Timeline.Arrival.LATE) {
        late = true;
        wanted.forEach(pending -> pending.run().tooLate(1));
      }
      ahead |= outcome == Timeline.Arrival.AHEAD;
    }
    if (home) {
      tally.withoutTime += timeless ? 1 : 0;
      tally.late += late ? 1 : 0;
      tally.ahead += ahead ? 1 : 0;
    }
  }

  /**
   * Advances time for an event that another engine processes, so that both have the same time.
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

  private void match(MatchSession session, EventRecord record) {
    for (int candidate = 0; candidate < session.matcherCount(); candidate++) {
      MatcherRun run = matchers[session.matcher(candidate)];
      if (run != null && run.matches(session.event(), record)) {
        matched(run.rule(), record);
      }
    }
  }

  /** A rule that goes by a field of its own misses that field only in events that it looks at. */
  private boolean isWanted(
      MatchSession session, Timeline timeline, byte[] json, long arrival, boolean home) {
    EventRecord record = new EventRecord(new Ordinal(now(), null, arrival), "", 0, json);
    return !select(session, timeline, record, home).isEmpty();
  }

  private void matched(Rule rule, EventRecord event) {
    tally.matches++;
    Evidence.Events evidence = new Evidence.Events();
    reporter.detected(rule, new Detection(rule.ruleId(), Key.NONE, List.of(event), evidence));
  }

  /** Collects the selections of a timeline's detectors for the event that the session has read. */
  private List<Pending> select(
      MatchSession session, Timeline timeline, EventRecord record, boolean home) {
    List<Pending> wanted = List.of();
    for (int candidate = 0; candidate < session.detectorCount(); candidate++) {
      DetectorRun<?> run = runs.get(session.detector(candidate));
      if (run.timeline() != timeline || !share.runs(run.ruleId())) {
        continue;
      }
      List<Selection> selections = run.select(session.event(), record);
      if (selections.isEmpty()) {
        continue;
      }
      EventRecord ordered = withTiebreaker(run.detector(), session.event(), record);
      wanted = wanted.isEmpty() ? new ArrayList<>() : wanted;
      for (int i = 0; i < selections.size(); i++) {
        if (share.owns(run.index(), selections.get(i).key(), home)) {
          run.selected();
          wanted.add(new Pending(ordered, run, selections.get(i), i));
        }
      }
    }
    return wanted;
  }

  private static EventRecord withTiebreaker(Detector<?> detector, Event event, EventRecord record) {
    Object tiebreaker =
        detector.tiebreakerField().map(field -> tiebreaker(field, event)).orElse(null);
    if (tiebreaker == null) {
      return record;
    }
    Ordinal ordinal = new Ordinal(record.timestamp(), tiebreaker, record.ordinal().arrival());
    return new EventRecord(ordinal, record.source(), record.line(), record.json());
  }

  private static @Nullable Object tiebreaker(Field field, Event event) {
    List<?> values = List.of();
    if (field instanceof NumberField number) {
      values = number.values(event);
    } else if (field instanceof KeywordField keyword) {
      // Versions count by a text that sorts as they do.
      values =
          keyword.holdsVersions()
              ? keyword.values(event).stream().map(VersionOrder::sortKey).toList()
              : keyword.values(event);
    } else if (field instanceof DateField date) {
      values = date.values(event);
    } else if (field instanceof IpField ip) {
      values = ip.values(event).stream().map(text -> IpAddress.parse(text).orElseThrow()).toList();
    } else if (field instanceof BooleanField bool) {
      values = bool.values(event);
    }
    if (values.isEmpty()) {
      return null;
    }
    Object first = values.get(0);
    if (first instanceof BigInteger || first instanceof IpAddress) {
      return first;
    }
    if (first instanceof Double || first instanceof Float) {
      return ((Number) first).doubleValue();
    }
    return first instanceof Number number ? (Object) number.longValue() : first.toString();
  }

  Counters counters(long listenerFailures) {
    Map<String, RuleCounters> ofRuns = new HashMap<>();
    for (DetectorRun<?> run : runs) {
      ofRuns.put(run.ruleId(), run.counters());
    }
    for (MatcherRun run : matchers) {
      if (run != null && run.hasCounted()) {
        ofRuns.merge(run.rule().ruleId(), run.counters(), RuleCounters::plus);
      }
    }
    Map<String, RuleCounters> ofRule = new LinkedHashMap<>();
    for (Rule rule : rules.rules()) {
      RuleCounters known = ofRuns.get(rule.ruleId());
      if (known != null && share.runs(rule.ruleId())) {
        ofRule.put(rule.ruleId(), reporter.counted(rule.ruleId(), known));
      }
    }
    return new Counters(
        tally.events,
        tally.malformed,
        tally.matches,
        tally.withoutTime,
        tally.late,
        tally.ahead,
        tally.dropped,
        tally.forced,
        tally.skippedRules,
        listenerFailures,
        ofRule);
  }

  /** Reports what happened to the rules of another state when this state took over its cells. */
  RuleReplacement replacing(EngineState other) {
    Map<String, String> before = other.fingerprints();
    Map<String, String> after = fingerprints();
    List<String> kept = new ArrayList<>();
    List<String> restarted = new ArrayList<>();
    List<String> added = new ArrayList<>();
    after.forEach(
        (ruleId, fingerprint) -> {
          String known = before.get(ruleId);
          List<String> fate = known == null ? added : known.equals(fingerprint) ? kept : restarted;
          fate.add(ruleId);
        });
    before.keySet().removeAll(after.keySet());
    return new RuleReplacement(kept, restarted, added, List.copyOf(before.keySet()));
  }

  /** The fingerprint under which each rule keeps its state; empty for rules without state. */
  private Map<String, String> fingerprints() {
    Map<String, String> fingerprints = new LinkedHashMap<>();
    rules.rules().forEach(rule -> fingerprints.put(rule.ruleId(), ""));
    runs.forEach(run -> fingerprints.put(run.ruleId(), run.fingerprint()));
    reporter
        .fingerprints()
        .forEach((ruleId, own) -> fingerprints.merge(ruleId, own, String::concat));
    return fingerprints;
  }

  /** Lets the rules go on failing, pausing and measuring where the same rules were. */
  void takeOverHealth(EngineState other) {
    Map<String, RuleHealth> before = other.healthByRun();
    healthByRun()
        .forEach((run, health) -> Optional.ofNullable(before.get(run)).ifPresent(health::takeOver));
  }

  /** How rules fared, by kind and id. */
  private Map<String, RuleHealth> healthByRun() {
    Map<String, RuleHealth> health = new HashMap<>();
    for (MatcherRun run : matchers) {
      if (run != null) {
        health.put("matcher " + run.rule().ruleId(), run.health());
      }
    }
    runs.forEach(run -> health.put("detector " + run.ruleId(), run.health()));
    return health;
  }

  void write(DataOutputStream out) throws IOException {
    out.writeLong(arrivals);
    tally.write(out);
    out.writeInt(positions.size());
    for (Map.Entry<String, InputPosition> each : positions.entrySet()) {
      Wire.writeString(each.getKey(), out);
      out.writeLong(each.getValue().lines());
      out.writeLong(each.getValue().bytes());
      out.writeLong(each.getValue().beginning());
    }
    writeCounts(MatcherRun::matches, out);
    writeCounts(run -> run.health().failures(), out);
    out.writeInt(runs.size());
    for (DetectorRun<?> run : runs) {
      Wire.writeString(run.rule().ruleId(), out);
      Wire.writeString(run.fingerprint(), out);
      run.write(out);
    }
    reporter.write(out);
    out.writeInt(timelines.size());
    for (Timeline timeline : timelines.values()) {
      Wire.writeString(timeline.name(), out);
      timeline.write(out);
    }
  }

  private void writeCounts(ToLongFunction<MatcherRun> count, DataOutputStream out)
      throws IOException {
    Map<String, Long> sorted = new TreeMap<>();
    for (MatcherRun run : matchers) {
      if (run != null && count.applyAsLong(run) > 0) {
        sorted.merge(run.rule().ruleId(), count.applyAsLong(run), Long::sum);
      }
    }
    out.writeInt(sorted.size());
    for (Map.Entry<String, Long> each : sorted.entrySet()) {
      Wire.writeString(each.getKey(), out);
      out.writeLong(each.getValue());
    }
  }

  private static Map<String, Long> readCounts(DataInputStream in) throws IOException {
    Map<String, Long> into = new HashMap<>();
    int size = Wire.readCount(in);
    for (int i = 0; i < size; i++) {
      into.put(Wire.readString(in), in.readLong());
    }
    return into;
  }

  /**
   * Reads what {@link #write} wrote into this state, which is new.
   *
   * @param version of the format, which has the beginnings of inputs from 3 on
   */
  void read(DataInputStream in, int version) throws IOException {
    arrivals = in.readLong();
    tally.read(in);
    tally.skippedRules = 0;
    int sources = Wire.readCount(in);
    for (int i = 0; i < sources; i++) {
      String source = Wire.readString(in);
      long lines = in.readLong();
      long bytes = in.readLong();
      long beginning = version < 3 ? InputPosition.UNKNOWN : in.readLong();
      positions.put(source, new InputPosition(lines, bytes, beginning));
    }
    Map<String, Long> matches = readCounts(in);
    Map<String, Long> failures = readCounts(in);
    for (MatcherRun run : matchers) {
      if (run != null) {
        // Only the first of several matchers of one rule takes what they counted together.
        run.restore(
            orZero(matches.remove(run.rule().ruleId())),
            orZero(failures.remove(run.rule().ruleId())));
      }
    }
    List<@Nullable DetectorRun<?>> restored = readRuns(in);
    reporter.read(in);
    room.makeRoom();
    int lines = Wire.readCount(in);
    for (int i = 0; i < lines; i++) {
      Timeline timeline = timelines.get(Wire.readString(in));
      Timeline read = timeline == null ? new Timeline(List.of(), settings, tally) : timeline;
      read.read(in, number -> runOf(restored, number));
    }
  }

  private static long orZero(@Nullable Long count) {
    return count == null ? 0 : count;
  }

  private static @Nullable DetectorRun<?> runOf(
      List<@Nullable DetectorRun<?>> restored, int number) {
    if (number < 0 || number >= restored.size()) {
      throw new IllegalStateException("There is no rule " + number + ".");
    }
    return restored.get(number);
  }

  /** The rules of the snapshot by their numbers; null for those whose states were skipped. */
  private List<@Nullable DetectorRun<?>> readRuns(DataInputStream in) throws IOException {
    Map<String, DetectorRun<?>> known = new HashMap<>();
    for (DetectorRun<?> run : runs) {
      known.put(run.rule().ruleId(), run);
    }
    List<@Nullable DetectorRun<?>> restored = new ArrayList<>();
    int count = Wire.readCount(in);
    for (int i = 0; i < count; i++) {
      DetectorRun<?> run = known.remove(Wire.readString(in));
      String fingerprint = Wire.readString(in);
      if (run != null && run.fingerprint().equals(fingerprint)) {
        boolean readable = run.read(in);
        tally.skippedRules += readable ? 0 : 1;
        restored.add(readable ? run : null);
      } else {
        DetectorRun.skip(in);
        tally.skippedRules++;
        restored.add(null);
      }
    }
    return restored;
  }
}
