package dev.sigrun.runtime.event;

import java.util.List;

/** A field that can only be tested for existence: any scalar at its path or below it. */
public final class PresenceField extends Field {
  PresenceField(String name, int slot) {
    super(name, slot, Reading.PLAIN);
  }

  /** Nothing: values are not kept. */
  @Override
  public List<?> values(Event event) {
    return List.of();
  }
}
