package dev.sigrun.runtime.engine;

import dev.sigrun.runtime.alert.AlertSuppression;
import dev.sigrun.runtime.alert.AlertSuppression.GroupedAlert;
import dev.sigrun.runtime.detector.Cell;
import dev.sigrun.runtime.detector.Codec;
import dev.sigrun.runtime.detector.Detection;
import dev.sigrun.runtime.detector.Fingerprint;
import dev.sigrun.runtime.detector.Key;
import dev.sigrun.runtime.detector.suppression.SuppressedGroup;
import dev.sigrun.runtime.engine.report.RuleCounters;
import dev.sigrun.runtime.internal.snapshot.SnapshotInput;
import dev.sigrun.runtime.internal.stream.CellStore;
import dev.sigrun.runtime.internal.stream.MemoryBudget;
import dev.sigrun.runtime.internal.stream.Timeline;
import dev.sigrun.runtime.rule.Rule;
import java.io.DataOutput;
import java.io.IOException;
import java.util.List;

/** One suppressor at work, with its groups. */
final class SuppressorRun extends KeyedRun<SuppressedGroup> {
  private final AlertSuppression suppression;
  private final Listeners listener;

  SuppressorRun(
      int index,
      Rule rule,
      AlertSuppression suppression,
      Timeline timeline,
      MemoryBudget budget,
      Settings settings,
      Listeners listener) {
    super(index, rule, suppression.fingerprint(), timeline, budget, settings);
    this.suppression = suppression;
    this.listener = listener;
  }

  /** Whether groups that were kept under {@code fingerprint} are groups of this run. */
  boolean continues(Fingerprint fingerprint) {
    return suppression.continues(fingerprint);
  }

  @Override
  public Codec<SuppressedGroup> codec() {
    return suppression.suppressor().codec();
  }

  @Override
  public long weight(SuppressedGroup state) {
    return 150;
  }

  /** Reports the detection in each of its groups, or absorbs it there. */
  void detected(Detection detection) {
    List<GroupedAlert> groups = suppression.groupsOf(detection);
    if (groups.isEmpty()) {
      listener.detected(rule(), detection);
      return;
    }
    for (GroupedAlert each : groups) {
      GroupedAlert alert = each.endingBy(timeline().credible(each.end()));
      CellStore<SuppressedGroup>.Entry cell = cells().open(alert.group());
      boolean admitted = suppression.admits(cell, alert, this::closed);
      cells().release(cell);
      if (admitted) {
        listener.opened(rule(), detection, alert.group());
      } else {
        counts.suppressed++;
      }
    }
  }

  @Override
  public void wake(Cell<SuppressedGroup> cell, long time) {
    suppression.suppressor().wake(cell, time, this::closed);
  }

  @Override
  public void forgetting(Cell<SuppressedGroup> cell) {
    suppression.suppressor().close(cell, this::closed);
  }

  private void closed(String ruleId, Key key, SuppressedGroup group) {
    listener.closed(rule(), key, group);
  }

  /** Updates for the groups, without the rest of the rule. */
  RuleCounters counters() {
    return new RuleCounters(
        0, counts.suppressed, 0, 0, cells().evicted(), 0, 0, 0, 0, cells().size(), 0);
  }

  @Override
  void writeHealth(DataOutput out) {
    // A suppressor does not fail.
  }

  @Override
  void readHead(SnapshotInput in, boolean counting) throws IOException {
    (counting ? counts : new RunCounts()).addSuppressor(in);
  }

  /** Reads past what {@link #write} wrote. */
  static void skip(SnapshotInput in) throws IOException {
    new RunCounts().addSuppressor(in);
    CellStore.skip(in);
  }
}
