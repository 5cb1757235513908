package dev.sigrun.runtime.detector;

import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The values that tie events together: join keys, group fields or new terms. Equal keys share
 * state.
 *
 * @param values strings, booleans and numbers, a whole number always as {@link Long}; null for a
 *     missing value of an optional key
 */
public record Key(List<@Nullable Object> values) {
  /** The key of what has no key: one state for all events. */
  public static final Key NONE = new Key(List.of());

  private static final int MULTIPLIER = 0x9E3779B9;

  /** Copies the values, whole numbers as {@link Long} so that equal numbers are equal keys. */
  public Key {
    values = normal(values);
  }

  /** The key of these values. */
  public static Key of(@Nullable Object... values) {
    return new Key(Arrays.asList(values));
  }

  /**
   * Mixed: numbers in texts, and numbers side by side, would have hash codes of which many share a
   * slot of a table.
   */
  @Override
  public int hashCode() {
    int hash = 0;
    for (int i = 0; i < values.size(); i++) {
      hash = (hash + Objects.hashCode(values.get(i)) + 1) * MULTIPLIER;
      hash ^= hash >>> 15;
    }
    return hash;
  }

  /** Lists without null take less memory, and there are many keys. */
  private static List<@Nullable Object> normal(List<@Nullable Object> values) {
    @Nullable Object[] normal = new @Nullable Object[values.size()];
    boolean complete = true;
    for (int i = 0; i < normal.length; i++) {
      Object value = normal(values.get(i));
      normal[i] = value;
      complete &= value != null;
    }
    return complete ? List.of(normal) : Collections.unmodifiableList(Arrays.asList(normal));
  }

  private static @Nullable Object normal(@Nullable Object value) {
    if (value instanceof Integer || value instanceof Short || value instanceof Byte) {
      return ((Number) value).longValue();
    }
    if (value instanceof Double decimal
        && decimal == Math.rint(decimal)
        && Math.abs(decimal) < 0x1p53) {
      return decimal.longValue();
    }
    return value;
  }
}
