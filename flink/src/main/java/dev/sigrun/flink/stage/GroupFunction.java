package dev.sigrun.flink.stage;

import dev.sigrun.flink.record.StreamAlert;
import dev.sigrun.flink.rules.GroupedRule;
import dev.sigrun.flink.rules.RulesLocation;
import dev.sigrun.flink.rules.SharedRules;
import dev.sigrun.flink.wire.CellKey;
import dev.sigrun.flink.wire.Found;
import dev.sigrun.flink.wire.WireTypes;
import dev.sigrun.runtime.alert.AlertSuppression;
import dev.sigrun.runtime.alert.AlertSuppression.GroupedAlert;
import dev.sigrun.runtime.detector.Codec;
import dev.sigrun.runtime.detector.DetectorCodecs;
import dev.sigrun.runtime.detector.EventClock;
import dev.sigrun.runtime.detector.Key;
import dev.sigrun.runtime.detector.MemoryCell;
import dev.sigrun.runtime.detector.suppression.SuppressedGroup;
import java.io.IOException;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.PrimitiveArrayTypeInfo;
import org.apache.flink.metrics.Counter;
import org.apache.flink.streaming.api.TimerService;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.Collector;
import org.jspecify.annotations.Nullable;

/**
 * The groups of rules that suppress alerts: lets the first alert of a group pass and absorbs the
 * others for a while. Alerts come to a group in the order of the time at which they were detected;
 * one that is detected late, which only rules that judge single events can do, is judged at once.
 */
public final class GroupFunction extends KeyedProcessFunction<CellKey, Found, StreamAlert> {
  private static final long serialVersionUID = 1L;

  private static final Codec<MemoryCell<SuppressedGroup>> GROUP =
      DetectorCodecs.cell(SuppressedGroup.CODEC);

  private final RulesLocation location;
  private final TimeSettings settings;
  private transient @Nullable Work work;

  /** The parts that a stage makes when it is opened. */
  private record Work(
      SharedRules rules,
      AlertWriter alerts,
      WaitingLists<Found> waiting,
      ValueState<byte[]> group,
      Counter suppressed,
      Counter dropped) {}

  /** The groups of the rules of {@code location}. */
  public GroupFunction(RulesLocation location, TimeSettings settings) {
    this.location = location;
    this.settings = settings;
  }

  @Override
  public void open(OpenContext context) {
    SharedRules rules = SharedRules.open(location, getRuntimeContext().getUserCodeClassLoader());
    StageMetrics metrics = new StageMetrics(getRuntimeContext().getMetricGroup());
    ValueState<byte[]> group =
        getRuntimeContext()
            .getState(
                new ValueStateDescriptor<>(
                    "group-v1", PrimitiveArrayTypeInfo.BYTE_PRIMITIVE_ARRAY_TYPE_INFO));
    work =
        new Work(
            rules,
            new AlertWriter(rules.catalog()),
            WaitingLists.of(getRuntimeContext(), WireTypes.WAITING_FOUND),
            group,
            metrics.counter("suppressed"),
            metrics.counter("droppedStates"));
  }

  private Work work() {
    return Objects.requireNonNull(work);
  }

  @Override
  public void processElement(Found found, Context context, Collector<StreamAlert> out)
      throws Exception {
    if (found.turn() <= context.timerService().currentWatermark()) {
      judge(List.of(found), Long.MIN_VALUE, context.getCurrentKey(), context.timerService(), out);
      return;
    }
    work().waiting.add(found.turn(), found);
    context.timerService().registerEventTimeTimer(found.turn());
  }

  @Override
  public void onTimer(long time, OnTimerContext context, Collector<StreamAlert> out)
      throws Exception {
    Work at = work();
    List<Found> all = at.waiting.take(time);
    all.sort(Found.BY_TURN);
    judge(all, time, context.getCurrentKey(), context.timerService(), out);
  }

  /** Gives a group its alerts, and lets its time pass up to {@code time}. */
  private void judge(
      List<Found> all, long time, CellKey key, TimerService timers, Collector<StreamAlert> out)
      throws IOException {
    Work at = work();
    Optional<GroupedRule> rule = at.rules.catalog().grouped(key.rule());
    if (rule.isEmpty()) {
      at.dropped.inc();
      at.group.clear();
      return;
    }
    Key group = key.key();
    AlertSuppression suppression = at.alerts.suppression(rule.get());
    byte[] known = at.group.value();
    MemoryCell<SuppressedGroup> cell =
        known == null ? new MemoryCell<>(group) : GROUP.fromBytes(known);
    for (Found each : all) {
      GroupedAlert alert = each.grouped(rule.get().rule(), group).endingBy(credible(each, timers));
      if (suppression.admits(cell, alert, (ruleId, closed, counts) -> {})) {
        out.collect(at.alerts.alert(alert));
      } else {
        at.suppressed.inc();
      }
    }
    cell.advance(
        time,
        (woken, when) ->
            suppression.suppressor().wake(woken, when, (ruleId, closed, counts) -> {}));
    if (cell.isEmpty()) {
      at.group.clear();
    } else {
      at.group.update(GROUP.toBytes(cell));
      if (cell.wakeAt() != MemoryCell.NEVER) {
        timers.registerEventTimeTimer(cell.wakeAt());
      }
    }
  }

  /** The latest time until which an alert may keep its group open. */
  private long credible(Found found, TimerService timers) {
    EventClock clock = new EventClock(settings.maxJump().toMillis(), System::currentTimeMillis);
    long watermark = timers.currentWatermark();
    if (watermark == Long.MAX_VALUE) {
      return found.end();
    }
    if (watermark != Long.MIN_VALUE) {
      clock.advanceTo(watermark + settings.lateness().toMillis() + 1);
    }
    return clock.credible(found.end());
  }
}
