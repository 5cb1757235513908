package dev.sigrun.runtime.detector.sequence;

import dev.sigrun.runtime.detector.Cell;
import dev.sigrun.runtime.detector.Codec;
import dev.sigrun.runtime.detector.Condition;
import dev.sigrun.runtime.detector.DetectorListener;
import dev.sigrun.runtime.detector.DetectorOptions;
import dev.sigrun.runtime.detector.DetectorSettings;
import dev.sigrun.runtime.detector.EventRecord;
import dev.sigrun.runtime.detector.InputsDetector;
import dev.sigrun.runtime.detector.KeyReader;
import dev.sigrun.runtime.detector.Selection;
import java.time.Duration;
import java.util.List;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Finds sequences, as defined by EQL's {@code sequence}:
 *
 * <pre>{@code
 * SequenceDetector.of("9f0e…")
 *     .within(Duration.ofMinutes(5))
 *     .stage(this::isFailedLogon, KeyReader.by(userName))
 *     .missing(this::isPasswordReset, KeyReader.by(userName))
 *     .stage(this::isLogon, KeyReader.by(userName))
 *     .until(this::isLogoff, KeyReader.by(userName))
 *     .build()
 * }</pre>
 *
 * <p>For each key there is one slot between two stages, which holds at most one sequence under way.
 * A stage takes the sequence out of the slot before it, extends it by the event, and puts it into
 * the slot after it, where it replaces the present one. An event is offered to the last stage
 * first, so that it can complete one sequence, extend another and start a third, but never occurs
 * twice in one. A sequence that is extended too late is gone, and so is one that was reported.
 *
 * <p>Missing-event stages do not take part in this. They are checked, by timestamps alone, once the
 * other stages are complete: some window as long as the span must hold all events of the sequence
 * and, before the first or after the last of them, none that should be missing. Where this depends
 * on events still to come, the sequence waits for them, or for time to pass.
 *
 * <p>Each key has sequences of its own. Several of one rule may end with the same event, or even
 * consist of the same events, if these have several keys: each is a detection, and those that end
 * with the same event come in the order of their keys.
 */
public final class SequenceDetector extends InputsDetector<SequenceState> {
  /** The maximum number of repetitions of a stage. */
  public static final int MAX_RUNS = 100;

  /** The maximum number of stages in a sequence, where each repetition counts. */
  public static final int MAX_STAGES = 1_000;

  /**
   * The maximum number of sequences of one key that may wait for an event to stay missing. When
   * there are more, the oldest is evicted, and the sink is notified.
   */
  public static final int MAX_WAITING = 1_000;

  private final SequencePlan plan;
  private final boolean looksBack;
  private final SequenceCodec codec;

  private SequenceDetector(
      String ruleId, SequencePlan plan, DetectorSettings settings, boolean looksBack) {
    super(ruleId, plan.inputs(), settings);
    this.plan = plan;
    this.looksBack = looksBack;
    this.codec = new SequenceCodec(plan);
  }

  /** A sequence of the rule {@code ruleId}; stages are to be added in the order of the query. */
  public static Builder of(String ruleId) {
    return new Builder(ruleId);
  }

  /** Builds a sequence detector. */
  public static final class Builder implements DetectorOptions<Builder> {
    private final String ruleId;
    private final SequencePlan.Builder plan = new SequencePlan.Builder();
    private @Nullable Duration maxSpan;
    private @Nullable Duration lookBack;
    private DetectorSettings settings = DetectorSettings.DEFAULT;

    private Builder(String ruleId) {
      this.ruleId = ruleId;
    }

    /** The last event comes at most {@code maxSpan} after the first: {@code with maxspan}. */
    public Builder within(Duration maxSpan) {
      this.maxSpan = maxSpan;
      return this;
    }

    /**
     * The look-back of the rule. Limits the time between the first and the last event where {@link
     * #within} does not, so that no event is remembered for ever.
     */
    public Builder forgetAfter(Duration lookBack) {
      this.lookBack = lookBack;
      return this;
    }

    /** Next comes an event of which {@code condition} holds. */
    public Builder stage(Condition condition, KeyReader keys) {
      plan.add(true, 1, condition, keys);
      return this;
    }

    /**
     * Next come {@code runs} events of which {@code condition} holds: {@code with runs}.
     *
     * @throws IllegalArgumentException if there are too many
     */
    public Builder repeated(int runs, Condition condition, KeyReader keys) {
      plan.add(true, runs, condition, keys);
      return this;
    }

    /** Here comes no event of which {@code condition} holds: {@code ![…]}. */
    public Builder missing(Condition condition, KeyReader keys) {
      plan.add(false, 1, condition, keys);
      return this;
    }

    /**
     * As {@link #missing}, but holding {@code runs} places in the detection.
     *
     * @throws IllegalArgumentException if there are too many
     */
    public Builder repeatedMissing(int runs, Condition condition, KeyReader keys) {
      plan.add(false, runs, condition, keys);
      return this;
    }

    /** An event of which {@code condition} holds ends the sequences under way of its keys. */
    public Builder until(Condition condition, KeyReader keys) {
      plan.until(condition, keys);
      return this;
    }

    @Override
    public Builder settings(UnaryOperator<DetectorSettings> change) {
      settings = change.apply(settings);
      return this;
    }

    /**
     * The detector.
     *
     * @throws IllegalArgumentException if all stages are missing-event stages, or one is without
     *     {@link #within}
     */
    public SequenceDetector build() {
      return new SequenceDetector(
          ruleId, plan.build(maxSpan, lookBack), settings, maxSpan == null && lookBack != null);
    }
  }

  /** The same for a search over events that are all at hand: {@link Builder#forgetAfter} is off. */
  public SequenceDetector inBatch() {
    return looksBack
        ? new SequenceDetector(ruleId(), plan.withSpan(Long.MAX_VALUE), settings(), false)
        : this;
  }

  @Override
  public void accept(
      Cell<SequenceState> cell, Selection selection, EventRecord event, DetectorListener listener) {
    SequenceStep step = new SequenceStep(ruleId(), plan, cell, listener);
    step.accept(plan.inputs().flags(selection), event);
    step.finish();
  }

  @Override
  public boolean mayBegin(Selection selection) {
    List<Integer> inputs = selection.inputs();
    for (int i = 0; i < inputs.size(); i++) {
      if (plan.begins(inputs.get(i))) {
        return true;
      }
    }
    return false;
  }

  @Override
  public void wake(Cell<SequenceState> cell, long time, DetectorListener listener) {
    SequenceStep step = new SequenceStep(ruleId(), plan, cell, listener);
    step.pass(time);
    step.finish();
  }

  @Override
  public Codec<SequenceState> codec() {
    return codec;
  }

  @Override
  public long weight(SequenceState state) {
    return state.weight();
  }

  @Override
  public List<EventRecord> remembered(SequenceState state) {
    return state.events();
  }
}
