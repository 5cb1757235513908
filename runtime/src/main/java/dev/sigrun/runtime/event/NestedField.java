package dev.sigrun.runtime.event;

import java.util.Arrays;
import java.util.List;

/** A field whose values are objects, each of which is an event of its own. */
public final class NestedField extends Field {
  private final Fields fields = new Fields();

  NestedField(String name, int slot) {
    super(name, slot, Reading.PLAIN);
  }

  /** The fields of an element, by names that are relative to it. */
  public Fields fields() {
    return fields;
  }

  /**
   * The elements, in the order of the event; empty when the field is missing. For all of them it is
   * now when it is now for the event.
   */
  public List<Event> elements(Event event) {
    Object values = event.slot(slot());
    if (values == null) {
      return List.of();
    }
    if (values instanceof Event single) {
      return List.of(single.at(event.now()));
    }
    return Arrays.stream((Event[]) values).map(each -> each.at(event.now())).toList();
  }

  /** The elements, as {@link #elements} gives them. */
  @Override
  public List<Event> values(Event event) {
    return elements(event);
  }
}
