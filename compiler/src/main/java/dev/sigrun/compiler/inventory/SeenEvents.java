package dev.sigrun.compiler.inventory;

import dev.sigrun.compiler.ir.Field;
import java.util.Optional;
import java.util.Set;

/** A summary of some events: the fields that they have, and the values. */
public interface SeenEvents {
  /** Whether some event has a value of the field. */
  boolean has(Field field);

  /**
   * All values of a field in all events, as texts.
   *
   * @return empty if there are too many to know them all
   */
  Optional<Set<String>> values(Field field);
}
