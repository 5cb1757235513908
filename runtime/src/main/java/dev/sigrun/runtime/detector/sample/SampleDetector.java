package dev.sigrun.runtime.detector.sample;

import dev.sigrun.runtime.detector.Cell;
import dev.sigrun.runtime.detector.Condition;
import dev.sigrun.runtime.detector.Detection;
import dev.sigrun.runtime.detector.DetectionSink;
import dev.sigrun.runtime.detector.Detector;
import dev.sigrun.runtime.detector.EventRecord;
import dev.sigrun.runtime.detector.Evidence;
import dev.sigrun.runtime.detector.Key;
import dev.sigrun.runtime.detector.KeyOrder;
import dev.sigrun.runtime.detector.KeyReader;
import dev.sigrun.runtime.detector.Selection;
import dev.sigrun.runtime.detector.StateCodec;
import dev.sigrun.runtime.detector.StateScope;
import dev.sigrun.runtime.event.DateField;
import dev.sigrun.runtime.event.Event;
import dev.sigrun.runtime.event.Field;
import dev.sigrun.runtime.internal.detector.DetectorSettings;
import dev.sigrun.runtime.internal.detector.Inputs;
import dev.sigrun.runtime.internal.detector.Times;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
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
public final class SampleDetector implements Detector<SampleState> {
  /** How many items a sample can have. */
  public static final int MAX_ITEMS = 50;

  /** The maximum number of samples for one key. */
  public static final int MAX_SAMPLES = 1_000;

  private final String ruleId;
  private final SamplePlan plan;
  private final DetectorSettings settings;
  private final SampleCodec codec;

  private SampleDetector(String ruleId, SamplePlan plan, DetectorSettings settings) {
    this.ruleId = ruleId;
    this.plan = plan;
    this.settings = settings;
    this.codec = new SampleCodec(plan);
  }

  /** A sample of the rule {@code ruleId}; items are to be added in the order of the query. */
  public static Builder of(String ruleId) {
    return new Builder(ruleId);
  }

  /** Builds a sample detector. */
  public static final class Builder {
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
     * How far the rule looks back, which is how far apart the events of a sample can be. Without
     * it, the detector is one for batches.
     */
    public Builder forgetAfter(Duration lookBack) {
      this.lookBack = lookBack;
      return this;
    }

    /** The fields that give the time of an event: of those, the first that the event has. */
    public Builder timestamp(DateField... fields) {
      settings = settings.withTimestamp(fields);
      return this;
    }

    /** The field that orders events of the same time. */
    public Builder tiebreaker(Field field) {
      settings = settings.withTiebreaker(field);
      return this;
    }

    /** Tells what is looked for from everything else, see {@link Detector#fingerprint}. */
    public Builder fingerprint(String fingerprint) {
      settings = settings.withFingerprint(fingerprint);
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
        ruleId,
        new SamplePlan(plan.inputs(), plan.items(), SamplePlan.BATCH, maxSamplesPerKey),
        settings);
  }

  /** How many combinations of key values were left out so far because an event has too many. */
  public long combinationsLeftOut() {
    return plan.inputs().combinationsLeftOut();
  }

  @Override
  public String ruleId() {
    return ruleId;
  }

  @Override
  public List<DateField> timestampFields() {
    return settings.timestampFields();
  }

  @Override
  public Optional<Field> tiebreakerField() {
    return settings.tiebreakerField();
  }

  @Override
  public KeyOrder keyOrder() {
    return plan.inputs().order();
  }

  @Override
  public String fingerprint() {
    return settings.fingerprint();
  }

  @Override
  public StateScope scope() {
    return plan.inputs().scope();
  }

  @Override
  public List<Selection> select(Event event) {
    return plan.inputs().select(event.asOf(settings.timestampFields()));
  }

  @Override
  public void accept(
      Cell<SampleState> cell, Selection selection, EventRecord event, DetectionSink sink) {
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
      report(cell.key(), state, samples, sink);
    }
  }

  @Override
  public void wake(Cell<SampleState> cell, long time, DetectionSink sink) {
    SampleState state = cell.get();
    if (state == null) {
      return;
    }
    if (!plan.isBatch()) {
      remember(cell, state.aliveAt(Times.plus(time, 1), plan));
    } else if (time >= END_OF_TIME) {
      cell.clear();
      report(cell.key(), state, Assignments.of(state, plan.maxSamplesPerKey()), sink);
    } else {
      cell.wakeAt(END_OF_TIME);
    }
  }

  @Override
  public StateCodec<SampleState> codec() {
    return codec;
  }

  @Override
  public long weight(SampleState state) {
    return state.weight();
  }

  private void remember(Cell<SampleState> cell, SampleState state) {
    if (state.isEmpty()) {
      cell.clear();
      return;
    }
    cell.set(state);
    cell.wakeAt(plan.isBatch() ? END_OF_TIME : plan.deadline(state.earliest()));
  }

  private void report(Key key, SampleState state, List<int[]> samples, DetectionSink sink) {
    for (int[] sample : samples) {
      List<@Nullable EventRecord> events = new ArrayList<>(sample.length);
      for (int item = 0; item < sample.length; item++) {
        events.add(state.events(item).get(sample[item]));
      }
      sink.detected(new Detection(ruleId, key, events, new Evidence.Events()));
    }
  }
}
