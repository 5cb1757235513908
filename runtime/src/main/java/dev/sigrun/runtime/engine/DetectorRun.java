package dev.sigrun.runtime.engine;

import dev.sigrun.runtime.detector.Cell;
import dev.sigrun.runtime.detector.Codec;
import dev.sigrun.runtime.detector.Detection;
import dev.sigrun.runtime.detector.Detector;
import dev.sigrun.runtime.detector.DetectorListener;
import dev.sigrun.runtime.detector.EventRecord;
import dev.sigrun.runtime.detector.Fingerprint;
import dev.sigrun.runtime.detector.Key;
import dev.sigrun.runtime.detector.Selection;
import dev.sigrun.runtime.engine.ahead.Choice;
import dev.sigrun.runtime.engine.ahead.PreparedEvent;
import dev.sigrun.runtime.engine.report.RuleCounters;
import dev.sigrun.runtime.event.Event;
import dev.sigrun.runtime.internal.snapshot.SnapshotInput;
import dev.sigrun.runtime.internal.stream.CellStore;
import dev.sigrun.runtime.internal.stream.MemoryBudget;
import dev.sigrun.runtime.internal.stream.Timeline;
import dev.sigrun.runtime.rule.Rule;
import dev.sigrun.runtime.rule.RuleFailure;
import java.io.DataOutput;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** One detector at work, with its states and counts. */
final class DetectorRun<S> extends KeyedRun<S> {
  private final Detector<S> detector;
  private final Settings settings;
  private final RuleHealth health;
  private final Reporter reporter;
  private final DetectorListener listener = new Listener();

  /** The exception that a listener threw, for which the detector is not responsible. */
  private @Nullable Throwable thrownByListener;

  DetectorRun(
      int index,
      Rule rule,
      Detector<S> detector,
      Timeline timeline,
      MemoryBudget budget,
      Settings settings,
      RuleHealth health,
      Reporter reporter) {
    super(index, rule, Fingerprint.of(rule, detector), timeline, budget, settings);
    this.detector = detector;
    this.settings = settings;
    this.health = health;
    this.reporter = reporter;
  }

  @Override
  public Codec<S> codec() {
    return detector.codec();
  }

  @Override
  public long weight(S state) {
    return detector.weight(state);
  }

  @Override
  public void forgetting(Cell<S> cell) {
    // The store counts forgotten state; a detector has nothing to add.
  }

  RuleHealth health() {
    return health;
  }

  /**
   * Returns the detector's selections of {@code event}; none if the detector fails or the rule is
   * paused.
   *
   * @param candidate the place of the detector among those that could select the event
   * @param record of the same event
   */
  List<Selection> select(PreparedEvent event, int candidate, EventRecord record) {
    if (health.skips()) {
      return List.of();
    }
    health.startWork();
    Choice choice =
        event
            .choice(candidate)
            .orElseGet(() -> Choice.of(detector, event.event(), settings.referenceData()));
    health.stopWork();
    choice.failure().ifPresent(problem -> health.failed(Optional.of(record), problem));
    return choice.selections();
  }

  /**
   * The event as it waits for the detector: at its place in order, and no more of it than needed.
   */
  EventRecord waiting(Event event, EventRecord record) {
    EventRecord ordered =
        record.at(record.order().withTiebreaker(detector.tiebreakerField(), event));
    return detector.showsEvents() ? ordered : ordered.withoutJson();
  }

  void accept(Selection selection, EventRecord event) {
    if (health.skips()) {
      return;
    }
    CellStore<S>.@Nullable Entry cell = cell(selection);
    if (cell == null) {
      return;
    }
    health.startWork();
    try {
      detector.accept(cell, selection, event, listener);
      health.stopWork();
    } catch (RuntimeException | StackOverflowError | LinkageError e) {
      health.stopWork();
      giveUp(cell, Optional.of(event), e);
    }
    cells().release(cell);
  }

  /** The state that a selection concerns; null if the selection changes nothing. */
  private CellStore<S>.@Nullable Entry cell(Selection selection) {
    boolean mayBegin = true;
    try {
      mayBegin = detector.mayBegin(selection);
    } catch (RuntimeException | StackOverflowError | LinkageError e) {
      // It fails when it is given the event, too, which is reported.
    }
    return mayBegin ? cells().open(selection.key()) : cells().openKnown(selection.key());
  }

  @Override
  public void wake(Cell<S> cell, long time) {
    health.startWork();
    try {
      detector.wake(cell, time, listener);
      health.stopWork();
    } catch (RuntimeException | StackOverflowError | LinkageError e) {
      health.stopWork();
      giveUp(cell, Optional.empty(), e);
    }
  }

  /** The state that a failed detector leaves cannot be trusted, so its key starts from scratch. */
  private void giveUp(Cell<S> cell, Optional<EventRecord> event, Throwable problem) {
    if (problem == thrownByListener && problem instanceof Error error) {
      throw error;
    }
    RuntimeException failure = RuleFailure.of(problem);
    if (problem == thrownByListener) {
      throw failure;
    }
    cell.clear();
    health.failed(event, failure);
  }

  RuleCounters counters() {
    return new RuleCounters(
        counts.detections,
        0,
        counts.selected,
        counts.late,
        cells().evicted() + counts.forgotten,
        counts.truncated,
        health.failures(),
        health.pauses(),
        health.skipped(),
        cells().size(),
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

  @Override
  void writeHealth(DataOutput out) throws IOException {
    health.write(out);
  }

  @Override
  void readHead(SnapshotInput in, boolean counting) throws IOException {
    (counting ? counts : new RunCounts()).addDetector(in);
    RuleHealth.Saved saved = RuleHealth.read(in);
    health.restore(counting ? saved : saved.withoutCounts());
  }

  /** Reads past what {@link #write} wrote; the result is how many keys there were. */
  static int skip(SnapshotInput in) throws IOException {
    new RunCounts().addDetector(in);
    RuleHealth.read(in);
    return CellStore.skip(in);
  }

  /** Counts what the detector reports. */
  private final class Listener implements DetectorListener {
    @Override
    public void detected(Detection detection) {
      counts.detections++;
      health.stopWork();
      try {
        reporter.detected(rule(), detection);
      } catch (RuntimeException | Error e) {
        thrownByListener = e;
        throw e;
      } finally {
        health.startWork();
      }
    }

    @Override
    public void forgotten(String ruleId, Key key) {
      counts.forgotten++;
    }

    @Override
    public void truncated(String ruleId, Key key) {
      counts.truncated++;
    }
  }
}
