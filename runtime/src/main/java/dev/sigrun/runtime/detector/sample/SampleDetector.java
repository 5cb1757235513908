package dev.sigrun.runtime.detector.sample;

import dev.sigrun.runtime.detector.Cell;
import dev.sigrun.runtime.detector.Codec;
import dev.sigrun.runtime.detector.Condition;
import dev.sigrun.runtime.detector.Detection;
import dev.sigrun.runtime.detector.DetectorListener;
import dev.sigrun.runtime.detector.DetectorOptions;
import dev.sigrun.runtime.detector.DetectorSettings;
import dev.sigrun.runtime.detector.EventRecord;
import dev.sigrun.runtime.detector.Evidence;
import dev.sigrun.runtime.detector.Inputs;
import dev.sigrun.runtime.detector.InputsDetector;
import dev.sigrun.runtime.detector.Key;
import dev.sigrun.runtime.detector.KeyReader;
import dev.sigrun.runtime.detector.Selection;
import dev.sigrun.runtime.internal.detector.Times;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Finds samples, as defined by EQL's {@code sample}: events in any order, one for each item, all
 * different and with the same key.
 *
 * <pre>{@code
 * SampleDetector.of("9f0e…")
 *     .item(this::isScan, KeyReader.by(hostId))
 *     .item(this::isLogon, KeyReader.by(hostId))
 *     .forgetAfter(Duration.ofMinutes(9))
 *     .build()
 * }</pre>
 *
 * <p>In a stream, a detection is made at the first moment that there is an event for every item, no
 * two of them further apart than the rule looks back; then all is forgotten. In a batch ({@link
 * #inBatch}) the decision is made at the end. The items are then assigned their events one after
 * the other, each the earliest that leaves an event for every item after it.
 */
public final class SampleDetector extends InputsDetector<SampleState> {
  /** The maximum number of items in a sample. */
  public static final int MAX_ITEMS = 50;

  /** The maximum number of samples for one key. */
  public static final int MAX_SAMPLES = 1_000;

  private final SamplePlan plan;
  private final SampleCodec codec;

  private SampleDetector(String ruleId, SamplePlan plan, DetectorSettings settings) {
    super(ruleId, plan.inputs(), settings);
    this.plan = plan;
    this.codec = new SampleCodec(plan);
  }

  /** A sample of the rule {@code ruleId}; items are to be added in the order of the query. */
  public static Builder of(String ruleId) {
    return new Builder(ruleId);
  }

  /** Builds a sample detector. */
  public static final class Builder implements DetectorOptions<Builder> {
    private final String ruleId;
    private final Inputs.Builder inputs = new Inputs.Builder();
    private final List<Integer> items = new ArrayList<>();
    private @Nullable Duration lookBack;
    private DetectorSettings settings = DetectorSettings.DEFAULT;

    private Builder(String ruleId) {
      this.ruleId = ruleId;
    }

    /**
     * One event of which {@code condition} holds.
     *
     * @throws IllegalArgumentException if there are too many items
     */
    public Builder item(Condition condition, KeyReader keys) {
      if (items.size() == MAX_ITEMS) {
        throw new IllegalArgumentException("A sample has at most " + MAX_ITEMS + " items.");
      }
      items.add(inputs.add(condition, keys));
      return this;
    }

    /**
     * The look-back of the rule, which limits the distance between the events of a sample. Without
     * it, the detector is one for batches.
     */
    public Builder forgetAfter(Duration lookBack) {
      this.lookBack = lookBack;
      return this;
    }

    @Override
    public Builder settings(UnaryOperator<DetectorSettings> change) {
      settings = change.apply(settings);
      return this;
    }

    /**
     * Builds the detector.
     *
     * @throws IllegalArgumentException if there is no item
     */
    public SampleDetector build() {
      if (items.isEmpty()) {
        throw new IllegalArgumentException("A sample needs items.");
      }
      SamplePlan plan =
          new SamplePlan(
              inputs.build(),
              items.stream().mapToInt(Integer::intValue).toArray(),
              lookBack == null ? SamplePlan.BATCH : Times.millis(lookBack),
              1);
      return new SampleDetector(ruleId, plan, settings);
    }
  }

  /**
   * The same for a search over events that are all at hand: it looks back without limit, decides
   * when it is woken at {@link #END_OF_TIME}, and takes events in the order of their arrival.
   *
   * @param maxSamplesPerKey how many different samples to report for one key
   * @throws IllegalArgumentException if {@code maxSamplesPerKey} is not between 1 and {@link
   *     #MAX_SAMPLES}
   */
  public SampleDetector inBatch(int maxSamplesPerKey) {
    if (maxSamplesPerKey < 1 || maxSamplesPerKey > MAX_SAMPLES) {
      throw new IllegalArgumentException("Samples per key must be 1 to " + MAX_SAMPLES + ".");
    }
    return new SampleDetector(
        ruleId(),
        new SamplePlan(plan.inputs(), plan.items(), SamplePlan.BATCH, maxSamplesPerKey),
        settings());
  }

  @Override
  public void accept(
      Cell<SampleState> cell, Selection selection, EventRecord event, DetectorListener listener) {
    SampleState known = cell.get();
    SampleState before = known == null ? SampleState.empty(plan.size()) : known;
    if (!plan.isBatch()) {
      before = before.aliveAt(event.timestamp(), plan);
    }
    SampleState state = before.with(event, plan.inputs().flags(selection), plan);
    List<int[]> samples = plan.isBatch() ? List.of() : Assignments.of(state, 1);
    if (samples.isEmpty()) {
      remember(cell, state);
    } else {
      cell.clear();
      report(cell.key(), state, samples, listener);
    }
  }

  @Override
  public void wake(Cell<SampleState> cell, long time, DetectorListener listener) {
    SampleState state = cell.get();
    if (state == null) {
      return;
    }
    if (!plan.isBatch()) {
      remember(cell, state.aliveAt(Times.plus(time, 1), plan));
    } else if (time >= END_OF_TIME) {
      cell.clear();
      report(cell.key(), state, Assignments.of(state, plan.maxSamplesPerKey()), listener);
    } else {
      cell.wakeAt(END_OF_TIME);
    }
  }

  @Override
  public Codec<SampleState> codec() {
    return codec;
  }

  @Override
  public long weight(SampleState state) {
    return state.weight();
  }

  @Override
  public List<EventRecord> remembered(SampleState state) {
    List<EventRecord> events = new ArrayList<>();
    for (int item = 0; item < state.items(); item++) {
      events.addAll(state.events(item));
    }
    return events;
  }

  private void remember(Cell<SampleState> cell, SampleState state) {
    if (state.isEmpty()) {
      cell.clear();
      return;
    }
    cell.set(state);
    cell.wakeAt(plan.isBatch() ? END_OF_TIME : plan.deadline(state.earliest()));
  }

  private void report(Key key, SampleState state, List<int[]> samples, DetectorListener listener) {
    for (int[] sample : samples) {
      List<@Nullable EventRecord> events = new ArrayList<>(sample.length);
      for (int item = 0; item < sample.length; item++) {
        events.add(state.events(item).get(sample[item]));
      }
      listener.detected(new Detection(ruleId(), key, events, new Evidence.Events()));
    }
  }
}
