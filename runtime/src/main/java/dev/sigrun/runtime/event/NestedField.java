package dev.sigrun.runtime.event;

import java.util.List;

/** A field whose values are objects, each of which is an event of its own. */
public final class NestedField extends Field {
  private final Fields fields = new Fields();

  NestedField(String name, int slot) {
    super(name, slot);
  }

  /** The fields of an element, by names that are relative to it. */
  public Fields fields() {
    return fields;
  }

  /** The elements, in the order of the event; empty when the field is missing. */
  public List<Event> elements(Event event) {
    Object values = event.slot(slot());
    if (values == null) {
      return List.of();
    }
    return values instanceof Event single ? List.of(single) : List.of((Event[]) values);
  }

  /** The elements, as {@link #elements} gives them. */
  @Override
  public List<Event> values(Event event) {
    return elements(event);
  }
}
