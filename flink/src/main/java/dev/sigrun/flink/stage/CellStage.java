package dev.sigrun.flink.stage;

import dev.sigrun.flink.record.LateEvent;
import dev.sigrun.flink.record.StreamAlert;
import dev.sigrun.flink.rules.KeyedRule;
import dev.sigrun.flink.rules.RuleVersions;
import dev.sigrun.flink.wire.Found;
import dev.sigrun.flink.wire.RuleKey;
import dev.sigrun.flink.wire.Wanted;
import dev.sigrun.flink.wire.WireTypes;
import dev.sigrun.runtime.alert.AlertSuppression.GroupedAlert;
import dev.sigrun.runtime.detector.Cell;
import dev.sigrun.runtime.detector.Codec;
import dev.sigrun.runtime.detector.Detection;
import dev.sigrun.runtime.detector.Detector;
import dev.sigrun.runtime.detector.DetectorCodecs;
import dev.sigrun.runtime.detector.DetectorListener;
import dev.sigrun.runtime.detector.EventRecord;
import dev.sigrun.runtime.detector.Key;
import dev.sigrun.runtime.detector.MemoryCell;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.apache.flink.api.common.functions.RuntimeContext;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.PrimitiveArrayTypeInfo;
import org.apache.flink.metrics.Counter;
import org.apache.flink.util.Collector;

/**
 * The states of all detectors of one timeline. The events of a state wait until no earlier one can
 * come, and are then given to the detector in order; a waking that it asks for comes after the
 * events of the same time.
 */
final class CellStage {
  private final String timeline;
  private final RuleVersions<StageRules> versions;
  private final StageMetrics metrics;
  private final WaitingLists<Wanted> waiting;
  private final ValueState<byte[]> cell;
  private final Counter late;
  private final Counter dropped;
  private final Counter detections;
  private final Counter forgotten;
  private final Counter truncated;
  private final Counter created;
  private final Counter cleared;

  /** How many events wait here that came since the start. */
  private long pending;

  /** The rule of a state, and the rules that it is one of. */
  private record Owner(StageRules rules, KeyedRule rule) {}

  /**
   * The states of one of the timelines that the rules go by.
   *
   * @param context of the function that they belong to
   */
  CellStage(
      String timeline,
      RuleVersions<StageRules> versions,
      StageMetrics metrics,
      RuntimeContext context) {
    this.timeline = timeline;
    this.versions = versions;
    this.metrics = metrics;
    this.waiting = WaitingLists.of(context, WireTypes.WAITING);
    this.cell =
        context.getState(
            new ValueStateDescriptor<>(
                "cell-v1", PrimitiveArrayTypeInfo.BYTE_PRIMITIVE_ARRAY_TYPE_INFO));
    this.late = metrics.counter("late");
    this.dropped = metrics.counter("droppedStates");
    this.detections = metrics.counter("detections");
    this.forgotten = metrics.counter("forgotten");
    this.truncated = metrics.counter("truncated");
    this.created = metrics.counter("keysCreated");
    this.cleared = metrics.counter("keysCleared");
    metrics.group().gauge("pending", () -> Math.max(0, pending));
  }

  /** Keeps an event until its time comes. */
  void accept(Wanted wanted, KeyedMoment at) throws Exception {
    if (wanted.time() <= at.timers().currentWatermark()) {
      // Its partition was silent, and time went on without it.
      late.inc();
      EventRecord event = wanted.event();
      at.side()
          .output(
              Outputs.LATE,
              new LateEvent(timeline, event.source(), event.line(), event.timestamp()));
      return;
    }
    waiting.add(wanted.time(), wanted);
    pending++;
    at.timers().registerEventTimeTimer(wanted.time());
  }

  /** Gives the detector of a state the events of a time, and wakes it. */
  void advance(long time, KeyedMoment at, Collector<StreamAlert> out) throws Exception {
    RuleKey key = at.key().rule();
    List<Wanted> events = waiting.take(time);
    pending -= events.size();
    Optional<Owner> owner =
        versions.find(
            time,
            !events.isEmpty(),
            rules -> rules.catalog().keyed(key).map(rule -> new Owner(rules, rule)));
    if (owner.isPresent()) {
      new Turn<>(owner.get(), owner.get().rule().detector(), time, at, out).take(events);
    } else if (!events.isEmpty() || waiting.isEmpty()) {
      // The rule is gone, or looks for something else now. Events that were chosen for it when it
      // was there have their turn before.
      dropped.inc();
      waiting.clear();
      cell.clear();
    }
  }

  /** One moment of one state. */
  private final class Turn<S> implements DetectorListener {
    private final Owner owner;
    private final Detector<S> detector;
    private final long time;
    private final KeyedMoment at;
    private final Collector<StreamAlert> out;
    private boolean waking;

    Turn(Owner owner, Detector<S> detector, long time, KeyedMoment at, Collector<StreamAlert> out) {
      this.owner = owner;
      this.detector = detector;
      this.time = time;
      this.at = at;
      this.out = out;
    }

    void take(List<Wanted> events) throws Exception {
      Codec<MemoryCell<S>> codec = DetectorCodecs.cell(detector.codec());
      byte[] known = cell.value();
      MemoryCell<S> state =
          known == null ? new MemoryCell<>(at.key().key()) : codec.fromBytes(known);
      S stateBefore = state.get();
      long wakeBefore = state.wakeAt();
      acceptAll(state, events);
      attempt(state, () -> state.advance(time, this::wake));
      boolean isEnd = at.timers().currentWatermark() == Long.MAX_VALUE;
      if (isEnd && waiting.isEmpty()) {
        attempt(state, () -> state.finish(this::wake));
      } else if (state.wakeAt() != MemoryCell.NEVER && state.wakeAt() != wakeBefore) {
        // Otherwise the timer is there already.
        at.timers().registerEventTimeTimer(state.wakeAt());
      }
      if (state.get() != stateBefore || state.wakeAt() != wakeBefore) {
        save(state, codec, known == null);
      }
    }

    private void acceptAll(MemoryCell<S> state, List<Wanted> events) {
      events.sort(Wanted.BY_TURN);
      for (Wanted each : events) {
        attempt(
            state,
            () -> {
              state.advance(time - 1, this::wake);
              waking = false;
              detector.accept(state, each.selection(), each.event(), this);
            });
      }
    }

    private void save(MemoryCell<S> state, Codec<MemoryCell<S>> codec, boolean isNew)
        throws IOException {
      if (!state.isEmpty()) {
        created.inc(isNew ? 1 : 0);
        cell.update(codec.toBytes(state));
      } else if (!isNew) {
        cleared.inc();
        cell.clear();
      }
    }

    private void wake(Cell<S> state, long when) {
      waking = true;
      detector.wake(state, when, this);
    }

    /**
     * The state that a failed detector leaves cannot be trusted, so its key starts from scratch.
     */
    private void attempt(MemoryCell<S> state, Runnable work) {
      try {
        work.run();
      } catch (RuntimeException | StackOverflowError | LinkageError e) {
        state.clear();
        metrics.failed(owner.rule().rule().ruleId(), e);
      }
    }

    @Override
    public void detected(Detection detection) {
      if (detector.showsEvents() && lacksContent(detection)) {
        // Its term had been sent before, in an event that was late.
        late.inc();
        return;
      }
      detections.inc();
      StreamAlerts alerts = owner.rules().alerts();
      List<GroupedAlert> groups = alerts.groupsOf(detection);
      if (groups.isEmpty()) {
        out.collect(alerts.alert(owner.rule().rule(), detection));
        return;
      }
      RuleKey grouped = owner.rules().catalog().grouped(detection.ruleId()).orElseThrow().key();
      for (GroupedAlert group : groups) {
        at.side().output(Outputs.FOUND, Found.of(grouped, time, waking, group));
      }
    }

    private static boolean lacksContent(Detection detection) {
      return detection.events().stream()
          .anyMatch(event -> event != null && event.json().length == 0);
    }

    @Override
    public void forgotten(String ruleId, Key key) {
      forgotten.inc();
    }

    @Override
    public void truncated(String ruleId, Key key) {
      truncated.inc();
    }
  }
}
