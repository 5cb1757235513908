package dev.sigrun.runtime.detector;

import dev.sigrun.runtime.event.Event;
import java.util.List;

/** A detector that asks several things of single events, each under its keys. */
public abstract class InputsDetector<S> implements Detector<S> {
  private final String ruleId;
  private final Inputs inputs;
  private final DetectorSettings settings;

  /** A detector of the rule with this id, which asks these things of events. */
  protected InputsDetector(String ruleId, Inputs inputs, DetectorSettings settings) {
    this.ruleId = ruleId;
    this.inputs = inputs;
    this.settings = settings;
  }

  /**
   * The number of combinations of key values that were left out so far because an event has too
   * many.
   */
  public final long combinationsLeftOut() {
    return inputs.combinationsLeftOut();
  }

  @Override
  public final String ruleId() {
    return ruleId;
  }

  @Override
  public final DetectorSettings settings() {
    return settings;
  }

  @Override
  public final KeyOrder keyOrder() {
    return inputs.order();
  }

  @Override
  public final StateScope scope() {
    return inputs.scope();
  }

  @Override
  public final List<Selection> select(Event event) {
    return inputs.select(event.asOf(settings.timestampFields()));
  }
}
