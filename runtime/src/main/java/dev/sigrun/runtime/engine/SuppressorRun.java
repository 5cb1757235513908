package dev.sigrun.runtime.engine;

import dev.sigrun.runtime.alert.Alert;
import dev.sigrun.runtime.detector.Detection;
import dev.sigrun.runtime.detector.EventRecord;
import dev.sigrun.runtime.detector.Evidence;
import dev.sigrun.runtime.detector.Key;
import dev.sigrun.runtime.detector.StateCodec;
import dev.sigrun.runtime.detector.suppression.SuppressedGroup;
import dev.sigrun.runtime.detector.suppression.Suppressor;
import dev.sigrun.runtime.engine.report.RuleCounters;
import dev.sigrun.runtime.event.Event;
import dev.sigrun.runtime.event.EventFormatException;
import dev.sigrun.runtime.event.EventReader;
import dev.sigrun.runtime.rule.Rule;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.List;
import java.util.LongSummaryStatistics;
import java.util.Objects;

/** One suppressor at work, with its groups. */
final class SuppressorRun implements CellStore.Keeper<SuppressedGroup> {
  private final int index;
  private final Rule rule;
  private final Suppressor suppressor;
  private final EventReader reader;
  private final Timeline timeline;
  private final String fingerprint;
  private final Listeners listener;
  private final CellStore<SuppressedGroup> cells;
  private long suppressed;

  SuppressorRun(
      int index,
      Rule rule,
      Suppressor suppressor,
      EventReader reader,
      Timeline timeline,
      Room room,
      Settings settings,
      Listeners listener) {
    this.index = index;
    this.rule = rule;
    this.suppressor = suppressor;
    this.reader = reader;
    this.timeline = timeline;
    this.fingerprint = Fingerprint.ofSuppression(rule);
    this.listener = listener;
    this.cells = new CellStore<>(this, timeline.timers(), room, settings.maxKeysPerRule());
  }

  @Override
  public int index() {
    return index;
  }

  @Override
  public String ruleId() {
    return rule.ruleId();
  }

  @Override
  public StateCodec<SuppressedGroup> codec() {
    return suppressor.codec();
  }

  @Override
  public long weight(SuppressedGroup state) {
    return 150;
  }

  /** Tells the detection in each of its groups, or absorbs it there. */
  void detected(Detection detection) {
    List<Key> groups = groups(detection);
    if (groups.isEmpty()) {
      listener.detected(rule, detection);
      return;
    }
    // A time of the far future would keep the group open until then.
    Span span = span(detection);
    long end = timeline.credible(span.end());
    long start = Math.min(span.start(), end);
    for (Key group : groups) {
      String alertId = Alert.idOf(rule, detection, group);
      CellStore<SuppressedGroup>.Entry cell = cells.open(group);
      boolean admitted = suppressor.admits(cell, alertId, start, end, this::closed);
      cells.release(cell);
      if (admitted) {
        listener.opened(rule, detection, group);
      } else {
        suppressed++;
      }
    }
  }

  private List<Key> groups(Detection detection) {
    Event fields;
    try {
      fields = reader.read(Alert.fieldsOf(rule, detection));
    } catch (EventFormatException e) {
      // Cannot be suppressed by fields that cannot be read: better once too often than never.
      return List.of();
    }
    return suppressor.groups(detection, fields);
  }

  /** From when to when the events of a detection are, by the times that count for the rule. */
  private record Span(long start, long end) {}

  private Span span(Detection detection) {
    if (detection.evidence() instanceof Evidence.Threshold threshold) {
      return new Span(threshold.from(), threshold.to());
    }
    LongSummaryStatistics times =
        detection.events().stream()
            .filter(Objects::nonNull)
            .mapToLong(this::timeOf)
            .summaryStatistics();
    return times.getCount() == 0 ? new Span(0, 0) : new Span(times.getMin(), times.getMax());
  }

  /** The event was detected by its own time, which need not be the one that counts here. */
  private long timeOf(EventRecord event) {
    if (suppressor.timestampFields().isEmpty()) {
      return event.timestamp();
    }
    try {
      return timeline.timeOf(reader.read(event.json())).orElse(event.timestamp());
    } catch (EventFormatException e) {
      return event.timestamp();
    }
  }

  @Override
  public void wake(CellStore<SuppressedGroup>.Entry cell, long time) {
    suppressor.wake(cell, time, this::closed);
    cell.notBefore(time);
  }

  @Override
  public void forgetting(CellStore<SuppressedGroup>.Entry cell) {
    suppressor.close(cell, this::closed);
  }

  private void closed(String ruleId, Key key, SuppressedGroup group) {
    listener.closed(rule, key, group);
  }

  String fingerprint() {
    return fingerprint;
  }

  /** Updates for the groups, without the rest of the rule. */
  RuleCounters counters() {
    return new RuleCounters(0, suppressed, 0, 0, cells.evicted(), 0, 0, 0, cells.size(), 0);
  }

  void write(DataOutputStream out) throws IOException {
    out.writeLong(suppressed);
    cells.write(out);
  }

  void read(DataInputStream in) throws IOException {
    suppressed = in.readLong();
    cells.read(in);
  }

  /** Reads past what {@link #write} wrote. */
  static void skip(DataInputStream in) throws IOException {
    in.readLong();
    CellStore.skip(in);
  }
}
