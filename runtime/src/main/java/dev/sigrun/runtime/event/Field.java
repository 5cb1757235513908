package dev.sigrun.runtime.event;

import java.util.List;

/**
 * A field that matchers read from events. Every test on a field is true when <em>some</em> value of
 * the field satisfies it, and so false for an event that lacks the field. Instances come from
 * {@link Fields} and are only meaningful for events that were read for the same fields.
 */
public abstract sealed class Field
    permits KeywordField,
        NumberField,
        BooleanField,
        DateField,
        IpField,
        TextField,
        PresenceField,
        RangeField,
        NestedField {
  private final String name;
  private final int slot;
  private final Reading reading;

  Field(String name, int slot, Reading reading) {
    this.name = name;
    this.slot = slot;
    this.reading = reading;
  }

  /** The dotted name, as requested. */
  public final String name() {
    return name;
  }

  /** Whether the event has at least one value of this field's type. */
  public final boolean exists(Event event) {
    return event.slot(slot) != null;
  }

  /**
   * All values, in the order of the event, as the kind of field holds them; empty when the field is
   * missing. A field of which only the existence is known has none.
   */
  public abstract List<?> values(Event event);

  /** The places and the form of the values in events. */
  final Reading reading() {
    return reading;
  }

  final int slot() {
    return slot;
  }

  @Override
  public final String toString() {
    return name;
  }
}
