package dev.sigrun.oracle.correlation;

import java.math.BigDecimal;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A sequence or sample that was found.
 *
 * @param key the values of the join keys as text, {@code null} for a missing one
 * @param events for each stage the place of its event in the order in which events came; {@link
 *     #MISSING} where an event has to be missing
 */
public record Found(List<String> key, List<Integer> events) {
  /** Replaces an event that has to be missing. */
  public static final int MISSING = -1;

  /** Copies the lists. */
  public Found {
    key = List.copyOf(key);
    events = List.copyOf(events);
  }

  /** The values of a key as text, numbers by their value. */
  public static List<String> texts(List<? extends @Nullable Object> values) {
    return values.stream().map(Found::text).toList();
  }

  private static String text(@Nullable Object value) {
    return value instanceof Number number
        ? new BigDecimal(number.toString()).stripTrailingZeros().toPlainString()
        : String.valueOf(value);
  }
}
