package dev.sigrun.flink.stage;

import dev.sigrun.flink.record.LateEvent;
import dev.sigrun.flink.rules.KeyedRule;
import dev.sigrun.flink.rules.SharedRules;
import dev.sigrun.flink.wire.ClockEntry;
import dev.sigrun.flink.wire.Dated;
import dev.sigrun.flink.wire.Found;
import dev.sigrun.flink.wire.RuleKey;
import dev.sigrun.flink.wire.Wanted;
import dev.sigrun.flink.wire.WireTypes;
import dev.sigrun.runtime.detector.EventClock;
import dev.sigrun.runtime.detector.newterms.RecentTerms;
import dev.sigrun.runtime.detector.newterms.TermDetector;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import org.apache.flink.api.common.operators.ProcessingTimeService.ProcessingTimeCallback;
import org.apache.flink.api.common.state.ListState;
import org.apache.flink.api.common.state.ListStateDescriptor;
import org.apache.flink.metrics.Counter;
import org.apache.flink.runtime.state.StateInitializationContext;
import org.apache.flink.runtime.state.StateSnapshotContext;
import org.apache.flink.streaming.api.operators.AbstractStreamOperator;
import org.apache.flink.streaming.api.operators.OneInputStreamOperator;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.runtime.watermarkstatus.WatermarkStatus;
import org.jspecify.annotations.Nullable;

/**
 * Time according to the fields of one timeline, chained behind matching: keeps a clock for each
 * partition, drops what is late, and replaces the watermarks of the source by those of the
 * timeline, which follow the slowest partition at the distance of the allowed lateness.
 *
 * <p>The watermarks of the source serve one purpose here: the first says that every partition of
 * the subtask has been heard of or is idle. Before that no time passes, because a partition that is
 * read later would be late with all its events.
 *
 * <p>Clocks are part of checkpoints, unlike Flink's own watermarks. After a restore the first
 * watermark is the one up to which states had been processed: an event that was late stays late.
 */
public final class TimelineOperator extends AbstractStreamOperator<Wanted>
    implements OneInputStreamOperator<Dated, Wanted>, ProcessingTimeCallback {
  private static final long serialVersionUID = 1L;

  /**
   * How far event time advances between two watermarks while events come: the least, and as a part
   * of the allowed lateness, which all results wait for anyway. A watermark costs every stage
   * behind more than an event that no rule wants costs all of them.
   */
  private static final long LEAST_STEP = 50;

  private static final long STEPS_OF_LATENESS = 10;

  /** How often time is looked at when no events come, in milliseconds of the wall clock. */
  private static final long INTERVAL = 200;

  /** How many terms of each rule a subtask remembers to have sent. */
  private static final int RECENT_TERMS = 2_000;

  /** The name under which a checkpoint holds the watermark of a subtask; no partition has it. */
  private static final String WATERMARK = "\u0000watermark";

  /** The same of a subtask that was idle, without which time went on. */
  private static final String IDLE_WATERMARK = "\u0000idle watermark";

  private final String timeline;
  private final TimeSettings settings;

  private transient @Nullable PartitionClocks clocks;
  private transient @Nullable List<String> timelines;
  private transient int place;
  private transient long lateness;
  private transient long step;
  private transient Map<RuleKey, Optional<RecentTerms>> recent = new HashMap<>();
  private transient long rulesChanged;
  private transient @Nullable ListState<ClockEntry> state;
  private transient @Nullable Counters counters;
  private transient long promised;
  private transient long emitted;
  private transient boolean sourceIsReady;
  private transient boolean isIdle;
  private transient long openedAt;
  private transient long lookedAt;

  /** The counters of the stage. */
  private record Counters(Counter late, Counter ahead, Counter dropped, Counter light) {}

  /** The stage for one of the timelines that the rules go by. */
  public TimelineOperator(String timeline, TimeSettings settings) {
    this.timeline = timeline;
    this.settings = settings;
  }

  @Override
  public void initializeState(StateInitializationContext context) throws Exception {
    PartitionClocks fresh = new PartitionClocks(settings);
    clocks = fresh;
    recent = new HashMap<>();
    lateness = settings.lateness().toMillis();
    step = Math.max(LEAST_STEP, lateness / STEPS_OF_LATENESS);
    promised = EventClock.NO_TIME;
    emitted = EventClock.NO_TIME;
    state =
        context
            .getOperatorStateStore()
            .getUnionListState(new ListStateDescriptor<>("clocks-v1", WireTypes.CLOCK));
    long leastActive = Long.MAX_VALUE;
    long greatestIdle = EventClock.NO_TIME;
    for (ClockEntry entry : state.get()) {
      if (entry.source().equals(WATERMARK)) {
        leastActive = Math.min(leastActive, entry.clock().time());
      } else if (entry.source().equals(IDLE_WATERMARK)) {
        greatestIdle = Math.max(greatestIdle, entry.clock().time());
      } else {
        fresh.restore(entry);
      }
    }
    // As Flink has it: the active ones decide, or if there are none the one that is ahead.
    promised = leastActive == Long.MAX_VALUE ? greatestIdle : leastActive;
  }

  @Override
  public void open() throws Exception {
    super.open();
    StageMetrics metrics = new StageMetrics(getMetricGroup());
    counters =
        new Counters(
            metrics.counter("late"),
            metrics.counter("ahead"),
            metrics.counter("dropped"),
            metrics.counter("light"));
    metrics.group().gauge("watermarkLagMs", this::lag);
    openedAt = getProcessingTimeService().getCurrentProcessingTime();
    lookedAt = openedAt;
    lookAgainAt(openedAt + 1);
  }

  private long lag() {
    return emitted == EventClock.NO_TIME ? 0 : System.currentTimeMillis() - emitted;
  }

  private PartitionClocks clocks() {
    return Objects.requireNonNull(clocks);
  }

  private Counters counters() {
    return Objects.requireNonNull(counters);
  }

  @Override
  public void processElement(StreamRecord<Dated> element) {
    Dated event = element.getValue();
    if (event.timelines() != timelines) {
      timelines = event.timelines();
      place = event.timelines().indexOf(timeline);
    }
    if (place >= 0) {
      keepPromise();
      List<Found> found = event.found(place);
      for (int i = 0; i < found.size(); i++) {
        output.collect(Outputs.FOUND, new StreamRecord<>(found.get(i), found.get(i).turn()));
      }
      if (event.times()[place] != Dated.NO_TIME) {
        arrive(event, event.times()[place], event.wanted(place));
      }
    }
  }

  private void arrive(Dated event, long time, List<Wanted> all) {
    PartitionClock clock = clocks().hear(event.source(), lookedAt);
    wakeUp();
    if (time <= emitted) {
      clock.noteLate();
      counters().late().inc();
      if (!all.isEmpty()) {
        LateEvent late = new LateEvent(timeline, event.source(), event.line(), time);
        output.collect(Outputs.LATE, new StreamRecord<>(late));
      }
      return;
    }
    switch (clock.arrive(time)) {
      case IN_TIME -> {}
      case AHEAD -> counters().ahead().inc();
      case DROPPED -> {
        counters().dropped().inc();
        return;
      }
    }
    for (int i = 0; i < all.size(); i++) {
      Wanted wanted = all.get(i);
      output.collect(new StreamRecord<>(lightened(wanted), wanted.time()));
    }
    if (emitted == EventClock.NO_TIME
        || clock.time() == EventClock.NO_TIME
        || clock.time() - lateness - 1 - emitted >= step) {
      // Otherwise the slowest partition cannot be far enough, because this one is not.
      advance(step, lookedAt);
    }
  }

  /** An event need not say again what it holds if its term is known where it goes. */
  private Wanted lightened(Wanted wanted) {
    RuleKey key = wanted.cell().rule();
    forgetFormerRules();
    Optional<RecentTerms> terms = recent.computeIfAbsent(key, this::recentTerms);
    boolean isKnown =
        terms.isPresent() && terms.get().knows(wanted.selection().key(), wanted.time());
    if (isKnown) {
      counters().light().inc();
    }
    return isKnown ? wanted.light() : wanted;
  }

  /** A rule that comes back may have lost its states, and one that is gone takes up memory. */
  private void forgetFormerRules() {
    long changes = SharedRules.changes();
    if (changes != rulesChanged) {
      recent.clear();
      rulesChanged = changes;
    }
  }

  /** Nothing unless the rule, which the stage before this uses in this process, has terms. */
  private Optional<RecentTerms> recentTerms(RuleKey key) {
    return SharedRules.find(key, getUserCodeClassloader())
        .map(KeyedRule::detector)
        .filter(TermDetector.class::isInstance)
        .map(detector -> new RecentTerms((TermDetector) detector, RECENT_TERMS));
  }

  /** The first watermark after a restore. */
  private void keepPromise() {
    if (promised > emitted) {
      emit(promised);
    }
  }

  private void emit(long time) {
    emitted = time;
    output.emitWatermark(new Watermark(time));
  }

  private void wakeUp() {
    if (isIdle) {
      isIdle = false;
      output.emitWatermarkStatus(WatermarkStatus.ACTIVE);
    }
  }

  /** Lets time pass up to that of the slowest partition, if that is at least {@code least}. */
  private void advance(long least, long now) {
    OptionalLong slowest = clocks().slowest(now);
    if (!sourceIsReady || slowest.isEmpty()) {
      return;
    }
    long watermark = slowest.getAsLong() - lateness - 1;
    if (watermark > emitted && (emitted == EventClock.NO_TIME || watermark - emitted >= least)) {
      emit(watermark);
    }
  }

  @Override
  public void onProcessingTime(long time) {
    keepPromise();
    forgetFormerRules();
    long now = getProcessingTimeService().getCurrentProcessingTime();
    long idle = settings.idle().toMillis();
    long delay = now - lookedAt - INTERVAL;
    if (delay > INTERVAL) {
      // This task was kept from working, by those behind it for instance: nobody was silent.
      clocks().excuse(delay);
      openedAt += delay;
    }
    lookedAt = now;
    clocks().lookAt(now);
    boolean isSilent = idle > 0 && now - openedAt >= idle;
    sourceIsReady |= isSilent;
    if (!isIdle) {
      advance(1, now);
      if (isSilent && clocks().areSilent(now)) {
        isIdle = true;
        output.emitWatermarkStatus(WatermarkStatus.IDLE);
      }
    }
    lookAgainAt(now + INTERVAL);
  }

  private void lookAgainAt(long time) {
    var unused = getProcessingTimeService().registerTimer(time, this);
  }

  /** Watermarks of the source are not times here; see the class. */
  @Override
  public void processWatermark(Watermark mark) {
    keepPromise();
    sourceIsReady = true;
    if (mark.getTimestamp() == Long.MAX_VALUE) {
      wakeUp();
      emit(Long.MAX_VALUE);
    } else {
      advance(1, getProcessingTimeService().getCurrentProcessingTime());
    }
  }

  @Override
  public void processWatermarkStatus(WatermarkStatus status) {
    // An idle source cannot have more partitions than were heard of; silence is judged here.
    sourceIsReady |= status.isIdle();
  }

  @Override
  public void snapshotState(StateSnapshotContext context) throws Exception {
    super.snapshotState(context);
    ListState<ClockEntry> saved = Objects.requireNonNull(state);
    saved.clear();
    String name = isIdle ? IDLE_WATERMARK : WATERMARK;
    long promise = Math.max(emitted, promised);
    saved.add(new ClockEntry(name, new EventClock.State(promise, 0, 0), List.of()));
    // Of the partitions that nobody has heard of since a restore, one subtask keeps the times.
    saved.addAll(clocks().entries(getRuntimeContext().getTaskInfo().getIndexOfThisSubtask() == 0));
  }
}
