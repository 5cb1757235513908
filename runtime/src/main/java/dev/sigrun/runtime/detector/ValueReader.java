package dev.sigrun.runtime.detector;

import dev.sigrun.runtime.BooleanField;
import dev.sigrun.runtime.DateField;
import dev.sigrun.runtime.Event;
import dev.sigrun.runtime.Field;
import dev.sigrun.runtime.IpField;
import dev.sigrun.runtime.KeywordField;
import dev.sigrun.runtime.NumberField;
import java.util.List;

/**
 * Reads the values of one field as they stand in keys: equal for values that are equal by the type
 * of the field, however an event spells them.
 */
@FunctionalInterface
public interface ValueReader {
  /**
   * The values of the field in {@code event}: strings, booleans and numbers; empty when it is
   * missing. May hold a value twice.
   */
  List<?> values(Event event);

  /**
   * The reader for {@code field}. Addresses are read in canonical form, instants in milliseconds
   * since 1970.
   *
   * @throws IllegalArgumentException if the values of such a field cannot be told apart, as those
   *     of analysed text
   */
  static ValueReader of(Field field) {
    if (field instanceof KeywordField keyword) {
      return keyword::values;
    }
    if (field instanceof IpField ip) {
      return ip::values;
    }
    if (field instanceof NumberField number) {
      return number::values;
    }
    if (field instanceof BooleanField bool) {
      return bool::values;
    }
    if (field instanceof DateField date) {
      return date::values;
    }
    throw new IllegalArgumentException("Field " + field + " has no values to group by.");
  }

  /** The readers for {@code fields}, in their order. */
  static List<ValueReader> ofAll(Field... fields) {
    return java.util.Arrays.stream(fields).map(ValueReader::of).toList();
  }
}
