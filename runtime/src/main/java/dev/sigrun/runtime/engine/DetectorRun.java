package dev.sigrun.runtime.engine;

import dev.sigrun.runtime.Event;
import dev.sigrun.runtime.Rule;
import dev.sigrun.runtime.detector.Detection;
import dev.sigrun.runtime.detector.DetectionSink;
import dev.sigrun.runtime.detector.Detector;
import dev.sigrun.runtime.detector.EventRecord;
import dev.sigrun.runtime.detector.Key;
import dev.sigrun.runtime.detector.Selection;
import dev.sigrun.runtime.detector.StateCodec;
import dev.sigrun.runtime.function.EvaluationException;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.List;

/** One detector at work, with its states and counts. */
final class DetectorRun<S> implements CellStore.Keeper<S> {
  /** Measuring every call would cost more than many calls do. */
  private static final int MEASURED_EVERY = 64;

  private final int index;
  private final Rule rule;
  private final Detector<S> detector;
  private final String fingerprint;
  private final boolean timed;
  private final Reporter reporter;
  private final CellStore<S> cells;
  private final DetectionSink sink = new Sink();
  private long detections;
  private long selected;
  private long late;
  private long forgotten;
  private long nanos;
  private int calls;

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

  /** What the detector looks for, in short. */
  String fingerprint() {
    return fingerprint;
  }

  /** What the detector wants of {@code event}; nothing if it cannot be told. */
  List<Selection> select(Event event) {
    long start = start();
    List<Selection> selections;
    try {
      selections = detector.select(event);
    } catch (EvaluationException e) {
      selections = List.of();
    }
    stop(start);
    selected += selections.size();
    return selections;
  }

  void accept(Selection selection, EventRecord event) {
    long start = start();
    CellStore<S>.Entry cell = cells.open(selection.key());
    detector.accept(cell, selection, event, sink);
    cells.release(cell);
    stop(start);
  }

  @Override
  public void wake(CellStore<S>.Entry cell, long time) {
    detector.wake(cell, time, sink);
    // Whoever asks for what is over would be woken for ever.
    cell.notBefore(time);
  }

  /** Counts events that came too late for this detector. */
  void tooLate(int count) {
    late += count;
  }

  RuleCounters counters() {
    return new RuleCounters(
        detections, 0, selected, late, cells.evicted() + forgotten, cells.size(), nanos);
  }

  void write(DataOutputStream out) throws IOException {
    out.writeLong(detections);
    out.writeLong(selected);
    out.writeLong(late);
    out.writeLong(forgotten);
    out.writeLong(nanos);
    cells.write(out);
  }

  void read(DataInputStream in) throws IOException {
    detections = in.readLong();
    selected = in.readLong();
    late = in.readLong();
    forgotten = in.readLong();
    nanos = in.readLong();
    cells.read(in);
  }

  /** Reads past what {@link #write} wrote; the result is how many keys there were. */
  static int skip(DataInputStream in) throws IOException {
    for (int i = 0; i < 5; i++) {
      in.readLong();
    }
    return CellStore.skip(in);
  }

  /** Counts what the detector tells. */
  private final class Sink implements DetectionSink {
    @Override
    public void detected(Detection detection) {
      detections++;
      reporter.detected(rule, detection);
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
