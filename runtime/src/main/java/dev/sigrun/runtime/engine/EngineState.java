package dev.sigrun.runtime.engine;

import dev.sigrun.runtime.pattern.IpAddress;
import dev.sigrun.runtime.MatchListener;
import dev.sigrun.runtime.MatchSession;
import dev.sigrun.runtime.RuleSet;
import dev.sigrun.runtime.detector.Detection;
import dev.sigrun.runtime.detector.Detector;
import dev.sigrun.runtime.detector.EventRecord;
import dev.sigrun.runtime.detector.Evidence;
import dev.sigrun.runtime.detector.Key;
import dev.sigrun.runtime.detector.Ordinal;
import dev.sigrun.runtime.detector.Selection;
import dev.sigrun.runtime.event.BooleanField;
import dev.sigrun.runtime.event.DateField;
import dev.sigrun.runtime.event.Event;
import dev.sigrun.runtime.event.EventReader;
import dev.sigrun.runtime.event.Field;
import dev.sigrun.runtime.event.IpField;
import dev.sigrun.runtime.event.KeywordField;
import dev.sigrun.runtime.event.NumberField;
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
import org.jspecify.annotations.Nullable;

/** All of an engine that changes, so that a restored engine replaces the old one as a whole. */
final class EngineState {
  private final RuleSet rules;
  private final Settings settings;
  private final Reporter reporter;
  private final Room room;
  private final Tally tally = new Tally();
  private final Map<String, InputPosition> positions = new TreeMap<>();

  /** How often event rules matched. */
  private final Map<String, Long> matches = new HashMap<>();

  /** How often event rules could not judge an event. */
  private final Map<String, Long> failures = new HashMap<>();

  /** By name; the first is that of {@code @timestamp}. */
  private final Map<String, Timeline> timelines = new LinkedHashMap<>();

  private final Timeline mainTimeline;

  /** In the order of the detectors. */
  private final List<DetectorRun<?>> runs = new ArrayList<>();

  private long arrivals;

  EngineState(RuleSet rules, EventReader reader, Settings settings, DetectionListener listener) {
    this.rules = rules;
    this.settings = settings;
    this.room = new Room(settings.maxKeys(), settings.maxStateBytes());
    this.mainTimeline = timeline(List.of(rules.timestamp()));
    this.reporter = new Reporter(rules, reader, this::timelineOf, room, settings, listener);
    for (Detector<?> detector : rules.detectors()) {
      add(detector);
    }
  }

  private <S> void add(Detector<S> detector) {
    Timeline timeline = timelineOf(detector.timestampFields());
    Rule rule = rules.rule(detector.ruleId()).orElseThrow();
    DetectorRun<S> run =
        new DetectorRun<>(runs.size(), rule, detector, timeline, room, settings, reporter);
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
   * Takes in an event.
   *
   * @param session has read it
   * @param json what it was read from
   */
  void accept(MatchSession session, byte[] json, String source, long line) {
    long arrival = arrivals++;
    Event event = session.hasCandidates() ? session.event() : session.dates();
    OptionalLong mainTime = mainTimeline.timeOf(event);
    session.match(
        new MatchListener() {
          @Override
          public void matched(Rule rule, Event matched) {
            EngineState.this.matched(rule, record());
          }

          @Override
          public void failed(Rule rule, Event judged, RuntimeException problem) {
            failures.merge(rule.ruleId(), 1L, Long::sum);
            reporter.failed(rule, Optional.of(record()), problem);
          }

          private EventRecord record() {
            Ordinal ordinal = new Ordinal(mainTime.orElseGet(EngineState.this::now), null, arrival);
            return new EventRecord(ordinal, source, line, json);
          }
        });
    boolean timeless = false;
    boolean late = false;
    boolean ahead = false;
    for (Timeline timeline : timelines.values()) {
      OptionalLong time = timeline == mainTimeline ? mainTime : timeline.timeOf(event);
      if (time.isEmpty()) {
        timeless |= timeline == mainTimeline || isWanted(session, timeline, json, arrival);
        continue;
      }
      EventRecord record =
          new EventRecord(new Ordinal(time.getAsLong(), null, arrival), source, line, json);
      List<Pending> wanted = select(session, timeline, record);
      Timeline.Arrival outcome = timeline.arrive(time.getAsLong(), arrival, wanted);
      if (outcome == Timeline.Arrival.LATE) {
        late = true;
        wanted.forEach(pending -> pending.run().tooLate(1));
      }
      ahead |= outcome == Timeline.Arrival.AHEAD;
    }
    tally.withoutTime += timeless ? 1 : 0;
    tally.late += late ? 1 : 0;
    tally.ahead += ahead ? 1 : 0;
  }

  /** A rule that goes by a field of its own misses that field only in events that it looks at. */
  private boolean isWanted(MatchSession session, Timeline timeline, byte[] json, long arrival) {
    EventRecord record = new EventRecord(new Ordinal(now(), null, arrival), "", 0, json);
    return !select(session, timeline, record).isEmpty();
  }

  private void matched(Rule rule, EventRecord event) {
    tally.matches++;
    matches.merge(rule.ruleId(), 1L, Long::sum);
    Evidence.Events evidence = new Evidence.Events();
    reporter.detected(rule, new Detection(rule.ruleId(), Key.NONE, List.of(event), evidence));
  }

  /** What the detectors of a timeline want of the event that the session has read. */
  private List<Pending> select(MatchSession session, Timeline timeline, EventRecord record) {
    List<Pending> wanted = List.of();
    for (int candidate = 0; candidate < session.detectorCount(); candidate++) {
      DetectorRun<?> run = runs.get(session.detector(candidate));
      if (run.timeline() != timeline) {
        continue;
      }
      List<Selection> selections = run.select(session.event(), record);
      if (selections.isEmpty()) {
        continue;
      }
      EventRecord ordered = withTiebreaker(run.detector(), session.event(), record);
      wanted = wanted.isEmpty() ? new ArrayList<>() : wanted;
      for (int i = 0; i < selections.size(); i++) {
        wanted.add(new Pending(ordered, run, selections.get(i), i));
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
      values = keyword.values(event);
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

  Counters counters() {
    Map<String, RuleCounters> ofRule = new LinkedHashMap<>();
    Map<String, RuleCounters> ofDetectors = new HashMap<>();
    for (DetectorRun<?> run : runs) {
      ofDetectors.put(run.ruleId(), run.counters());
    }
    for (Rule rule : rules.rules()) {
      RuleCounters counters = ofDetectors.get(rule.ruleId());
      long matched = matches.getOrDefault(rule.ruleId(), 0L);
      long failed = failures.getOrDefault(rule.ruleId(), 0L);
      if (counters != null || matched > 0 || failed > 0) {
        RuleCounters known = counters == null ? RuleCounters.NONE : counters;
        ofRule.put(rule.ruleId(), reporter.counted(rule.ruleId(), matched, failed, known));
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
        ofRule);
  }

  void write(DataOutputStream out) throws IOException {
    out.writeLong(arrivals);
    tally.write(out);
    out.writeInt(positions.size());
    for (Map.Entry<String, InputPosition> each : positions.entrySet()) {
      Wire.writeString(each.getKey(), out);
      out.writeLong(each.getValue().lines());
      out.writeLong(each.getValue().bytes());
    }
    writeCounts(matches, out);
    writeCounts(failures, out);
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

  private static void writeCounts(Map<String, Long> counts, DataOutputStream out)
      throws IOException {
    Map<String, Long> sorted = new TreeMap<>(counts);
    out.writeInt(sorted.size());
    for (Map.Entry<String, Long> each : sorted.entrySet()) {
      Wire.writeString(each.getKey(), out);
      out.writeLong(each.getValue());
    }
  }

  private static void readCounts(DataInputStream in, Map<String, Long> into) throws IOException {
    int size = Wire.readCount(in);
    for (int i = 0; i < size; i++) {
      into.put(Wire.readString(in), in.readLong());
    }
  }

  /** Reads what {@link #write} wrote into this state, which is new. */
  void read(DataInputStream in) throws IOException {
    arrivals = in.readLong();
    tally.read(in);
    tally.skippedRules = 0;
    int sources = Wire.readCount(in);
    for (int i = 0; i < sources; i++) {
      positions.put(Wire.readString(in), new InputPosition(in.readLong(), in.readLong()));
    }
    readCounts(in, matches);
    readCounts(in, failures);
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
      if (run != null && run.fingerprint().equals(fingerprint) && run.canRead()) {
        run.read(in);
        restored.add(run);
      } else {
        DetectorRun.skip(in);
        tally.skippedRules++;
        restored.add(null);
      }
    }
    return restored;
  }
}
