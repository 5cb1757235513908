package dev.sigrun.runtime.detector.correlation;

import dev.sigrun.runtime.detector.Cell;
import dev.sigrun.runtime.detector.Codec;
import dev.sigrun.runtime.detector.Detector;
import dev.sigrun.runtime.detector.DetectorListener;
import dev.sigrun.runtime.detector.DetectorSettings;
import dev.sigrun.runtime.detector.EventRecord;
import dev.sigrun.runtime.detector.Selection;
import dev.sigrun.runtime.detector.StateScope;
import dev.sigrun.runtime.event.DateField;
import dev.sigrun.runtime.event.Event;
import java.util.List;

/**
 * Finds correlations, as Sigma defines them: groups of events of which some measure, within a span
 * of time, is what it must be.
 *
 * <p>A correlation whose measure can only rise with each event is judged at each: it is detected
 * with the event that satisfies it, and the group starts from zero. All others are judged when a
 * span has passed; spans follow one another. A group without events is never detected.
 *
 * <p>A correlation over correlations has their states in its own: an alert of an inner one is an
 * event at the time of its last event. All states of the same outermost key make one state.
 *
 * <p>Detections of counts and measures name the newest events of the group, at most {@value
 * #MAX_EVENTS}, with their sources but not their content. Those of stages have the newest event of
 * each source.
 */
public final class CorrelationDetector implements Detector<CorrelationState> {
  /** The maximum number of events that a detection names. */
  public static final int MAX_EVENTS = 1_000;

  /** The maximum number of events of an inner correlation's alert that are remembered. */
  public static final int MAX_INNER_EVENTS = 100;

  /**
   * The maximum number of events of a group that are remembered if all of them are needed. The
   * oldest are forgotten, and counted as such.
   */
  public static final int MAX_HITS = 100_000;

  /** The number of distinct values of a group up to which the count is certain. */
  public static final int MAX_VALUES = 100_000;

  /**
   * The maximum number of groups of inner correlations for one key. Those whose events are the
   * oldest are forgotten, and counted as such.
   */
  public static final int MAX_GROUPS = 10_000;

  private final String ruleId;
  private final CorrelationTree tree;
  private final Selections selections;
  private final CorrelationCodec codec;
  private final DetectorSettings settings;

  /** A detector of the rule {@code ruleId}. */
  public CorrelationDetector(String ruleId, CorrelationPlan plan) {
    this(ruleId, CorrelationTree.of(plan), DetectorSettings.DEFAULT);
  }

  private CorrelationDetector(String ruleId, CorrelationTree tree, DetectorSettings settings) {
    this.ruleId = ruleId;
    this.tree = tree;
    this.selections = new Selections(tree);
    this.codec = new CorrelationCodec(tree);
    this.settings = settings;
  }

  /** The same that takes the time of an event from the first of {@code fields} that it has. */
  public CorrelationDetector withTimestamp(DateField... fields) {
    return new CorrelationDetector(ruleId, tree, settings.withTimestamp(fields));
  }

  /** The same detector with this fingerprint, see {@link Detector#fingerprint}. */
  public CorrelationDetector withFingerprint(String fingerprint) {
    return new CorrelationDetector(ruleId, tree, settings.withFingerprint(fingerprint));
  }

  @Override
  public String ruleId() {
    return ruleId;
  }

  @Override
  public DetectorSettings settings() {
    return settings;
  }

  @Override
  public StateScope scope() {
    return tree.scope();
  }

  @Override
  public boolean showsEvents() {
    return tree.root().plan().measure().isOfStages();
  }

  @Override
  public List<Selection> select(Event event) {
    return selections.select(event.asOf(settings.timestampFields()));
  }

  @Override
  public void accept(
      Cell<CorrelationState> cell,
      Selection selection,
      EventRecord event,
      DetectorListener listener) {
    new CorrelationStep(ruleId, tree, cell, listener).accept(selection, event);
  }

  @Override
  public void wake(Cell<CorrelationState> cell, long time, DetectorListener listener) {
    new CorrelationStep(ruleId, tree, cell, listener).pass(time);
  }

  @Override
  public Codec<CorrelationState> codec() {
    return codec;
  }

  @Override
  public long weight(CorrelationState state) {
    return state.weight();
  }
}
