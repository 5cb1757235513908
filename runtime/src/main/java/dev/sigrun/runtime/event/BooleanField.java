package dev.sigrun.runtime.event;

import java.util.List;

/** A field whose values are true or false; the empty string counts as false. */
public final class BooleanField extends Field {
  BooleanField(String name, int slot, Reading reading) {
    super(name, slot, reading);
  }

  /** Whether some value equals {@code value}. */
  public boolean is(Event event, boolean value) {
    Object values = event.slot(slot());
    if (values instanceof Boolean single) {
      return single == value;
    }
    if (values != null) {
      for (Boolean each : (Boolean[]) values) {
        if (each == value) {
          return true;
        }
      }
    }
    return false;
  }

  /** All values, in the order of the event; empty when the field is missing. */
  @Override
  public List<Boolean> values(Event event) {
    Object values = event.slot(slot());
    if (values == null) {
      return List.of();
    }
    return values instanceof Boolean single ? List.of(single) : List.of((Boolean[]) values);
  }
}
