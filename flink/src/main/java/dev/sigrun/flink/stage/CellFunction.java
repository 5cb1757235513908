package dev.sigrun.flink.stage;

import dev.sigrun.flink.record.LateEvent;
import dev.sigrun.flink.record.StreamAlert;
import dev.sigrun.flink.rules.KeyedRule;
import dev.sigrun.flink.rules.RulesLocation;
import dev.sigrun.flink.rules.SharedRules;
import dev.sigrun.flink.wire.CellKey;
import dev.sigrun.flink.wire.Found;
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
import java.util.Objects;
import java.util.Optional;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.PrimitiveArrayTypeInfo;
import org.apache.flink.metrics.Counter;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.Collector;
import org.jspecify.annotations.Nullable;

/**
 * The states of all detectors of one timeline. The events of a state wait until no earlier one can
 * come, and are then given to the detector in order; a waking that it asks for comes after the
 * events of the same time.
 */
public final class CellFunction extends KeyedProcessFunction<CellKey, Wanted, StreamAlert> {
  private static final long serialVersionUID = 1L;

  private final String timeline;
  private final RulesLocation location;
  private transient @Nullable Work work;

  /** The states of one of the timelines that the rules of {@code location} go by. */
  public CellFunction(String timeline, RulesLocation location) {
    this.timeline = timeline;
    this.location = location;
  }

  @Override
  public void open(OpenContext context) {
    ValueState<byte[]> cell =
        getRuntimeContext()
            .getState(
                new ValueStateDescriptor<>(
                    "cell-v1", PrimitiveArrayTypeInfo.BYTE_PRIMITIVE_ARRAY_TYPE_INFO));
    work =
        new Work(
            SharedRules.open(location, getRuntimeContext().getUserCodeClassLoader()),
            new StageMetrics(getRuntimeContext().getMetricGroup()),
            WaitingLists.of(getRuntimeContext(), WireTypes.WAITING),
            cell);
  }

  private Work work() {
    return Objects.requireNonNull(work);
  }

  @Override
  public void processElement(Wanted wanted, Context context, Collector<StreamAlert> out)
      throws Exception {
    Work at = work();
    if (wanted.time() <= context.timerService().currentWatermark()) {
      // Its partition was silent, and time went on without it.
      at.late.inc();
      EventRecord event = wanted.event();
      context.output(
          Outputs.LATE, new LateEvent(timeline, event.source(), event.line(), event.timestamp()));
      return;
    }
    at.waiting.add(wanted.time(), wanted);
    at.pending++;
    context.timerService().registerEventTimeTimer(wanted.time());
  }

  @Override
  public void onTimer(long time, OnTimerContext context, Collector<StreamAlert> out)
      throws Exception {
    Work at = work();
    Optional<KeyedRule> rule = at.rules.catalog().keyed(context.getCurrentKey().rule());
    if (rule.isPresent()) {
      new Turn<>(at, rule.get(), rule.get().detector(), time, context, out).take();
    } else {
      // The rule is gone, or looks for something else now.
      at.dropped.inc();
      at.waiting.clear();
      at.cell.clear();
    }
  }

  @Override
  public void close() {
    if (work != null) {
      work.rules.close();
    }
  }

  /** The parts that a stage makes when it is opened. */
  private static final class Work {
    final SharedRules rules;
    final StageMetrics metrics;
    final AlertWriter alerts;
    final WaitingLists<Wanted> waiting;
    final ValueState<byte[]> cell;
    final Counter late;
    final Counter dropped;
    final Counter detections;
    final Counter forgotten;
    final Counter truncated;
    final Counter created;
    final Counter cleared;

    /** How many events wait here that came since the start. */
    long pending;

    Work(
        SharedRules rules,
        StageMetrics metrics,
        WaitingLists<Wanted> waiting,
        ValueState<byte[]> cell) {
      this.rules = rules;
      this.metrics = metrics;
      this.alerts = new AlertWriter(rules.catalog());
      this.waiting = waiting;
      this.cell = cell;
      this.late = metrics.counter("late");
      this.dropped = metrics.counter("droppedStates");
      this.detections = metrics.counter("detections");
      this.forgotten = metrics.counter("forgotten");
      this.truncated = metrics.counter("truncated");
      this.created = metrics.counter("keysCreated");
      this.cleared = metrics.counter("keysCleared");
      metrics.group().gauge("pending", () -> Math.max(0, pending));
    }
  }

  /** One moment of one state. */
  private static final class Turn<S> implements DetectorListener {
    private final Work at;
    private final KeyedRule rule;
    private final Detector<S> detector;
    private final long time;
    private final KeyedProcessFunction<CellKey, Wanted, StreamAlert>.OnTimerContext context;
    private final Collector<StreamAlert> out;
    private boolean waking;

    Turn(
        Work at,
        KeyedRule rule,
        Detector<S> detector,
        long time,
        KeyedProcessFunction<CellKey, Wanted, StreamAlert>.OnTimerContext context,
        Collector<StreamAlert> out) {
      this.at = at;
      this.rule = rule;
      this.detector = detector;
      this.time = time;
      this.context = context;
      this.out = out;
    }

    void take() throws Exception {
      Codec<MemoryCell<S>> codec = DetectorCodecs.cell(detector.codec());
      byte[] known = at.cell.value();
      MemoryCell<S> cell =
          known == null ? new MemoryCell<>(context.getCurrentKey().key()) : codec.fromBytes(known);
      acceptAll(cell, at.waiting.take(time));
      attempt(cell, () -> cell.advance(time, this::wake));
      boolean isEnd = context.timerService().currentWatermark() == Long.MAX_VALUE;
      if (isEnd && at.waiting.isEmpty()) {
        attempt(cell, () -> cell.finish(this::wake));
      } else if (cell.wakeAt() != MemoryCell.NEVER) {
        context.timerService().registerEventTimeTimer(cell.wakeAt());
      }
      save(cell, codec, known == null);
    }

    private void acceptAll(MemoryCell<S> cell, List<Wanted> events) {
      events.sort(Wanted.BY_TURN);
      at.pending -= events.size();
      for (Wanted each : events) {
        attempt(
            cell,
            () -> {
              cell.advance(time - 1, this::wake);
              waking = false;
              detector.accept(cell, each.selection(), each.event(), this);
            });
      }
    }

    private void save(MemoryCell<S> cell, Codec<MemoryCell<S>> codec, boolean isNew)
        throws IOException {
      if (!cell.isEmpty()) {
        at.created.inc(isNew ? 1 : 0);
        at.cell.update(codec.toBytes(cell));
      } else if (!isNew) {
        at.cleared.inc();
        at.cell.clear();
      }
    }

    private void wake(Cell<S> cell, long when) {
      waking = true;
      detector.wake(cell, when, this);
    }

    /**
     * The state that a failed detector leaves cannot be trusted, so its key starts from scratch.
     */
    private void attempt(MemoryCell<S> cell, Runnable work) {
      try {
        work.run();
      } catch (RuntimeException | StackOverflowError | LinkageError e) {
        cell.clear();
        at.metrics.failed(rule.rule().ruleId(), e);
      }
    }

    @Override
    public void detected(Detection detection) {
      if (detector.showsEvents() && lacksContent(detection)) {
        // Its term had been sent before, in an event that was late.
        at.late.inc();
        return;
      }
      at.detections.inc();
      List<GroupedAlert> groups = at.alerts.groupsOf(detection);
      if (groups.isEmpty()) {
        out.collect(at.alerts.alert(rule.rule(), detection));
        return;
      }
      var grouped = at.rules.catalog().grouped(detection.ruleId()).orElseThrow();
      for (GroupedAlert group : groups) {
        context.output(Outputs.FOUND, Found.of(grouped.key(), time, waking, group));
      }
    }

    private static boolean lacksContent(Detection detection) {
      return detection.events().stream()
          .anyMatch(event -> event != null && event.json().length == 0);
    }

    @Override
    public void forgotten(String ruleId, Key key) {
      at.forgotten.inc();
    }

    @Override
    public void truncated(String ruleId, Key key) {
      at.truncated.inc();
    }
  }
}
