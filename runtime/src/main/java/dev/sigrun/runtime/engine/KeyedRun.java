package dev.sigrun.runtime.engine;

import dev.sigrun.runtime.detector.Fingerprint;
import dev.sigrun.runtime.internal.snapshot.SnapshotInput;
import dev.sigrun.runtime.internal.stream.CellStore;
import dev.sigrun.runtime.internal.stream.MemoryBudget;
import dev.sigrun.runtime.internal.stream.Timeline;
import dev.sigrun.runtime.rule.Rule;
import java.io.DataOutput;
import java.io.IOException;

/** A rule at work that remembers something for each key. */
abstract class KeyedRun<S> implements CellStore.Owner<S> {
  final RunCounts counts = new RunCounts();
  private final int index;
  private final Rule rule;
  private final Fingerprint fingerprint;
  private final Timeline timeline;
  private final CellStore<S> cells;

  KeyedRun(
      int index,
      Rule rule,
      Fingerprint fingerprint,
      Timeline timeline,
      MemoryBudget budget,
      Settings settings) {
    this.index = index;
    this.rule = rule;
    this.fingerprint = fingerprint;
    this.timeline = timeline;
    this.cells = new CellStore<>(this, timeline.timers(), budget, settings.maxKeysPerRule());
  }

  @Override
  public final int index() {
    return index;
  }

  @Override
  public final String ruleId() {
    return rule.ruleId();
  }

  final Rule rule() {
    return rule;
  }

  /** The fingerprint of what the rule looks for. */
  final Fingerprint fingerprint() {
    return fingerprint;
  }

  /** The time that the rule uses. */
  final Timeline timeline() {
    return timeline;
  }

  final CellStore<S> cells() {
    return cells;
  }

  /** Writes counts and cells for a snapshot. */
  final void write(DataOutput out) throws IOException {
    counts.write(out);
    writeHealth(out);
    cells.write(out);
  }

  /**
   * Reads what {@link #write} wrote.
   *
   * @param share which keys are kept here
   * @return whether the states could be read; if not, nothing is remembered
   */
  final boolean read(SnapshotInput in, Share share) throws IOException {
    boolean counting = share.counts(ruleId());
    readHead(in, counting);
    return cells.read(in, key -> share.restores(index, key), counting);
  }

  /** Writes how the rule fared, if it can fail. */
  abstract void writeHealth(DataOutput out) throws IOException;

  /**
   * Reads the data before the cells.
   *
   * @param counting whether to add the counts to those here
   */
  abstract void readHead(SnapshotInput in, boolean counting) throws IOException;
}
