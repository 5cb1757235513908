package dev.sigrun.runtime.engine;

import dev.sigrun.runtime.rule.RuleFailure;
import dev.sigrun.runtime.detector.Detection;
import dev.sigrun.runtime.detector.DetectionSink;
import dev.sigrun.runtime.detector.Detector;
import dev.sigrun.runtime.detector.EventRecord;
import dev.sigrun.runtime.detector.Key;
import dev.sigrun.runtime.detector.Selection;
import dev.sigrun.runtime.detector.StateCodec;
import dev.sigrun.runtime.event.Event;
import dev.sigrun.runtime.rule.Rule;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** One detector at work, with its states and counts. */
final class DetectorRun<S> implements CellStore.Keeper<S> {
  /** Measuring every call would cost more than many calls do. */
  private static final int MEASURED_EVERY = 64;

  private final int index;
  private final Rule rule;
  private final Detector<S> detector;
  private final Timeline timeline;
  private final String fingerprint;
  private final boolean timed;
  private final Reporter reporter;
  private final CellStore<S> cells;
  private final DetectionSink sink = new Sink();
  private long detections;
  private long selected;
  private long late;
  private long forgotten;
  private long failures;
  private long nanos;
  private int calls;

  /** What the listener threw, which is not the detector's to answer for. */
  private @Nullable Throwable ofListener;

  DetectorRun(
      int index,
      Rule rule,
      Detector<S> detector,
      Timeline timeline,
      Room room,
      Settings settings,
      Reporter reporter) {
    this.index = index;
    this.rule = rule;
    this.detector = detector;
    this.timeline = timeline;
    this.fingerprint = Fingerprint.of(rule, detector, timeline.name());
    this.timed = settings.timed();
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

  /** What the detector looks for, in short. */
  String fingerprint() {
    return fingerprint;
  }

  /**
   * What the detector wants of {@code event}; nothing if it cannot be told.
   *
   * @param record of the same event
   */
  List<Selection> select(Event event, EventRecord record) {
    long start = start();
    List<Selection> selections;
    try {
      selections = detector.select(event);
    } catch (RuntimeException | StackOverflowError | LinkageError e) {
      failed(Optional.of(record), RuleFailure.of(e));
      selections = List.of();
    }
    stop(start);
    selected += selections.size();
    return selections;
  }

  void accept(Selection selection, EventRecord event) {
    long start = start();
    CellStore<S>.Entry cell = cells.open(selection.key());
    try {
      detector.accept(cell, selection, event, sink);
    } catch (RuntimeException | StackOverflowError | LinkageError e) {
      giveUp(cell, Optional.of(event), e);
    }
    cells.release(cell);
    stop(start);
  }

  @Override
  public void wake(CellStore<S>.Entry cell, long time) {
    try {
      detector.wake(cell, time, sink);
    } catch (RuntimeException | StackOverflowError | LinkageError e) {
      giveUp(cell, Optional.empty(), e);
    }
    // Whoever asks for what is over would be woken for ever.
    cell.notBefore(time);
  }

  /** What a detector that failed has left cannot be trusted: its key begins anew. */
  private void giveUp(
      CellStore<S>.Entry cell, Optional<EventRecord> event, Throwable problem) {
    if (problem == ofListener && problem instanceof Error error) {
      throw error;
    }
    RuntimeException failure = RuleFailure.of(problem);
    if (problem == ofListener) {
      throw failure;
    }
    cell.clear();
    failed(event, failure);
  }

  private void failed(Optional<EventRecord> event, RuntimeException problem) {
    failures++;
    reporter.failed(rule, event, problem);
  }

  /** Counts events that came too late for this detector. */
  void tooLate(int count) {
    late += count;
  }

  RuleCounters counters() {
    return new RuleCounters(
        detections, 0, selected, late, cells.evicted() + forgotten, failures, cells.size(), nanos);
  }

  /**
   * Whether states can be read for this detector. One whose class is damaged costs its own states
   * alone: that is reported.
   */
  boolean canRead() {
    try {
      detector.codec();
      return true;
    } catch (RuntimeException | StackOverflowError | LinkageError e) {
      failed(Optional.empty(), RuleFailure.of(e));
      return false;
    }
  }

  void write(DataOutputStream out) throws IOException {
    out.writeLong(detections);
    out.writeLong(selected);
    out.writeLong(late);
    out.writeLong(forgotten);
    out.writeLong(failures);
    out.writeLong(nanos);
    cells.write(out);
  }

  void read(DataInputStream in) throws IOException {
    detections = in.readLong();
    selected = in.readLong();
    late = in.readLong();
    forgotten = in.readLong();
    failures = in.readLong();
    nanos = in.readLong();
    cells.read(in);
  }

  /** Reads past what {@link #write} wrote; the result is how many keys there were. */
  static int skip(DataInputStream in) throws IOException {
    for (int i = 0; i < 6; i++) {
      in.readLong();
    }
    return CellStore.skip(in);
  }

  /** Counts what the detector tells. */
  private final class Sink implements DetectionSink {
    @Override
    public void detected(Detection detection) {
      detections++;
      try {
        reporter.detected(rule, detection);
      } catch (RuntimeException | Error e) {
        ofListener = e;
        throw e;
      }
    }

    @Override
    public void forgotten(String ruleId, Key key) {
      forgotten++;
    }
  }

  private long start() {
    if (!timed || calls++ % MEASURED_EVERY != 0) {
      return 0;
    }
    return System.nanoTime();
  }

  private void stop(long start) {
    if (start != 0) {
      nanos += (System.nanoTime() - start) * MEASURED_EVERY;
    }
  }
}
