package dev.sigrun.flink.stage;

import dev.sigrun.flink.record.StreamAlert;
import dev.sigrun.flink.rules.GroupedRule;
import dev.sigrun.flink.rules.RuleVersions;
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
import java.util.List;
import java.util.Optional;
import org.apache.flink.api.common.functions.RuntimeContext;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.PrimitiveArrayTypeInfo;
import org.apache.flink.metrics.Counter;
import org.apache.flink.streaming.api.TimerService;
import org.apache.flink.util.Collector;

/**
 * The groups of rules that suppress alerts: lets the first alert of a group pass and absorbs the
 * others for a while. Alerts come to a group in the order of the time at which they were detected;
 * one that is detected late, which only rules that judge single events can do, is judged at once.
 */
final class GroupStage {
  private static final Codec<MemoryCell<SuppressedGroup>> GROUP =
      DetectorCodecs.cell(SuppressedGroup.CODEC);

  private final RuleVersions<StageRules> versions;
  private final TimeSettings settings;
  private final WaitingLists<Found> waiting;
  private final ValueState<byte[]> group;
  private final Counter suppressed;
  private final Counter dropped;

  /** The rule of a group, and the rules that it is one of. */
  private record Owner(StageRules rules, GroupedRule rule) {}

  /**
   * The groups of the rules.
   *
   * @param context of the function that they belong to
   */
  GroupStage(
      RuleVersions<StageRules> versions,
      TimeSettings settings,
      StageMetrics metrics,
      RuntimeContext context) {
    this.versions = versions;
    this.settings = settings;
    this.waiting = WaitingLists.of(context, WireTypes.WAITING_FOUND);
    this.group =
        context.getState(
            new ValueStateDescriptor<>(
                "group-v1", PrimitiveArrayTypeInfo.BYTE_PRIMITIVE_ARRAY_TYPE_INFO));
    this.suppressed = metrics.counter("suppressed");
    this.dropped = metrics.counter("droppedStates");
  }

  /** Keeps an alert until its time comes. */
  void accept(Found found, KeyedMoment at, Collector<StreamAlert> out) throws Exception {
    if (found.turn() <= at.timers().currentWatermark()) {
      judge(List.of(found), Long.MIN_VALUE, found.turn(), at, out);
      return;
    }
    waiting.add(found.turn(), found);
    at.timers().registerEventTimeTimer(found.turn());
  }

  /** Gives a group its alerts of a time, and lets its time pass. */
  void advance(long time, KeyedMoment at, Collector<StreamAlert> out) throws Exception {
    List<Found> all = waiting.take(time);
    all.sort(Found.BY_TURN);
    judge(all, time, time, at, out);
  }

  /**
   * Gives a group its alerts, and lets its time pass up to {@code time}.
   *
   * @param turn the time at which the rule of the group must count
   */
  private void judge(
      List<Found> all, long time, long turn, KeyedMoment at, Collector<StreamAlert> out)
      throws Exception {
    Optional<Owner> owner =
        versions.find(
            turn,
            !all.isEmpty(),
            rules -> rules.catalog().grouped(at.key().rule()).map(rule -> new Owner(rules, rule)));
    if (owner.isEmpty()) {
      // Alerts of a rule that is gone have their turn before their group goes, too.
      if (!all.isEmpty() || waiting.isEmpty()) {
        dropped.inc();
        group.clear();
      }
      return;
    }
    GroupedRule rule = owner.get().rule();
    StreamAlerts alerts = owner.get().rules().alerts();
    Key key = at.key().key();
    AlertSuppression suppression = alerts.suppression(rule);
    byte[] known = group.value();
    MemoryCell<SuppressedGroup> cell =
        known == null ? new MemoryCell<>(key) : GROUP.fromBytes(known);
    for (Found each : all) {
      GroupedAlert alert = each.grouped(rule.rule(), key).endingBy(credible(each, at.timers()));
      if (suppression.admits(cell, alert, (ruleId, closed, counts) -> {})) {
        out.collect(alerts.alert(alert));
      } else {
        suppressed.inc();
      }
    }
    cell.advance(
        time,
        (woken, when) ->
            suppression.suppressor().wake(woken, when, (ruleId, closed, counts) -> {}));
    if (cell.isEmpty()) {
      group.clear();
    } else {
      group.update(GROUP.toBytes(cell));
      if (cell.wakeAt() != MemoryCell.NEVER) {
        at.timers().registerEventTimeTimer(cell.wakeAt());
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
