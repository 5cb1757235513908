package dev.sigrun.runtime.event;

import dev.sigrun.runtime.number.NumberRange;
import dev.sigrun.runtime.number.NumberSet;
import java.util.List;

/** A field whose values are numbers, compared exactly by value whatever their types. */
public final class NumberField extends Field {
  private final NumberType type;

  NumberField(String name, int slot, Reading reading, NumberType type) {
    super(name, slot, reading);
    this.type = type;
  }

  /** Whether some value is in {@code set}. */
  public boolean isAnyOf(Event event, NumberSet set) {
    Object values = event.slot(slot());
    if (values instanceof Number single) {
      return set.contains(single);
    }
    if (values != null) {
      for (Number each : (Number[]) values) {
        if (set.contains(each)) {
          return true;
        }
      }
    }
    return false;
  }

  /** Whether some value lies in {@code range}. */
  public boolean inRange(Event event, NumberRange range) {
    Object values = event.slot(slot());
    if (values instanceof Number single) {
      return range.contains(single);
    }
    if (values != null) {
      for (Number each : (Number[]) values) {
        if (range.contains(each)) {
          return true;
        }
      }
    }
    return false;
  }

  /**
   * All values, in the order of the event; empty when the field is missing. Integer for the integer
   * types up to 32 bits, Long for 64 bits, Double for decimals. Unsigned values above the range of
   * Long are BigInteger. A field of type {@link NumberType#ANY} has Integer, Long or BigInteger for
   * what is written without fraction and exponent, otherwise Double.
   */
  @Override
  public List<Number> values(Event event) {
    Object values = event.slot(slot());
    if (values == null) {
      return List.of();
    }
    return values instanceof Number single ? List.of(single) : List.of((Number[]) values);
  }

  /** The type to which values are coerced. */
  public NumberType type() {
    return type;
  }
}
