package dev.sigrun.runtime.engine;

import dev.sigrun.runtime.detector.Detection;
import dev.sigrun.runtime.detector.DetectionSink;
import dev.sigrun.runtime.detector.Detector;
import dev.sigrun.runtime.detector.EventRecord;
import dev.sigrun.runtime.detector.Key;
import dev.sigrun.runtime.detector.Selection;
import dev.sigrun.runtime.detector.StateCodec;
import dev.sigrun.runtime.engine.report.RuleCounters;
import dev.sigrun.runtime.event.Event;
import dev.sigrun.runtime.rule.Rule;
import dev.sigrun.runtime.rule.RuleFailure;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** One detector at work, with its states and counts. */
final class DetectorRun<S> implements CellStore.Keeper<S> {
  private final int index;
  private final Rule rule;
  private final Detector<S> detector;
  private final Timeline timeline;
  private final String fingerprint;
  private final RuleHealth health;
  private final Reporter reporter;
  private final CellStore<S> cells;
  private final DetectionSink sink = new Sink();
  private long detections;
  private long selected;
  private long late;
  private long forgotten;

  /** The exception that a listener threw, for which the detector is not responsible. */
  private @Nullable Throwable ofListener;

  DetectorRun(
      int index,
      Rule rule,
      Detector<S> detector,
      Timeline timeline,
      Room room,
      Settings settings,
      RuleHealth health,
      Reporter reporter) {
    this.index = index;
    this.rule = rule;
    this.detector = detector;
    this.health = health;
    this.timeline = timeline;
    this.fingerprint = Fingerprint.of(rule, detector, timeline.name());
    this.reporter = reporter;
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
  public StateCodec<S> codec() {
    return detector.codec();
  }

  @Override
  public long weight(S state) {
    return detector.weight(state);
  }

  @Override
  public void forgetting(CellStore<S>.Entry cell) {
    // A detector has nothing to say about what is forgotten; the store counts it.
  }

  Rule rule() {
    return rule;
  }

  Detector<S> detector() {
    return detector;
  }

  /** The time that the detector goes by. */
  Timeline timeline() {
    return timeline;
  }

  /** A fingerprint of what the detector looks for. */
  String fingerprint() {
    return fingerprint;
  }

  RuleHealth health() {
    return health;
  }

  /**
   * Returns the detector's selections of {@code event}; none if the detector fails or the rule is
   * paused.
   *
   * @param record of the same event
   */
  List<Selection> select(Event event, EventRecord record) {
    if (health.skips()) {
      return List.of();
    }
    health.startWork();
    try {
      List<Selection> selections = detector.select(event);
      health.stopWork();
      return selections;
    } catch (RuntimeException | StackOverflowError | LinkageError e) {
      health.stopWork();
      health.failed(Optional.of(record), RuleFailure.of(e));
      return List.of();
    }
  }

  /** Counts an event that the detector wants, once for each key. */
  void selected() {
    selected++;
  }

  void accept(Selection selection, EventRecord event) {
    if (health.skips()) {
      return;
    }
    CellStore<S>.Entry cell = cells.open(selection.key());
    health.startWork();
    try {
      detector.accept(cell, selection, event, sink);
      health.stopWork();
    } catch (RuntimeException | StackOverflowError | LinkageError e) {
      health.stopWork();
      giveUp(cell, Optional.of(event), e);
    }
    cells.release(cell);
  }

  @Override
  public void wake(CellStore<S>.Entry cell, long time) {
    health.startWork();
    try {
      detector.wake(cell, time, sink);
      health.stopWork();
    } catch (RuntimeException | StackOverflowError | LinkageError e) {
      health.stopWork();
      giveUp(cell, Optional.empty(), e);
    }
    // A detector that requests a time in the past would be woken forever.
    cell.notBefore(time);
  }

  /** The state that a failed detector leaves cannot be trusted, so its key starts from scratch. */
  private void giveUp(CellStore<S>.Entry cell, Optional<EventRecord> event, Throwable problem) {
    if (problem == ofListener && problem instanceof Error error) {
      throw error;
    }
    RuntimeException failure = RuleFailure.of(problem);
    if (problem == ofListener) {
      throw failure;
    }
    cell.clear();
    health.failed(event, failure);
  }

  /** Counts events that came too late for this detector. */
  void tooLate(int count) {
    late += count;
  }

  RuleCounters counters() {
    return new RuleCounters(
        detections,
        0,
        selected,
        late,
        cells.evicted() + forgotten,
        health.failures(),
        health.pauses(),
        health.skipped(),
        cells.size(),
        health.nanos());
  }

  /** A detector whose class is damaged costs its own states alone. */
  @Override
  public boolean canRead() {
    try {
      detector.codec();
      return true;
    } catch (RuntimeException | StackOverflowError | LinkageError e) {
      health.failed(Optional.empty(), RuleFailure.of(e));
      return false;
    }
  }

  void write(DataOutputStream out) throws IOException {
    out.writeLong(detections);
    out.writeLong(selected);
    out.writeLong(late);
    out.writeLong(forgotten);
    out.writeLong(health.failures());
    out.writeLong(health.nanos());
    cells.write(out);
  }

  /**
   * Reads what {@link #write} wrote.
   *
   * @return whether the states could be read; if not, nothing is remembered
   */
  boolean read(DataInputStream in) throws IOException {
    detections = in.readLong();
    selected = in.readLong();
    late = in.readLong();
    forgotten = in.readLong();
    health.restore(in.readLong(), in.readLong());
    return cells.read(in);
  }

  /** Reads past what {@link #write} wrote; the result is how many keys there were. */
  static int skip(DataInputStream in) throws IOException {
    for (int i = 0; i < 6; i++) {
      in.readLong();
    }
    return CellStore.skip(in);
  }

  /** Counts what the detector reports. */
  private final class Sink implements DetectionSink {
    @Override
    public void detected(Detection detection) {
      detections++;
      health.stopWork();
      try {
        reporter.detected(rule, detection);
      } catch (RuntimeException | Error e) {
        ofListener = e;
        throw e;
      } finally {
        health.startWork();
      }
    }

    @Override
    public void forgotten(String ruleId, Key key) {
      forgotten++;
    }
  }
}
